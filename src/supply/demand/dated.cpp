#include "periods.hpp"

namespace aibelt::supply {
namespace {

struct DatedDemand : PeriodicDemand {
  scenario::Ramp<base::kPlain / base::kTime> rate;

  Demand next(base::SimTime start, base::SimTime after, base::Stream&) const override {
    const base::SimTime when = next_on_grid(start, at, period, after);
    return {when, rate.at(when).in_base_units() * std::chrono::duration<double>(period).count()};
  }

  static const scenario::FieldTable<DatedDemand>& fields() {
    static const auto table = with_period_fields<DatedDemand>({
        scenario::field(&DatedDemand::rate, {.name = "rate",
                                             .unit = "1/day",
                                             .low = 0,
                                             .high = 1e9,
                                             .doc = "units wanted, by date; fractions of a unit carry over"}),
    });
    return table;
  }
};

}  // namespace

scenario::Kind<DemandProcess> dated_demand() {
  return scenario::kind<DemandProcess, DatedDemand>("dated", "once a period, as stated by date");
}

}  // namespace aibelt::supply
