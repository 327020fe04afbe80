#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <vector>

namespace aibelt::sweep {

/// A matrix of numbers that grows by rows and is read by columns, in memory as long as it is small and in a file without a name
/// beyond. Members throw base::IoError.
class ColumnStore {
 public:
  /// `folder` is where the file would be; at most `most_values` are kept in memory, or a row.
  ColumnStore(std::size_t n_columns, std::filesystem::path folder, std::size_t most_values = kMostValues);
  ~ColumnStore();
  ColumnStore(const ColumnStore&) = delete;
  ColumnStore& operator=(const ColumnStore&) = delete;

  std::size_t n_rows() const { return n_tiles_ * rows_per_tile_ + n_rows_in_memory(); }
  void add(std::span<const double> row);

  /// Replaces `values` by the column, top to bottom.
  void read_column(std::size_t column, std::vector<double>& values) const;
  void clear();

 private:
  static constexpr std::size_t kMostValues = std::size_t{1} << 22;  // 32 MiB

  std::size_t n_rows_in_memory() const { return n_columns_ == 0 ? 0 : rows_.size() / n_columns_; }

  /// Writes the rows in memory column by column, so that a column is one piece of each tile.
  void spill();
  void open_file();

  std::size_t n_columns_;
  std::filesystem::path folder_;
  std::size_t rows_per_tile_;
  std::vector<double> rows_;  ///< row by row
  std::size_t n_tiles_ = 0;   ///< in the file
  int file_ = -1;
};

}  // namespace aibelt::sweep
