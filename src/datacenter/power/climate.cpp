#include "aibelt/datacenter/power/climate.hpp"

#include <algorithm>
#include <array>
#include <chrono>

#include "aibelt/scenario/codec.hpp"

namespace aibelt::datacenter {
namespace {

/// cos(2π hour / 24), hour from 0 to 23.
double daily_wave(int hour) {
  static constexpr std::array<double, 7> kQuarter = {
      1, 0.96592582628906829, 0.86602540378443865, 0.70710678118654752, 0.5, 0.25881904510252076, 0};
  const int from_noon = hour <= 12 ? hour : 24 - hour;
  return from_noon <= 6 ? kQuarter[static_cast<std::size_t>(from_noon)]
                        : -kQuarter[static_cast<std::size_t>(12 - from_noon)];
}

}  // namespace

LocalHour LocalHour::of(base::SimTime local) {
  const auto day = std::chrono::floor<std::chrono::days>(local);
  const std::chrono::year_month_day date{day};
  return {static_cast<int>(static_cast<unsigned>(date.month())) - 1,
          static_cast<int>(std::chrono::weekday{day}.iso_encoding()) - 1,
          static_cast<int>((local - day) / std::chrono::hours{1})};
}

DayOfHours::DayOfHours(base::SimTime from, base::Duration utc_offset) : start(from) {
  base::SimTime midnight{};
  for (std::size_t i = 0; i < hours.size(); ++i) {
    const base::SimTime local = from + utc_offset + std::chrono::hours{i};
    if (i == 0 || local >= midnight) {
      hours[i] = LocalHour::of(local);
      midnight = std::chrono::floor<std::chrono::days>(local) + base::kDay;
    } else {
      hours[i] = hours[i - 1];
      ++hours[i].hour;
    }
  }
}

double Climate::outdoor(const LocalHour& hour) const {
  const int since_warmest = (hour.hour - static_cast<int>(warmest_hour) + 24) % 24;
  return monthly_mean[static_cast<std::size_t>(hour.month)].in_base_units() +
         daily_amplitude.in_base_units() * daily_wave(since_warmest);
}

LocalHour Climate::warmest() const {
  const auto& means = monthly_mean.values;
  const auto month = std::max_element(means.begin(), means.end()) - means.begin();
  return {static_cast<int>(month), 0, static_cast<int>(warmest_hour)};
}

const scenario::FieldTable<Climate>& Climate::fields() {
  static const scenario::FieldTable<Climate> table = {
      scenario::field(&Climate::monthly_mean, {.name = "monthly_mean",
                                               .unit = "degC",
                                               .low = -60,
                                               .high = 60,
                                               .doc = "mean outdoor temperature of each month, January first"}),
      scenario::field(&Climate::daily_amplitude, {.name = "daily_amplitude",
                                                  .unit = "degC",
                                                  .low = 0,
                                                  .high = 30,
                                                  .doc = "warmest hour of a mean day above its mean, in kelvin",
                                                  .by_default = "4 degC"}),
      scenario::field(&Climate::warmest_hour, {.name = "warmest_hour",
                                               .unit = "1",
                                               .low = 0,
                                               .high = 23,
                                               .doc = "local hour in which it is warmest",
                                               .by_default = "15"}),
  };
  return table;
}

}  // namespace aibelt::datacenter
