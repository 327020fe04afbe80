#pragma once

#include <sys/types.h>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace aibelt::test {

/// How a program ended and what it printed.
struct Ending {
  int exit = -1;   ///< exit code; -1 when a signal ended it
  int signal = 0;  ///< the signal that ended it; 0 when it ended by itself
  std::string out;
  std::string err;
};

/// The program aibelt at work in the folder `folder`, started without a shell; its output goes to files.
class Program {
 public:
  explicit Program(const std::vector<std::string>& arguments, const std::filesystem::path& folder = ".",
                   const std::filesystem::path& stdout_to = {});
  ~Program();
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  void send(int signal) const;
  Ending wait();

 private:
  pid_t process_ = 0;
  std::filesystem::path out_;
  std::filesystem::path err_;
};

/// Runs aibelt to its end.
Ending run_program(const std::vector<std::string>& arguments, const std::filesystem::path& folder = ".");

/// Every file in `folder` with its content, by name.
std::map<std::string, std::string> files_in(const std::filesystem::path& folder);

/// tests/cli in the source.
std::filesystem::path here();

}  // namespace aibelt::test
