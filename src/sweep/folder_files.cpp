#include "folder_files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include <fmt/format.h>

#include "aibelt/base/error.hpp"

namespace aibelt::sweep {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const fs::path& path, int cause) { throw base::IoError(path.string(), std::strerror(cause)); }

/// A descriptor that is closed whatever happens.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() { close(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  int number() const { return number_; }

  /// Network file systems tell of a full disk here.
  bool close() {
    const bool is_closed = number_ < 0 || ::close(number_) == 0;
    number_ = -1;
    return is_closed;
  }

 private:
  int number_;
};

bool write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t n_written = ::write(descriptor, text.data(), text.size());
    if (n_written < 0 && errno != EINTR) {
      return false;
    }
    text.remove_prefix(n_written > 0 ? static_cast<std::size_t>(n_written) : 0);
  }
  return true;
}

}  // namespace

std::optional<std::string> read_whole(const fs::path& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.number() < 0) {
    return errno == ENOENT ? std::nullopt : (fail(path, errno), std::nullopt);
  }
  std::string text;
  std::array<char, 1 << 14> buffer;
  for (;;) {
    const ssize_t n_read = ::read(file.number(), buffer.data(), buffer.size());
    if (n_read == 0) {
      return text;
    }
    if (n_read < 0 && errno != EINTR) {
      fail(path, errno);
    }
    text.append(buffer.data(), n_read > 0 ? static_cast<std::size_t>(n_read) : 0);
  }
}

void write_whole(const fs::path& path, std::string_view text) {
  constexpr mode_t kReadableByAll = 0666;  // less the user's umask
  Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, kReadableByAll));
  if (file.number() < 0) {
    fail(path, errno);
  }
  if (!write_all(file.number(), text) || !file.close()) {
    const int cause = errno;
    ::unlink(path.c_str());
    fail(path, cause);
  }
}

void put_in_place(const fs::path& from, const fs::path& to) {
  if (::rename(from.c_str(), to.c_str()) == 0) {
    return;
  }
  if (errno == ENOENT) {
    make_folders(to.parent_path());
    if (::rename(from.c_str(), to.c_str()) == 0) {
      return;
    }
  }
  const int cause = errno;
  ::unlink(from.c_str());
  fail(to, cause);
}

void make_folders(const fs::path& path) {
  std::error_code error;
  fs::create_directories(path, error);
  if (error) {
    throw base::IoError(path.string(), error.message());
  }
}

std::string this_process() {
  std::array<char, 256> host{};
  ::gethostname(host.data(), host.size() - 1);
  return fmt::format("process {} on {}", ::getpid(), host.data());
}

}  // namespace aibelt::sweep
