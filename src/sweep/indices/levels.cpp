#include "indices/levels.hpp"

#include <charconv>

#include <fmt/format.h>

namespace aibelt::sweep {
namespace {

std::string text_of(double number, const std::string& unit) {
  return unit.empty() ? fmt::format("{}", number) : fmt::format("{} {}", number, unit);
}

}  // namespace

std::optional<Amount> amount_of(const std::string& text) {
  Amount amount;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, amount.number);
  if (error != std::errc{} || (rest != end && *rest != ' ')) {
    return std::nullopt;
  }
  amount.unit = rest == end ? "" : std::string(rest + 1, end);
  return amount;
}

void LevelsReader::add(const std::string& text) {
  if (!levels_.words.empty()) {
    add_word(text);
    return;
  }
  const auto amount = amount_of(text);
  if (amount && (levels_.numbers.empty() || amount->unit == levels_.unit)) {
    levels_.unit = amount->unit;
    levels_.numbers.push_back(amount->number);
    return;
  }
  for (const double number : std::exchange(levels_.numbers, {})) {
    add_word(text_of(number, levels_.unit));
  }
  levels_.unit.clear();
  add_word(text);
}

void LevelsReader::add_word(const std::string& text) {
  const auto [known, is_new] = index_.try_emplace(text, levels_.words.size());
  if (is_new) {
    levels_.words.push_back(text);
  }
  levels_.choice.push_back(known->second);
}

std::string Levels::text(std::size_t point) const {
  if (numbers.empty()) {
    return words[choice[point]];
  }
  return unit.empty() ? fmt::format("{:.6g}", numbers[point]) : fmt::format("{:.6g} {}", numbers[point], unit);
}

}  // namespace aibelt::sweep
