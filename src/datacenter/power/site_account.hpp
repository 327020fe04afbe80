#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "../notices.hpp"
#include "../site_spec.hpp"
#include "aibelt/datacenter/power/cost_clock.hpp"
#include "aibelt/datacenter/power/energy_meter.hpp"
#include "aibelt/entity/entity.hpp"
#include "aibelt/entity/ledger.hpp"

namespace aibelt::datacenter {

/// A site's energy, cost and carbon, settled a day at a time, hour by hour, once the day's loads are known: one day after its end.
/// Its rows stand a little later than the month they are about.
class SiteAccount {
 public:
  SiteAccount(const SiteSpec& spec, const std::string& place, entity::SeriesBook& series);

  /// The first day is that of the desk's instant.
  void start(const entity::Desk& desk);

  /// Power of racks that nobody reports, in W, on the next day: called once for each, in their order.
  void note_own(double power_w) { own_.push_back(power_w); }

  void note(entity::EntityId from, const DayLoad& load);

  /// Settles the days that ended a day before the desk's instant or earlier.
  void settle(entity::Desk& desk);

  /// Settles all days before the desk's instant. Who could not report the last day yet is taken to have drawn what it drew on
  /// the day before.
  void finish(entity::Desk& desk);

 private:
  using Account = entity::Ledger::Account;

  struct Reporter {
    entity::EntityId id;
    std::deque<DayLoad> waiting;  ///< by day
    ByHour last{};                ///< W
  };

  /// What grid and buildings carry on a day, in W.
  struct Limits {
    double facility_w = 0;
    double it_w = 0;

    double load(double power_w) const { return it_w > 0 ? std::min(1.0, power_w / it_w) : 1; }
  };

  /// Power in each hour of a day.
  struct DayPower {
    std::array<Milliwatts, kHoursADay> it, facility;
    Milliwatts peak = 0;  ///< highest facility power of an hour
  };

  /// What the month in hand has come to.
  struct Sums {
    Nanojoules it = 0;
    Nanojoules facility = 0;
    double krw = 0;
    double co2_kg = 0;
    Milliwatts peak = 0;  ///< highest facility power of an hour
    double hours_at_grid = 0;
    double hours_at_cooling = 0;
    double days = 0;
  };

  ByHour load_of(base::SimTime day, bool is_last);
  void settle_day(bool is_last, entity::Desk& desk);
  DayPower power_of(const ByHour& load, const Limits& limits) const;
  void add_energy(const DayPower& power);
  void note_limits(const DayPower& power, std::size_t hour, const Limits& limits);
  void close_month(base::Month month);

  const SiteSpec& spec_;
  EnergyTerms terms_;
  DayRates rates_;  ///< of the day in hand
  entity::Ledger ledger_;
  Account energy_it_, energy_facility_, cost_, demand_cost_, co2_, peak_, pue_, grid_hours_, cooling_hours_;
  base::SimTime day_;  ///< the next to settle
  std::deque<double> own_;
  std::vector<Reporter> reporters_;  ///< by id
  Sums sums_;
  std::vector<double> peaks_w_;  ///< of each month, the one in hand aside
};

}  // namespace aibelt::datacenter
