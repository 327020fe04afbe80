#include "tables_store.hpp"

#include <sys/types.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>
#include <utility>

#include "aibelt/base/error.hpp"

namespace aibelt::sweep {
namespace {

/// Reads or writes all of `n_bytes` at `offset` by `call`, pread or pwrite.
template <class Call, class Bytes>
bool transfer(const Call& call, int file, Bytes* bytes, std::size_t n_bytes, std::size_t offset) {
  while (n_bytes > 0) {
    const ssize_t n_done = call(file, bytes, n_bytes, static_cast<off_t>(offset));
    if (n_done == 0 || (n_done < 0 && errno != EINTR)) {
      return false;
    }
    const auto n = n_done > 0 ? static_cast<std::size_t>(n_done) : std::size_t{0};
    bytes += n;
    offset += n;
    n_bytes -= n;
  }
  return true;
}

}  // namespace

ColumnStore::ColumnStore(std::size_t n_columns, std::filesystem::path folder, std::size_t most_values)
    : n_columns_(n_columns),
      folder_(std::move(folder)),
      rows_per_tile_(std::max<std::size_t>(1, most_values / std::max<std::size_t>(1, n_columns))) {}

ColumnStore::~ColumnStore() {
  if (file_ >= 0) {
    ::close(file_);
  }
}

void ColumnStore::add(std::span<const double> row) {
  base::ensure(row.size() == n_columns_, "a row of another length");
  rows_.insert(rows_.end(), row.begin(), row.end());
  if (n_rows_in_memory() == rows_per_tile_) {
    spill();
  }
}

void ColumnStore::read_column(std::size_t column, std::vector<double>& values) const {
  values.resize(n_rows());
  for (std::size_t tile = 0; tile < n_tiles_; ++tile) {
    const std::size_t at = (tile * n_columns_ + column) * rows_per_tile_ * sizeof(double);
    auto* bytes = reinterpret_cast<char*>(values.data() + tile * rows_per_tile_);
    if (!transfer(::pread, file_, bytes, rows_per_tile_ * sizeof(double), at)) {
      throw base::IoError(folder_.string(), std::strerror(errno));
    }
  }
  double* rest = values.data() + n_tiles_ * rows_per_tile_;
  for (std::size_t row = 0; row < n_rows_in_memory(); ++row) {
    rest[row] = rows_[row * n_columns_ + column];
  }
}

void ColumnStore::clear() {
  rows_.clear();
  n_tiles_ = 0;
}

void ColumnStore::spill() {
  if (file_ < 0) {
    open_file();
  }
  std::vector<double> tile(rows_.size());
  for (std::size_t row = 0; row < rows_per_tile_; ++row) {
    for (std::size_t column = 0; column < n_columns_; ++column) {
      tile[column * rows_per_tile_ + row] = rows_[row * n_columns_ + column];
    }
  }
  const std::size_t n_bytes = tile.size() * sizeof(double);
  if (!transfer(::pwrite, file_, reinterpret_cast<const char*>(tile.data()), n_bytes, n_tiles_ * n_bytes)) {
    throw base::IoError(folder_.string(), std::strerror(errno));
  }
  ++n_tiles_;
  rows_.clear();
}

void ColumnStore::open_file() {
  std::string name = (folder_ / "columns-XXXXXX").string();
  file_ = ::mkstemp(name.data());
  if (file_ < 0) {
    throw base::IoError(folder_.string(), std::strerror(errno));
  }
  ::unlink(name.c_str());  // it goes with this process
}

}  // namespace aibelt::sweep
