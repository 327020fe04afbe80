#include "tests/architecture/code_text.hpp"

#include <algorithm>
#include <cctype>
#include <regex>
#include <sstream>

namespace aibelt::architecture {
namespace {

/// Replaces everything from `from` up to `to` by blanks, except line breaks.
void blank(std::string& text, std::size_t from, std::size_t to) {
  for (std::size_t i = from; i < to; ++i) {
    if (text[i] != '\n') {
      text[i] = ' ';
    }
  }
}

/// Position after the next `mark`, or the end of the text.
std::size_t after(std::string_view text, std::string_view mark, std::size_t from) {
  const std::size_t found = text.find(mark, from);
  return found == std::string_view::npos ? text.size() : found + mark.size();
}

/// Position after the literal that opens with the quote at `from`, minding backslashes.
std::size_t after_literal(std::string_view text, std::size_t from) {
  for (std::size_t i = from + 1; i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == text[from]) {
      return i + 1;
    }
  }
  return text.size();
}

/// Position after the raw string whose opening quote is at `from`.
std::size_t after_raw_string(std::string_view text, std::size_t from) {
  const std::size_t bracket = std::min(text.find('(', from), text.size());
  return after(text, ")" + std::string(text.substr(from + 1, bracket - from - 1)) + "\"", bracket);
}

bool is_word(char character) { return std::isalnum(static_cast<unsigned char>(character)) != 0 || character == '_'; }

/// Position after the comment or literal that opens at `from`; `from` itself where none does.
std::size_t after_comment_or_literal(std::string_view text, std::size_t from) {
  const bool follows_word = from > 0 && is_word(text[from - 1]);
  const std::string_view pair = text.substr(from, 2);
  if (pair == "//") {
    return std::min(text.find('\n', from), text.size());
  }
  if (pair == "/*") {
    return after(text, "*/", from + 2);
  }
  if (text[from] == '"') {
    return follows_word && text[from - 1] == 'R' ? after_raw_string(text, from) : after_literal(text, from);
  }
  const bool is_digit_separator = follows_word;
  return text[from] == '\'' && !is_digit_separator ? after_literal(text, from) : from;
}

}  // namespace

std::string without_comments_and_literals(std::string_view source) {
  std::string text(source);
  std::size_t position = 0;
  while (position < source.size()) {
    const std::size_t end = after_comment_or_literal(source, position);
    blank(text, position, end);
    position = std::max(end, position + 1);
  }
  return text;
}

std::vector<Include> includes_of(std::string_view source) {
  static const std::regex kInclude(R"(^\s*#\s*include\s*(["<])([^">]+)[">])");
  std::vector<Include> includes;
  std::istringstream lines{std::string(source)};
  std::string text;
  for (int line = 1; std::getline(lines, text); ++line) {
    std::smatch match;
    if (std::regex_search(text, match, kInclude)) {
      includes.push_back({match[2], match[1] == "\"", line});
    }
  }
  return includes;
}

}  // namespace aibelt::architecture
