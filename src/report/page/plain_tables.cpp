#include <algorithm>

#include <fmt/format.h>

#include "aibelt/report/csv_sink.hpp"
#include "content.hpp"

namespace aibelt::report {
namespace {

constexpr std::size_t kMostRows = 200;  // of a table in Markdown

std::string plain(const Cell& cell, Language language) {
  if (const auto* value = cell.number()) {
    return number_json(*value).dump();
  }
  const auto* words = cell.words();
  return words == nullptr ? "" : words->in(language);
}

/// Nothing of it is taken for Markdown or HTML.
std::string markdown_text(const std::string& text) {
  std::string safe;
  for (const char c : text) {
    if (c == '\n' || c == '\r') {
      safe += ' ';
    } else if (c == '<') {
      safe += "&lt;";
    } else if (c == '&') {
      safe += "&amp;";
    } else {
      safe += std::string_view("|\\`*[]").find(c) == std::string_view::npos ? std::string(1, c) : std::string{'\\', c};
    }
  }
  return safe;
}

std::string markdown_row(const std::vector<std::string>& cells) {
  std::string line = "|";
  for (const std::string& cell : cells) {
    line += " " + markdown_text(cell) + " |";
  }
  return line + "\n";
}

/// The rows of the variant that comes first.
std::vector<std::vector<Cell>> first_variant(const Table& table) {
  const auto lead = static_cast<std::ptrdiff_t>(
      std::find_if(table.columns.begin(), table.columns.end(),
                   [](const Table::Column& column) { return column.key != "of" && column.key != "unit"; }) -
      table.columns.begin());
  std::vector<std::vector<Cell>> rows;
  for (const auto& row : table.rows) {
    if (std::equal(row.begin(), row.begin() + lead, table.rows.front().begin())) {
      rows.push_back(row);
    }
  }
  return rows;
}

std::string markdown_table(const Table& table, Language language) {
  if (table.rows.empty()) {
    return "";
  }
  std::vector<std::string> names;
  for (const Table::Column& column : table.columns) {
    names.push_back(column.name.in(language));
  }
  std::string text = markdown_row(names) + "|";
  for (const Table::Column& column : table.columns) {
    text += column.type == "number" ? " ---: |" : " --- |";
  }
  text += "\n";
  const auto rows = first_variant(table);
  for (std::size_t i = 0; i < std::min(rows.size(), kMostRows); ++i) {
    std::vector<std::string> cells;
    for (const Cell& cell : rows[i]) {
      cells.push_back(plain(cell, language));
    }
    text += markdown_row(cells);
  }
  if (const std::size_t left = table.rows.size() - std::min(rows.size(), kMostRows); left > 0) {
    text += "\n" + say("{} more rows in the CSV of this figure.", {raw(std::to_string(left))}).in(language) + "\n";
  }
  return text;
}

std::string csv_text(const Table& table) {
  std::string text;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    text += (i == 0 ? "" : ",") + csv_field(table.columns[i].key);
  }
  text += "\n";
  for (const auto& row : table.rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      text += (i == 0 ? "" : ",") + csv_field(plain(row[i], Language::en));
    }
    text += "\n";
  }
  return text;
}

}  // namespace

std::string Page::markdown(Language language) const {
  std::string text = "# " + markdown_text(content_->title) + "\n\n";
  for (const auto& [name, value] : content_->identity) {
    text += fmt::format("- {}: {}\n", markdown_text(name.in(language)), markdown_text(value.in(language)));
  }
  for (const Section& section : content_->sections) {
    text += "\n## " + markdown_text(section.title.in(language)) + "\n";
    for (const Figure& figure : section.figures) {
      text += fmt::format("\n### {}\n{}\n\n{}", markdown_text(figure.title.in(language)),
                          markdown_text(figure.caption.in(language)), markdown_table(table_of(figure), language));
    }
  }
  return text;
}

std::vector<std::pair<std::string, std::string>> Page::csv() const {
  std::vector<std::pair<std::string, std::string>> files;
  for (const Section& section : content_->sections) {
    for (const Figure& figure : section.figures) {
      files.emplace_back(figure.id + ".csv", csv_text(table_of(figure)));
    }
  }
  return files;
}

}  // namespace aibelt::report
