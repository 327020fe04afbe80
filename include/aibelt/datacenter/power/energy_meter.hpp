#pragma once

#include <array>
#include <cmath>
#include <cstdint>

#include "aibelt/base/error.hpp"
#include "aibelt/base/time.hpp"
#include "aibelt/datacenter/power/climate.hpp"

namespace aibelt::datacenter {

/// Power in whole milliwatts; 64 bits hold nine petawatts.
using Milliwatts = std::int64_t;

/// Energy in whole nanojoules: one milliwatt for one microsecond.
__extension__ using Nanojoules = __int128;

/// `watts` to the nearest milliwatt, halves away from zero; LogicError beyond 9e12 W.
inline Milliwatts milliwatts(double watts) {
  if (!(std::abs(watts) < 9e12)) [[unlikely]] {
    base::ensure(false, "a power beyond what milliwatts hold");
  }
  return static_cast<Milliwatts>(watts * 1e3 + (watts < 0 ? -0.5 : 0.5));
}

inline double in_watts(Milliwatts power) { return static_cast<double>(power) / 1e3; }
inline double in_joules(Nanojoules energy) { return static_cast<double>(energy) / 1e9; }
inline double in_megawatt_hours(Nanojoules energy) { return static_cast<double>(energy) / 3.6e18; }

constexpr Nanojoules energy_of(Milliwatts power, base::Duration span) {
  return static_cast<Nanojoules>(power) * span.count();
}

/// The exact integral of a power that changes in steps; no rounding, so that any split of a span adds up to the whole.
class EnergyMeter {
 public:
  explicit EnergyMeter(base::SimTime start, Milliwatts power = 0) : since_(start), power_(power) {}

  /// The power from `now` on; LogicError when `now` lies before the last change.
  void set(base::SimTime now, Milliwatts power);
  void add(base::SimTime now, Milliwatts change) { set(now, power_ + change); }

  Milliwatts power() const { return power_; }

  /// Energy from the start to `now`, which is not before the last change.
  Nanojoules energy(base::SimTime now) const { return energy_ + energy_of(power_, now - since_); }

 private:
  base::SimTime since_;
  Milliwatts power_;
  Nanojoules energy_ = 0;
};

/// An EnergyMeter that also keeps the energy of each hour of the day in hand, for the day's report.
class DayMeter {
 public:
  /// `day` is the first day's start; hours and days count from it.
  explicit DayMeter(base::SimTime day, Milliwatts power = 0) : day_(day), since_(day), power_(power) {}

  /// The power from `now` on, within the day in hand or at its end; LogicError for a date outside.
  void set(base::SimTime now, Milliwatts power);
  void add(base::SimTime now, Milliwatts change) { set(now, power_ + change); }

  Milliwatts power() const { return power_; }
  base::SimTime day() const { return day_; }

  /// Ends the day in hand and begins the next: energy of its 24 hours.
  std::array<Nanojoules, kHoursADay> end_day();

 private:
  base::SimTime day_;
  base::SimTime since_;
  Milliwatts power_;
  std::array<Nanojoules, kHoursADay> hours_{};
};

}  // namespace aibelt::datacenter
