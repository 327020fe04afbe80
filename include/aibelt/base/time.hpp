#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace aibelt::base {

/// A span of simulated time in whole microseconds.
using Duration = std::chrono::duration<std::int64_t, std::micro>;

/// An instant of simulated time: microseconds since 1970-01-01T00:00Z, proleptic Gregorian, no leap seconds.
using SimTime = std::chrono::sys_time<Duration>;

inline constexpr Duration kSecond = std::chrono::seconds{1};
inline constexpr Duration kDay = std::chrono::days{1};
inline constexpr Duration kWeek = std::chrono::days{7};

/// Later than any date a scenario can hold.
inline constexpr SimTime kNever = SimTime::max();

/// A calendar month, ordered and countable: `index` = 12 × year + month − 1.
struct Month {
  std::int32_t index = 0;

  friend auto operator<=>(Month, Month) = default;
};

Month month_of(SimTime time);
SimTime start_of(Month month);
int days_in(Month month);
int year_of(Month month);
inline Month next(Month month) { return Month{month.index + 1}; }

/// `2027-03`, `2027-03-14`.
std::string to_text(Month month);
std::string to_date_text(SimTime time);

/// Reads `2027`, `2027-03`, `2027-03-14`, `2027-Q3` or `2027-H2` as the first instant it names; nullopt when it is no date
/// between 1900 and 2200.
std::optional<SimTime> parse_date(std::string_view text);

}  // namespace aibelt::base
