#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace aibelt::base {

/// A bug in aibelt itself; the command line turns it into exit code 1.
class LogicError : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

/// A disk, file-system or executor failure; the command line turns it into exit code 3.
class IoError : public std::runtime_error {
 public:
  IoError(std::string path, std::string cause);

  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

/// Throws LogicError with `text` unless `condition` holds.
void ensure(bool condition, std::string_view text);

}  // namespace aibelt::base
