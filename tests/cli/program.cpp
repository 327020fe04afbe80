#include "tests/cli/program.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <stdexcept>
#include <system_error>

#include "tests/support/temporary_folder.hpp"

extern "C" char** environ;

namespace aibelt::test {
namespace {

std::filesystem::path temporary_file() {
  std::string name = (std::filesystem::temp_directory_path() / "aibelt_output_XXXXXX").string();
  const int descriptor = ::mkstemp(name.data());
  if (descriptor < 0) {
    throw std::runtime_error("cannot make " + name);
  }
  ::close(descriptor);
  return name;
}

void succeed(int error) {
  if (error != 0) {
    throw std::system_error(error, std::generic_category(), "posix_spawn");
  }
}

/// The child's folder and streams.
class FileActions {
 public:
  FileActions() { succeed(posix_spawn_file_actions_init(&actions_)); }
  ~FileActions() { posix_spawn_file_actions_destroy(&actions_); }
  FileActions(const FileActions&) = delete;
  FileActions& operator=(const FileActions&) = delete;

  void open(int descriptor, const std::filesystem::path& file, int flags) {
    succeed(posix_spawn_file_actions_addopen(&actions_, descriptor, file.c_str(), flags, 0600));
  }
  void change_folder(const std::filesystem::path& folder) {
    succeed(posix_spawn_file_actions_addchdir_np(&actions_, folder.c_str()));
  }
  const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_{};
};

/// Signals as a shell leaves them, whatever the test runner ignores.
class Attributes {
 public:
  Attributes() {
    sigset_t signals;
    sigemptyset(&signals);
    succeed(posix_spawnattr_init(&attributes_));
    succeed(posix_spawnattr_setsigmask(&attributes_, &signals));
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    succeed(posix_spawnattr_setsigdefault(&attributes_, &signals));
    succeed(posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF));
  }
  ~Attributes() { posix_spawnattr_destroy(&attributes_); }
  Attributes(const Attributes&) = delete;
  Attributes& operator=(const Attributes&) = delete;

  const posix_spawnattr_t* get() const { return &attributes_; }

 private:
  posix_spawnattr_t attributes_{};
};

}  // namespace

Program::Program(const std::vector<std::string>& arguments, const std::filesystem::path& folder,
                 const std::filesystem::path& stdout_to)
    : out_(stdout_to.empty() ? temporary_file() : stdout_to), err_(temporary_file()) {
  std::vector<std::string> words = {AIBELT_EXECUTABLE};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  for (std::string& word : words) {
    argv.push_back(word.data());
  }
  argv.push_back(nullptr);
  FileActions files;
  files.open(STDIN_FILENO, "/dev/null", O_RDONLY);
  files.open(STDOUT_FILENO, out_, O_WRONLY);
  files.open(STDERR_FILENO, err_, O_WRONLY);
  files.change_folder(folder);
  const Attributes attributes;
  succeed(::posix_spawn(&process_, AIBELT_EXECUTABLE, files.get(), attributes.get(), argv.data(), environ));
}

Program::~Program() {
  if (process_ > 0) {
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
  }
  std::error_code error;
  for (const auto& file : {out_, err_}) {
    if (std::filesystem::is_regular_file(file, error)) {
      std::filesystem::remove(file, error);
    }
  }
}

void Program::send(int signal) const { ::kill(process_, signal); }

Ending Program::wait() {
  int status = 0;
  ::waitpid(process_, &status, 0);
  process_ = 0;
  const bool is_exit = WIFEXITED(status);
  const std::string out = std::filesystem::is_regular_file(out_) ? content_of(out_) : "";
  return {is_exit ? WEXITSTATUS(status) : -1, is_exit ? 0 : WTERMSIG(status), out, content_of(err_)};
}

Ending run_program(const std::vector<std::string>& arguments, const std::filesystem::path& folder) {
  return Program(arguments, folder).wait();
}

std::map<std::string, std::string> files_in(const std::filesystem::path& folder) {
  std::map<std::string, std::string> files;
  for (const std::string& name : names_in(folder)) {
    files[name] = content_of(folder / name);
  }
  return files;
}

std::filesystem::path here() { return AIBELT_SOURCE_DIR "/tests/cli"; }

}  // namespace aibelt::test
