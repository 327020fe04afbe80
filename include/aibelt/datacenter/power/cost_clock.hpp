#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "aibelt/base/time.hpp"
#include "aibelt/datacenter/power/carbon.hpp"
#include "aibelt/datacenter/power/climate.hpp"
#include "aibelt/datacenter/power/cooling.hpp"
#include "aibelt/datacenter/power/tariff.hpp"

namespace aibelt::datacenter {

/// What makes energy, money and carbon of a site's IT power; null where the site does not say.
struct EnergyTerms {
  std::shared_ptr<const Cooling> cooling;  ///< null: facility power is IT power
  std::shared_ptr<const Tariff> tariff;    ///< null: costs nothing
  std::shared_ptr<const Carbon> carbon;    ///< null: emits nothing
  std::optional<Climate> climate;
  base::Duration utc_offset{0};  ///< local time less UTC

  /// Outdoor temperature in an hour, in degC; 0 without a climate.
  double outdoor(const LocalHour& hour) const { return climate ? climate->outdoor(hour) : 0; }
  double outdoor(base::SimTime date) const { return outdoor(LocalHour::of(date + utc_offset)); }
};

/// What energy makes in each of the 24 hours from a date, whatever the load.
struct DayRates {
  ByHour weather_pue{};             ///< the part of the PUE by outdoor temperature
  ByHour capacity{};                ///< of the cooling, over what it is built for
  bool is_cooling_derated = false;  ///< in some hour
  ByHour price{};                   ///< KRW/J of facility energy
  ByHour carbon{};                  ///< kg/J of facility energy

  /// The day from `from`, which begins at the same time of day as that of the call before.
  void set(const EnergyTerms& terms, base::SimTime from);

 private:
  int weather_month_ = -1;  ///< month whose weather stands above; -1: none, or two months in one day
};

/// Rates of one hour, by unit of IT power.
struct HourRates {
  double pue = 1;
  double price = 0;   ///< KRW/J of facility energy
  double carbon = 0;  ///< kg/J of facility energy
};

/// In the hour of `date`, with the site at `load` (0 to 1); for a run of hours, DayRates or CostClock are quicker.
HourRates rates_in(const EnergyTerms& terms, base::SimTime date, double load);

/// What one watt of IT power makes over a span, or any power by multiplication.
struct EnergyCost {
  double facility_j = 0;
  double krw = 0;
  double co2_kg = 0;

  friend EnergyCost operator-(const EnergyCost& a, const EnergyCost& b) {
    return {a.facility_j - b.facility_j, a.krw - b.krw, a.co2_kg - b.co2_kg};
  }
  friend EnergyCost operator+(const EnergyCost& a, const EnergyCost& b) {
    return {a.facility_j + b.facility_j, a.krw + b.krw, a.co2_kg + b.co2_kg};
  }
  friend EnergyCost operator*(const EnergyCost& a, double factor) {
    return {a.facility_j * factor, a.krw * factor, a.co2_kg * factor};
  }
};

/// The running integrals of PUE, PUE × price and PUE × carbon over a site's time, so that what a job of constant power costs is
/// a difference of two readings. The demand charge is no part of it: nobody's in particular.
///
/// A reading takes constant time; tables grow month by month up to the latest date asked for, 24 bytes an hour.
class CostClock {
 public:
  /// From the day of `from` on; `load` is the site's load for its PUE, from 0 to 1.
  CostClock(EnergyTerms terms, base::SimTime from, double load = 1);

  /// What a watt of IT power has made from the start of that day to `date`, which is not before it (LogicError).
  EnergyCost at(base::SimTime date);

  /// What `it_power_w` from `from` to `to` makes; the power is constant.
  EnergyCost of(double it_power_w, base::SimTime from, base::SimTime to) { return (at(to) - at(from)) * it_power_w; }

 private:
  void fill_month();

  EnergyTerms terms_;
  base::SimTime start_;
  double load_;
  std::vector<EnergyCost> hours_;  ///< reading at the start of each hour
};

}  // namespace aibelt::datacenter
