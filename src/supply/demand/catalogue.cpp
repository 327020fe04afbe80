#include "demand.hpp"

namespace aibelt::supply {

const scenario::Kinds<DemandProcess>& DemandProcess::kinds() {
  static const scenario::Kinds<DemandProcess> all = {
      dated_demand(),
      normal_demand(),
      poisson_demand(),
  };
  return all;
}

base::SimTime next_on_grid(base::SimTime start, base::Duration at, base::Duration period, base::SimTime after) {
  const base::SimTime first = start + at;
  return after < first ? first : first + ((after - first) / period + 1) * period;
}

}  // namespace aibelt::supply
