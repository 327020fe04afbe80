#include "aibelt/base/error.hpp"

#include <utility>

namespace aibelt::base {

IoError::IoError(std::string path, std::string cause)
    : std::runtime_error(path + ": " + cause), path_(std::move(path)) {}

void ensure(bool condition, std::string_view text) {
  if (!condition) {
    throw LogicError(std::string(text));
  }
}

}  // namespace aibelt::base
