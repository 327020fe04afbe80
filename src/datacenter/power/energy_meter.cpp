#include "aibelt/datacenter/power/energy_meter.hpp"

#include <algorithm>
#include <chrono>

#include "aibelt/base/error.hpp"

namespace aibelt::datacenter {

void EnergyMeter::set(base::SimTime now, Milliwatts power) {
  base::ensure(now >= since_, "EnergyMeter: a change before the one before it");
  energy_ += energy_of(power_, now - since_);
  since_ = now;
  power_ = power;
}

void DayMeter::set(base::SimTime now, Milliwatts power) {
  base::ensure(now >= since_ && now <= day_ + base::kDay, "DayMeter: a change outside the day in hand");
  while (since_ < now) {
    const auto hour = (since_ - day_) / std::chrono::hours{1};
    const base::SimTime end = std::min(now, day_ + std::chrono::hours{hour + 1});
    hours_[static_cast<std::size_t>(hour)] += energy_of(power_, end - since_);
    since_ = end;
  }
  power_ = power;
}

std::array<Nanojoules, kHoursADay> DayMeter::end_day() {
  set(day_ + base::kDay, power_);
  day_ += base::kDay;
  const auto ended = hours_;
  hours_.fill(0);
  return ended;
}

}  // namespace aibelt::datacenter
