#pragma once

#include <string>
#include <vector>

namespace aibelt::sweep {

/// What another program has written and come to.
struct ChildOutput {
  int status = 0;     ///< its exit code; 128 and the signal where one ended it
  std::string out;    ///< stdout
  std::string error;  ///< stderr
};

/// Runs a program, found by PATH, without a shell and without stdin; throws base::IoError where it cannot be started.
ChildOutput output_of(const std::vector<std::string>& command);

}  // namespace aibelt::sweep
