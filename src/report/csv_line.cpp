#include "aibelt/report/csv_line.hpp"

namespace aibelt::report {

void split_plain(std::string_view line, std::vector<std::string_view>& fields) {
  fields.clear();
  std::size_t from = 0;
  bool is_quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    is_quoted = line[i] == '"' ? !is_quoted : is_quoted;
    if (line[i] == ',' && !is_quoted) {
      fields.push_back(line.substr(from, i - from));
      from = i + 1;
    }
  }
  fields.push_back(line.substr(from));
}

bool split_csv(std::string_view line, std::vector<std::string>& fields) {
  fields.assign(1, "");
  bool is_quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (c == '"' && is_quoted && i + 1 < line.size() && line[i + 1] == '"') {
      fields.back() += line[++i];
    } else if (c == '"') {
      is_quoted = !is_quoted;
    } else if (c == ',' && !is_quoted) {
      fields.emplace_back();
    } else {
      fields.back() += c;
    }
  }
  return !is_quoted;
}

std::size_t next_row(std::istream& stream, std::vector<std::string>& fields) {
  std::string row;
  if (!std::getline(stream, row)) {
    return 0;
  }
  std::size_t n_lines = 1;
  for (std::string line; !split_csv(row, fields) && std::getline(stream, line); ++n_lines) {
    row += '\n' + line;
  }
  return n_lines;
}

}  // namespace aibelt::report
