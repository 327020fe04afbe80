#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string_view>
#include <vector>

#include <zlib.h>

namespace aibelt::workload {

/// Reads a text file, gzipped or not, line by line through one buffer; throws base::IoError where it cannot be read.
class LineReader {
 public:
  explicit LineReader(const std::filesystem::path& file);

  /// Gives the next line without its line break; valid until the next call. False at the end.
  bool next(std::string_view& line);

  /// Lets the next call of `next` give the same line once more; not twice, and not at the end.
  void put_back() {
    begin_ = line_begin_;
    --line_number_;
  }

  /// 1-based number of the line given last.
  std::int64_t line_number() const { return line_number_; }

  /// Whether the line given last ends with the file instead of a line break.
  bool is_unfinished() const { return is_unfinished_; }

  /// Whether a gzipped file breaks off or is damaged; known once `next` is false.
  bool is_broken() const { return is_broken_; }

 private:
  struct Close {
    void operator()(gzFile file) const { gzclose(file); }
  };

  bool refill();
  void take_error();

  std::filesystem::path path_;
  std::unique_ptr<gzFile_s, Close> file_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0;  ///< of what is read but not given, in buffer_
  std::size_t end_ = 0;
  std::size_t line_begin_ = 0;  ///< of the line given last, in buffer_
  std::int64_t line_number_ = 0;
  bool is_at_end_ = false;
  bool is_unfinished_ = false;
  bool is_broken_ = false;
};

}  // namespace aibelt::workload
