#include <algorithm>

#include "periods.hpp"

namespace aibelt::supply {
namespace {

struct NormalDemand : PeriodicDemand {
  base::Ratio mean;
  base::Ratio sd;

  Demand next(base::SimTime start, base::SimTime after, base::Stream& random) const override {
    return {next_on_grid(start, at, period, after),
            std::max(0.0, random.normal(mean.in_base_units(), sd.in_base_units()))};
  }

  static const scenario::FieldTable<NormalDemand>& fields() {
    static const auto table = with_period_fields<NormalDemand>({
        scenario::field(&NormalDemand::mean,
                        {.name = "mean", .unit = "1", .low = 0, .high = 1e9, .doc = "units a period"}),
        scenario::field(&NormalDemand::sd,
                        {.name = "sd",
                         .unit = "1",
                         .low = 0,
                         .high = 1e9,
                         .doc = "their standard deviation; what falls below nothing counts as nothing"}),
    });
    return table;
  }
};

}  // namespace

scenario::Kind<DemandProcess> normal_demand() {
  return scenario::kind<DemandProcess, NormalDemand>("normal", "once a period, independent and normal");
}

}  // namespace aibelt::supply
