#include "child_output.hpp"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "aibelt/base/error.hpp"

extern char** environ;  // POSIX has no header for it

namespace aibelt::sweep {
namespace {

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

/// A file without a name: two pipes could fill up while the other is read.
class Scratch {
 public:
  Scratch() : file_(std::tmpfile()) {
    if (!file_) {
      throw base::IoError("temporary file", std::strerror(errno));
    }
  }

  int descriptor() const { return fileno(file_.get()); }

  std::string content() const {
    std::rewind(file_.get());
    std::string text;
    std::array<char, 4096> buffer{};
    while (const std::size_t n = std::fread(buffer.data(), 1, buffer.size(), file_.get())) {
      text.append(buffer.data(), n);
    }
    return text;
  }

 private:
  std::unique_ptr<std::FILE, CloseFile> file_;
};

class SpawnActions {
 public:
  SpawnActions() { posix_spawn_file_actions_init(&actions_); }
  ~SpawnActions() { posix_spawn_file_actions_destroy(&actions_); }
  SpawnActions(const SpawnActions&) = delete;
  SpawnActions& operator=(const SpawnActions&) = delete;

  posix_spawn_file_actions_t* pointer() { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_{};
};

int wait_for(pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) {
      throw base::IoError("waitpid", std::strerror(errno));
    }
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

ChildOutput output_of(const std::vector<std::string>& command) {
  const Scratch out;
  const Scratch error;
  SpawnActions actions;
  posix_spawn_file_actions_addopen(actions.pointer(), STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(actions.pointer(), out.descriptor(), STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(actions.pointer(), error.descriptor(), STDERR_FILENO);
  std::vector<std::string> words = command;
  std::vector<char*> arguments;
  for (std::string& word : words) {
    arguments.push_back(word.data());
  }
  arguments.push_back(nullptr);
  pid_t child = 0;
  const int failure = posix_spawnp(&child, arguments.front(), actions.pointer(), nullptr, arguments.data(), environ);
  if (failure != 0) {
    throw base::IoError(command.front(), std::strerror(failure));
  }
  const int status = wait_for(child);
  return {status, out.content(), error.content()};
}

}  // namespace aibelt::sweep
