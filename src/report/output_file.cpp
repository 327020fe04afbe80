#include "aibelt/report/output_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "aibelt/base/error.hpp"

namespace aibelt::report {
namespace {

void fail_unless(bool is_done, const std::filesystem::path& path) {
  if (!is_done) {
    throw base::IoError(path.string(), std::strerror(errno));
  }
}

/// File systems without fsync, such as pipes and /proc, answer EINVAL.
bool is_synced(int descriptor) { return ::fsync(descriptor) == 0 || errno == EINVAL; }

}  // namespace

OutputFile::OutputFile(std::filesystem::path path) : path_(std::move(path)) {
  constexpr mode_t kReadableByAll = 0666;  // less the user's umask
  descriptor_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, kReadableByAll);
  fail_unless(descriptor_ >= 0, path_);
  buffer_.reserve(2 * kBufferSize);
}

OutputFile::~OutputFile() {
  if (descriptor_ >= 0) {
    ::close(descriptor_);
  }
}

void OutputFile::finish() {
  base::ensure(descriptor_ >= 0, "an output file is finished twice");
  flush();
  fail_unless(is_synced(descriptor_), path_);
  fail_unless(::close(std::exchange(descriptor_, -1)) == 0, path_);
}

void OutputFile::flush() {
  std::string_view rest = buffer_;
  while (!rest.empty()) {
    const ssize_t n_written = ::write(descriptor_, rest.data(), rest.size());
    fail_unless(n_written >= 0 || errno == EINTR, path_);
    rest.remove_prefix(n_written > 0 ? static_cast<std::size_t>(n_written) : 0);
  }
  buffer_.clear();
}

void sync_to_disk(const std::filesystem::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  fail_unless(descriptor >= 0, path);
  const bool is_done = is_synced(descriptor);
  const int cause = errno;
  ::close(descriptor);
  errno = cause;
  fail_unless(is_done, path);
}

}  // namespace aibelt::report
