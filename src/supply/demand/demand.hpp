#pragma once

#include <cstdint>

#include "aibelt/base/random.hpp"
#include "aibelt/base/time.hpp"
#include "aibelt/scenario/field.hpp"

namespace aibelt::supply {

/// Units wanted at an instant.
struct Demand {
  base::SimTime at;
  double units = 0;  ///< not negative
};

/// When a consumer wants how much.
class DemandProcess {
 public:
  virtual ~DemandProcess() = default;

  /// The first demand after `after`, which is none or an earlier one; kNever when there is none any more.
  virtual Demand next(base::SimTime start, base::SimTime after, base::Stream& random) const = 0;

  /// Reports what its fields contradict each other in.
  virtual void check(scenario::Reader&, const std::string& /*path*/) const {}

  /// Every process there is; src/supply/demand/catalogue.cpp lists them.
  static const scenario::Kinds<DemandProcess>& kinds();
};

/// The first of the instants start + at + k × period, k = 0, 1, …, that is later than `after`.
base::SimTime next_on_grid(base::SimTime start, base::Duration at, base::Duration period, base::SimTime after);

scenario::Kind<DemandProcess> dated_demand();
scenario::Kind<DemandProcess> normal_demand();
scenario::Kind<DemandProcess> poisson_demand();

}  // namespace aibelt::supply
