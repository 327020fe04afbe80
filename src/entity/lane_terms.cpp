#include "aibelt/entity/lane_terms.hpp"

#include <cmath>

#include "aibelt/entity/setting.hpp"

namespace aibelt::entity {
namespace {

constexpr double kMicrosecondsPerSecond = 1e6;

base::Duration mean_of(const std::shared_ptr<const scenario::SpanDistribution>& spans, double share) {
  return base::Duration{spans ? std::llround(spans->mean().in_base_units() * share * kMicrosecondsPerSecond) : 0};
}

}  // namespace

base::Duration LaneTerms::planned_time() const {
  return lead_time + mean_of(delay, 1) + mean_of(inspection, inspected);
}

bool LaneTerms::is_detailed() const { return !mode.empty() || delay || inspection || capacity || cost > 0; }

base::SimTime Partner::qualified_from(const std::string& product) const {
  base::SimTime first = lanes.empty() ? base::SimTime::min() : base::kNever;
  for (const LaneTerms& lane : lanes) {
    first = std::min(first, lane.qualified_from(product));
  }
  return first;
}

double Partner::landed_cost(base::SimTime date) const {
  double freight = lanes.empty() ? 0 : lanes.front().cost;
  for (const LaneTerms& lane : lanes) {
    freight = std::min(freight, lane.cost);
  }
  return (price ? price(date) : 0) + freight;
}

}  // namespace aibelt::entity
