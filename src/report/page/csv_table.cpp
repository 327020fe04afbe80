#include "csv_table.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "aibelt/report/csv_line.hpp"

namespace aibelt::report {

CsvTable::CsvTable(const std::filesystem::path& file, base::Issues& issues)
    : file_(file.string()), issues_(issues), stream_(file, std::ios::binary) {
  if (!stream_) {
    issues_.push_back({file_, "", "cannot be read; name the folder of a merged sweep, or of a run"});
  } else if (!next(header_)) {
    report_torn();
  }
}

std::size_t CsvTable::column(const std::string& name) {
  const auto found = std::find(header_.begin(), header_.end(), name);
  if (found == header_.end()) {
    if (!header_.empty()) {
      issues_.push_back({file_, "", fmt::format("has no column \"{}\"; merge the sweep again", name)});
    }
    return 0;
  }
  return static_cast<std::size_t>(found - header_.begin());
}

void CsvTable::each(const std::function<bool(const std::vector<std::string>&)>& take) {
  std::vector<std::string> fields;
  while (!header_.empty() && next(fields)) {
    if (fields.size() != header_.size() || !take(fields)) {
      report_torn();
      return;
    }
  }
}

bool CsvTable::next(std::vector<std::string>& fields) {
  const std::size_t n_lines = next_row(stream_, fields);
  line_ += static_cast<int>(n_lines);
  return n_lines > 0;
}

void CsvTable::report_torn() {
  issues_.push_back({file_, "", "is not what aibelt sweep merge writes; merge the sweep again", line_});
}

std::optional<double> number_in(const std::string& text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool is_number = error == std::errc{} && end == text.data() + text.size() && std::isfinite(value);
  return is_number ? std::optional(value) : std::nullopt;
}

}  // namespace aibelt::report
