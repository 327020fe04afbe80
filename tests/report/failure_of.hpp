#pragma once

#include <string>

#include "aibelt/base/error.hpp"

namespace aibelt::test {

/// What the base::IoError that `work` throws says; empty when it throws none.
template <class Work>
std::string failure_of(const Work& work) {
  try {
    work();
  } catch (const base::IoError& error) {
    return error.what();
  }
  return "";
}

}  // namespace aibelt::test
