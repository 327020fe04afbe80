#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "aibelt/base/quantity.hpp"
#include "aibelt/base/time.hpp"
#include "aibelt/scenario/figures.hpp"

namespace aibelt::datacenter {

using Temperature = base::Quantity<base::dimension(base::Measure::temperature)>;  ///< held in degC

/// Month (0 to 11), weekday (0 Monday to 6 Sunday) and hour (0 to 23) of local time.
struct LocalHour {
  int month = 0;
  int weekday = 0;
  int hour = 0;

  static LocalHour of(base::SimTime local);
};

inline constexpr std::size_t kHoursADay = 24;
using ByHour = std::array<double, kHoursADay>;

/// 24 hours from `start`, with what they are in local time, which is ahead by `utc_offset`.
struct DayOfHours {
  base::SimTime start;
  std::array<LocalHour, kHoursADay> hours;

  DayOfHours(base::SimTime from, base::Duration utc_offset);
};

/// Outdoor temperature by month and hour: the month's mean, and a wave over the day.
///
///     T = mean(month) + amplitude · cos(2π (hour − warmest_hour) / 24)
struct Climate {
  scenario::Figures<base::dimension(base::Measure::temperature), 12> monthly_mean;
  Temperature daily_amplitude = Temperature::from_base_units(4);
  std::int64_t warmest_hour = 15;

  /// In degC, for any part of that hour.
  double outdoor(const LocalHour& hour) const;

  /// The month and hour in which it is warmest.
  LocalHour warmest() const;

  static const scenario::FieldTable<Climate>& fields();
};

}  // namespace aibelt::datacenter
