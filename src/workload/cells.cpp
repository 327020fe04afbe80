#include "cells.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>

namespace aibelt::workload {
namespace {

constexpr std::int64_t kLimit = 1'000'000'000'000;  ///< seconds

/// Such as `1e+05`.
std::optional<base::Duration> seconds_with_exponent(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) {
    return std::nullopt;
  }
  constexpr auto kMost = static_cast<double>(kLimit);
  return base::Duration{std::llround(std::min(std::max(value, -kMost), kMost) * 1e6)};
}

/// The microseconds that the decimals of a number of seconds stand for.
std::optional<std::int64_t> microseconds(std::string_view decimals) {
  constexpr std::size_t kDecimals = 6;
  std::int64_t result = 0;
  for (std::size_t i = 0; i < std::max(decimals.size(), kDecimals); ++i) {
    if (i < decimals.size() && (decimals[i] < '0' || decimals[i] > '9')) {
      return std::nullopt;
    }
    if (i < kDecimals) {
      result = 10 * result + (i < decimals.size() ? decimals[i] - '0' : 0);
    }
  }
  return result;
}

/// The number that the digits of `text` from `first` on are, `count` of them; -1 where they are none.
int digits(std::string_view text, std::size_t first, std::size_t count) {
  int number = 0;
  for (const char c : text.substr(first, count)) {
    if (c < '0' || c > '9') {
      return -1;
    }
    number = 10 * number + (c - '0');
  }
  return number;
}

bool has_shape_of_date_time(std::string_view text) {
  return text.size() >= 19 && text[4] == '-' && text[7] == '-' && (text[10] == ' ' || text[10] == 'T') &&
         text[13] == ':' && text[16] == ':';
}

}  // namespace

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

std::optional<std::int64_t> whole_amount(std::string_view text) {
  const std::size_t point = std::min(text.find('.'), text.size());
  const bool is_whole = text.find_first_not_of('0', std::min(point + 1, text.size())) == std::string_view::npos;
  return is_whole ? whole_number(text.substr(0, point)) : std::nullopt;
}

std::optional<base::Duration> seconds(std::string_view text) {
  const std::size_t point = text.find('.');
  const auto whole = whole_number(text.substr(0, point));
  if (!whole) {
    return text.find_first_of("eE") == std::string_view::npos ? std::nullopt : seconds_with_exponent(text);
  }
  if (*whole > kLimit || *whole < -kLimit) {
    return std::chrono::seconds{*whole > 0 ? kLimit : -kLimit};
  }
  if (point == std::string_view::npos) {
    return std::chrono::seconds{*whole};
  }
  const auto fraction = microseconds(text.substr(point + 1));
  if (!fraction) {
    return text.find_first_of("eE") == std::string_view::npos ? std::nullopt : seconds_with_exponent(text);
  }
  return std::chrono::seconds{*whole} + base::Duration{text.starts_with('-') ? -*fraction : *fraction};
}

std::optional<base::Duration> instant(std::string_view text) {
  if (!has_shape_of_date_time(text)) {
    return seconds(text);
  }
  using namespace std::chrono;
  const year_month_day date{year{digits(text, 0, 4)}, month{static_cast<unsigned>(digits(text, 5, 2))},
                            day{static_cast<unsigned>(digits(text, 8, 2))}};
  const int hour = digits(text, 11, 2);
  const int minute = digits(text, 14, 2);
  std::string_view rest = text.substr(17);
  if (rest.ends_with('Z')) {
    rest.remove_suffix(1);
  }
  const auto second = seconds(rest);
  const bool is_time = hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second &&
                       *second >= base::Duration::zero() && *second < minutes{1};
  if (!date.ok() || !is_time) {
    return std::nullopt;
  }
  return base::SimTime{sys_days{date}}.time_since_epoch() + hours{hour} + minutes{minute} + *second;
}

void Cells::split(std::string_view line) {
  cells_.clear();
  unquoted_.clear();
  while (true) {
    if (line.starts_with('"')) {
      cells_.push_back(take_quoted(line));
    } else {
      const std::size_t end = std::min(line.find(','), line.size());
      cells_.push_back(line.substr(0, end));
      line.remove_prefix(end);
    }
    if (line.empty()) {
      return;
    }
    line.remove_prefix(1);
  }
}

std::string_view Cells::take_quoted(std::string_view& rest) {
  std::string& text = unquoted_.emplace_back();
  std::size_t i = 1;
  for (; i < rest.size(); ++i) {
    if (rest[i] != '"') {
      text += rest[i];
    } else if (i + 1 < rest.size() && rest[i + 1] == '"') {
      text += rest[i++];
    } else {
      break;
    }
  }
  rest.remove_prefix(std::min(rest.find(',', std::min(i, rest.size())), rest.size()));
  return text;
}

}  // namespace aibelt::workload
