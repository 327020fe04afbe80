#include "aibelt/base/issue.hpp"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

namespace aibelt::base {
namespace {

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, substituted});
    }
  }
  return row.back();
}

}  // namespace

std::string to_text(const Issue& issue) {
  std::string text = issue.file;
  if (issue.line > 0) {
    text += fmt::format(":{}", issue.line);
    if (issue.column > 0) {
      text += fmt::format(":{}", issue.column);
    }
  }
  for (const std::string& part : {issue.path, issue.message}) {
    if (!part.empty()) {
      text += text.empty() ? part : ": " + part;
    }
  }
  return text;
}

std::string nearest_name(std::string_view word, const std::vector<std::string>& candidates) {
  constexpr std::size_t kLongestWord = 64;
  if (word.size() > kLongestWord) {
    return "";
  }
  std::string best;
  std::size_t best_distance = std::max<std::size_t>(2, word.size() / 3) + 1;
  for (const std::string& candidate : candidates) {
    const std::size_t distance = edit_distance(word, candidate);
    if (distance < best_distance) {
      best = candidate;
      best_distance = distance;
    }
  }
  return best;
}

}  // namespace aibelt::base
