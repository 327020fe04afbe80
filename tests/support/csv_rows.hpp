#pragma once

#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

namespace aibelt::test {

/// A line of a table by column name.
using CsvRow = std::map<std::string, std::string>;

/// Cells of a line; a cell in double quotes may hold commas.
inline std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells(1);
  bool is_quoted = false;
  for (const char c : line) {
    if (c == '"') {
      is_quoted = !is_quoted;
    } else if (c == ',' && !is_quoted) {
      cells.emplace_back();
    } else if (c != '\r') {
      cells.back() += c;
    }
  }
  return cells;
}

/// Rows of a comma-separated file with a header line; a short line ends in empty cells.
inline std::vector<CsvRow> rows_of(const std::filesystem::path& file) {
  std::ifstream stream(file);
  std::string line;
  std::getline(stream, line);
  const auto names = cells_of(line);
  std::vector<CsvRow> rows;
  while (std::getline(stream, line)) {
    auto cells = cells_of(line);
    cells.resize(names.size());
    auto& row = rows.emplace_back();
    for (std::size_t i = 0; i < names.size(); ++i) {
      row[names[i]] = cells[i];
    }
  }
  return rows;
}

}  // namespace aibelt::test
