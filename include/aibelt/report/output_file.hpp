#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace aibelt::report {

/// A file being written through a buffer, every write checked; each member throws base::IoError with the path and cause.
class OutputFile {
 public:
  /// Makes the file, or empties the one that is there.
  explicit OutputFile(std::filesystem::path path);
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  void write(std::string_view text) {
    buffer_ += text;
    if (buffer_.size() >= kBufferSize) {
      flush();
    }
  }

  /// Puts everything written onto the disk and closes the file; nothing is written after it.
  void finish();

 private:
  static constexpr std::size_t kBufferSize = std::size_t{1} << 16;

  void flush();

  std::filesystem::path path_;
  int descriptor_ = -1;
  std::string buffer_;
};

/// Waits until what was written to the file or folder `path` is on the disk.
void sync_to_disk(const std::filesystem::path& path);

}  // namespace aibelt::report
