#include <algorithm>

#include "aibelt/scenario/codec.hpp"
#include "demand.hpp"

namespace aibelt::supply {
namespace {

/// One unit at a time; a rate that changes by thinning [lewis1979].
struct PoissonDemand : DemandProcess {
  scenario::Ramp<base::kPlain / base::kTime> rate;

  Demand next(base::SimTime start, base::SimTime after, base::Stream& random) const override {
    constexpr base::Duration kLongest = std::chrono::days{36525};
    double most = 0;
    for (const auto& point : rate.points()) {
      most = std::max(most, point.value.in_base_units());
    }
    const base::SimTime end = after + kLongest;
    for (base::SimTime at = std::max(start, after); most > 0 && at < end;) {
      const double microseconds = std::min(random.exponential(1e6 / most), 1e15);
      at += base::Duration{static_cast<std::int64_t>(microseconds) + 1};
      if (random.bernoulli(rate.at(at).in_base_units() / most)) {
        return {at, 1};
      }
    }
    return {base::kNever, 0};
  }

  static const scenario::FieldTable<PoissonDemand>& fields() {
    static const scenario::FieldTable<PoissonDemand> table = {
        scenario::field(&PoissonDemand::rate,
                        {.name = "rate", .unit = "1/day", .low = 0, .high = 1e5, .doc = "units wanted, by date"}),
    };
    return table;
  }
};

}  // namespace

scenario::Kind<DemandProcess> poisson_demand() {
  return scenario::kind<DemandProcess, PoissonDemand>("poisson", "one unit at a time, at random");
}

}  // namespace aibelt::supply
