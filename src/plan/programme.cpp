#include "aibelt/plan/programme.hpp"

#include <algorithm>
#include <utility>

#include "aibelt/base/error.hpp"

namespace aibelt::plan {

int Programme::add_column(Column column) {
  base::ensure(column.low <= column.high, "a column's lower bound is above its upper one");
  columns_.push_back(std::move(column));
  return static_cast<int>(columns_.size()) - 1;
}

int Programme::add_row(Row row) {
  base::ensure(row.low <= row.high, "a row's lower bound is above its upper one");
  rows_.push_back(std::move(row));
  return static_cast<int>(rows_.size()) - 1;
}

void Programme::add_term(int row, int column, double factor) {
  if (factor != 0) {
    terms_.push_back({row, column, factor});
  }
}

bool Programme::has_whole() const {
  return std::any_of(columns_.begin(), columns_.end(), [](const Column& column) { return column.is_whole; });
}

}  // namespace aibelt::plan
