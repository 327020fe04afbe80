#include "line_reader.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "aibelt/base/error.hpp"

namespace aibelt::workload {
namespace {

constexpr std::size_t kBufferSize = std::size_t{1} << 18;

gzFile open(const std::filesystem::path& file) {
  if (std::filesystem::is_directory(file)) {
    throw base::IoError(file.string(), "this is a folder; name a trace file");
  }
  errno = 0;
  gzFile opened = gzopen(file.c_str(), "rbe");
  if (opened == nullptr) {
    throw base::IoError(file.string(), errno == 0 ? "out of memory" : std::strerror(errno));
  }
  gzbuffer(opened, static_cast<unsigned>(kBufferSize));
  return opened;
}

}  // namespace

LineReader::LineReader(const std::filesystem::path& file) : path_(file), file_(open(file)), buffer_(kBufferSize) {}

bool LineReader::next(std::string_view& line) {
  std::size_t searched = 0;
  while (true) {
    const char* start = buffer_.data() + begin_;
    const auto* found = static_cast<const char*>(std::memchr(start + searched, '\n', end_ - begin_ - searched));
    if (found != nullptr) {
      line = {start, static_cast<std::size_t>(found - start)};
      line_begin_ = begin_;
      begin_ += line.size() + 1;
      break;
    }
    searched = end_ - begin_;
    if (!refill()) {
      line = {buffer_.data() + begin_, end_ - begin_};
      line_begin_ = begin_;
      begin_ = end_;
      is_unfinished_ = !line.empty();
      if (!is_unfinished_) {
        return false;
      }
      break;
    }
  }
  ++line_number_;
  if (line.ends_with('\r')) {
    line.remove_suffix(1);
  }
  return true;
}

/// Moves what is left to the front of the buffer and reads behind it; false when the file has no more.
bool LineReader::refill() {
  if (is_at_end_) {
    return false;
  }
  std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
  end_ -= begin_;
  begin_ = 0;
  if (end_ == buffer_.size()) {
    buffer_.resize(2 * buffer_.size());
  }
  const std::size_t room = std::min(buffer_.size() - end_, std::size_t{1} << 30);
  const int n_read = gzread(file_.get(), buffer_.data() + end_, static_cast<unsigned>(room));
  if (n_read <= 0) {
    is_at_end_ = true;
    take_error();
    return false;
  }
  end_ += static_cast<std::size_t>(n_read);
  return true;
}

void LineReader::take_error() {
  int code = Z_OK;
  const char* text = gzerror(file_.get(), &code);
  if (code == Z_ERRNO) {
    throw base::IoError(path_.string(), std::strerror(errno));
  }
  if (code == Z_MEM_ERROR) {
    throw base::IoError(path_.string(), text);
  }
  is_broken_ = code != Z_OK && code != Z_STREAM_END;
}

}  // namespace aibelt::workload
