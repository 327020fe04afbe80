#include "site_account.hpp"

#include <algorithm>
#include <chrono>

namespace aibelt::datacenter {
namespace {

constexpr base::Duration kHour = std::chrono::hours{1};
constexpr double kSecondsPerHour = 3600;
constexpr double kMilliwattsPerMegawatt = 1e9;
constexpr double kKilogramsPerTonne = 1e3;
constexpr double kRounding = 1 + 1e-9;  ///< a load this near a limit keeps to it

/// The desk of the site on the day being settled, which lies in the past.
class PastDesk : public entity::Desk {
 public:
  PastDesk(entity::Desk& desk, base::SimTime now) : desk_(desk), now_(now) {}

  base::SimTime now() const override { return now_; }
  void send(entity::EntityId to, base::SimTime arrives, const entity::Content& content) override {
    desk_.send(to, arrives, content);
  }
  void write(const record::CurveRow& row) override { desk_.write(row); }
  void write(const record::EventRow& row) override { desk_.write(row); }
  void write(const record::JobRow& row) override { desk_.write(row); }

 private:
  entity::Desk& desk_;
  base::SimTime now_;
};

}  // namespace

SiteAccount::SiteAccount(const SiteSpec& spec, const std::string& place, entity::SeriesBook& series)
    : spec_(spec),
      terms_(spec.energy_terms()),
      ledger_("site", place, series),
      energy_it_(ledger_.total("", "energy_it", "MWh")),
      energy_facility_(ledger_.total("", "energy_facility", "MWh")),
      cost_(ledger_.total("", "energy_cost", "KRW")),
      demand_cost_(ledger_.total("", "demand_charge", "KRW")),
      co2_(ledger_.total("", "co2", "t")),
      peak_(ledger_.level("", "peak_facility_power", "MW")),
      pue_(ledger_.level("", "pue", "ratio")),
      grid_hours_(ledger_.total("", "hours_at_grid_limit", "h")),
      cooling_hours_(ledger_.total("", "hours_at_cooling_limit", "h")) {}

void SiteAccount::start(const entity::Desk& desk) { day_ = std::chrono::floor<std::chrono::days>(desk.now()); }

void SiteAccount::note(entity::EntityId from, const DayLoad& load) {
  auto reporter = std::lower_bound(reporters_.begin(), reporters_.end(), from,
                                   [](const Reporter& known, entity::EntityId id) { return known.id < id; });
  if (reporter == reporters_.end() || reporter->id != from) {
    reporter = reporters_.insert(reporter, Reporter{.id = from});
  }
  reporter->waiting.push_back(load);
}

void SiteAccount::settle(entity::Desk& desk) {
  while (day_ + 2 * base::kDay <= desk.now()) {
    settle_day(false, desk);
  }
}

void SiteAccount::finish(entity::Desk& desk) {
  const base::SimTime end = desk.now();
  while (day_ < end) {
    settle_day(day_ + base::kDay + kLoadDelay > end, desk);
  }
  if (sums_.days > 0) {
    close_month(base::month_of(end - base::Duration{1}));
  }
  ledger_.finish(desk);
}

ByHour SiteAccount::load_of(base::SimTime day, bool is_last) {
  ByHour sum{};
  if (!own_.empty()) {
    sum.fill(own_.front());
    own_.pop_front();
  }
  for (Reporter& reporter : reporters_) {
    bool has_reported = is_last;
    for (; !reporter.waiting.empty() && reporter.waiting.front().day <= day; reporter.waiting.pop_front()) {
      reporter.last = reporter.waiting.front().it_power_w;
      has_reported = true;
    }
    for (std::size_t hour = 0; hour < sum.size() && has_reported; ++hour) {
      sum[hour] += reporter.last[hour];
    }
  }
  return sum;
}

void SiteAccount::settle_day(bool is_last, entity::Desk& desk) {
  PastDesk past(desk, day_);
  if (ledger_.is_month_over(past)) {
    close_month(base::Month{base::month_of(day_).index - 1});
  }
  ledger_.roll(past);
  const ByHour load = load_of(day_, is_last);
  Limits limits{spec_.usable_facility_power(day_), spec_.usable_facility_power(day_) / spec_.planned_pue(day_)};
  rates_.set(terms_, day_);
  const DayPower power = power_of(load, limits);
  add_energy(power);
  if (!spec_.curtailments.empty()) {
    for (std::size_t hour = 0; hour < load.size(); ++hour) {
      limits.facility_w = spec_.usable_facility_power_in(day_ + kHour * static_cast<std::int64_t>(hour));
      note_limits(power, hour, limits);
    }
  } else if (in_watts(power.peak) > limits.facility_w || rates_.is_cooling_derated) {
    for (std::size_t hour = 0; hour < load.size(); ++hour) {
      note_limits(power, hour, limits);
    }
  }
  sums_.days += 1;
  day_ += base::kDay;
}

SiteAccount::DayPower SiteAccount::power_of(const ByHour& load, const Limits& limits) const {
  DayPower power;
  double load_part = 1;
  for (std::size_t hour = 0; hour < load.size(); ++hour) {
    if (hour > 0 && load[hour] == load[hour - 1]) {
      power.it[hour] = power.it[hour - 1];
    } else {
      power.it[hour] = milliwatts(load[hour]);
      load_part = terms_.cooling ? terms_.cooling->load_part(day_, limits.load(load[hour])) : 1;
    }
    power.facility[hour] = milliwatts(in_watts(power.it[hour]) * (load_part + rates_.weather_pue[hour]));
    power.peak = std::max(power.peak, power.facility[hour]);
  }
  return power;
}

/// A day of milliwatts by the hour adds up in 64 bits.
void SiteAccount::add_energy(const DayPower& power) {
  Milliwatts it = 0;
  Milliwatts facility = 0;
  for (std::size_t hour = 0; hour < power.it.size(); ++hour) {
    it += power.it[hour];
    facility += power.facility[hour];
    const double joules = in_watts(power.facility[hour]) * kSecondsPerHour;
    sums_.krw += joules * rates_.price[hour];
    sums_.co2_kg += joules * rates_.carbon[hour];
  }
  sums_.it += energy_of(it, kHour);
  sums_.facility += energy_of(facility, kHour);
  sums_.peak = std::max(sums_.peak, power.peak);
}

void SiteAccount::note_limits(const DayPower& power, std::size_t hour, const Limits& limits) {
  const double cooled_w = limits.it_w * rates_.capacity[hour];
  sums_.hours_at_grid += in_watts(power.facility[hour]) > limits.facility_w * kRounding ? 1 : 0;
  sums_.hours_at_cooling += cooled_w < limits.it_w && in_watts(power.it[hour]) > cooled_w * kRounding ? 1 : 0;
}

void SiteAccount::close_month(base::Month month) {
  const base::SimTime date = base::start_of(month);
  peaks_w_.push_back(in_watts(sums_.peak));
  ledger_.add(energy_it_, in_megawatt_hours(sums_.it));
  ledger_.add(energy_facility_, in_megawatt_hours(sums_.facility));
  ledger_.add(co2_, sums_.co2_kg / kKilogramsPerTonne);
  if (terms_.tariff) {
    const double charge = terms_.tariff->billed_demand(peaks_w_, month) * terms_.tariff->demand_charge(date) *
                          sums_.days / base::days_in(month);
    ledger_.add(cost_, sums_.krw + charge);
    ledger_.add(demand_cost_, charge);
  }
  ledger_.set(peak_, static_cast<double>(sums_.peak) / kMilliwattsPerMegawatt);
  ledger_.set(pue_, sums_.it > 0 ? static_cast<double>(sums_.facility) / static_cast<double>(sums_.it) : 0);
  ledger_.add(grid_hours_, sums_.hours_at_grid);
  ledger_.add(cooling_hours_, sums_.hours_at_cooling);
  sums_ = {};
}

}  // namespace aibelt::datacenter
