#include "aibelt/base/time.hpp"

#include <array>
#include <charconv>

#include <fmt/format.h>

namespace aibelt::base {
namespace {

constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2200;

std::chrono::year_month_day civil(SimTime time) {
  return std::chrono::year_month_day{std::chrono::floor<std::chrono::days>(time)};
}

std::optional<int> parse_digits(std::string_view text, std::size_t digits) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool is_whole = error == std::errc{} && end == text.data() + text.size();
  if (!is_whole || text.size() != digits || text[0] == '-') {
    return std::nullopt;
  }
  return number;
}

std::optional<SimTime> first_instant(int year, int month, int day) {
  const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok() || year < kFirstYear || year > kLastYear) {
    return std::nullopt;
  }
  return SimTime{std::chrono::sys_days{date}};
}

/// The first month of `Q1`..`Q4` or `H1`..`H2`, 0 when `text` is neither.
int first_month_of_part(std::string_view text) {
  if (text.size() != 2) {
    return 0;
  }
  const int number = text[1] - '0';
  if (text[0] == 'Q' && number >= 1 && number <= 4) {
    return 3 * number - 2;
  }
  if (text[0] == 'H' && number >= 1 && number <= 2) {
    return 6 * number - 5;
  }
  return 0;
}

}  // namespace

Month month_of(SimTime time) {
  const auto date = civil(time);
  return Month{12 * static_cast<int>(date.year()) + static_cast<int>(static_cast<unsigned>(date.month())) - 1};
}

int year_of(Month month) { return month.index / 12; }

SimTime start_of(Month month) { return *first_instant(month.index / 12, month.index % 12 + 1, 1); }

int days_in(Month month) { return static_cast<int>((start_of(next(month)) - start_of(month)) / kDay); }

std::string to_text(Month month) { return fmt::format("{:04}-{:02}", month.index / 12, month.index % 12 + 1); }

std::string to_date_text(SimTime time) {
  const auto date = civil(time);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

std::optional<SimTime> parse_date(std::string_view text) {
  const auto year = parse_digits(text.substr(0, 4), 4);
  if (!year || (text.size() > 4 && text[4] != '-')) {
    return std::nullopt;
  }
  if (text.size() == 4) {
    return first_instant(*year, 1, 1);
  }
  const std::string_view rest = text.substr(5);
  if (const int month = first_month_of_part(rest); month > 0) {
    return first_instant(*year, month, 1);
  }
  const auto month = parse_digits(rest.substr(0, 2), 2);
  if (!month || rest.size() == 2) {
    return month ? first_instant(*year, *month, 1) : std::nullopt;
  }
  if (rest[2] != '-') {
    return std::nullopt;
  }
  const auto day = parse_digits(rest.substr(3), 2);
  return day ? first_instant(*year, *month, *day) : std::nullopt;
}

}  // namespace aibelt::base
