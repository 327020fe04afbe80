#include <algorithm>
#include <cmath>

#include "aibelt/scenario/codec.hpp"
#include "policies.hpp"

namespace aibelt::policy {
namespace {

using PlanRamp = scenario::Ramp<base::kPlain / base::kTime>;

struct PushPlan : OrderingPolicy {
  PlanRamp plan;

  bool is_periodic() const override { return true; }

  std::int64_t decide(const OrderingView& view, base::Stream&) const override {
    return planned(plan, view.start, view.now, view.period);
  }

  static const scenario::FieldTable<PushPlan>& fields() {
    static const scenario::FieldTable<PushPlan> table = {scenario::field(
        &PushPlan::plan, {.name = "plan", .unit = "1/day", .low = 0, .high = 1e9, .doc = "units to order, by date"})};
    return table;
  }
};

/// Units the plan calls for from `start` to `end`, by the rate at each midpoint of a day or what is left of one.
double units_until(const PlanRamp& plan, base::SimTime start, base::SimTime end) {
  double units = 0;
  for (base::SimTime from = start; from < end;) {
    const base::SimTime to = std::min(from + base::kDay, end);
    units += plan.at(from + (to - from) / 2).in_base_units() * std::chrono::duration<double>(to - from).count();
    from = to;
  }
  return units;
}

}  // namespace

std::int64_t planned(const PlanRamp& per_second, base::SimTime start, base::SimTime now, base::Duration period) {
  constexpr double kRounding = 1e-6;  // of a unit
  const double before = units_until(per_second, start, now);
  const double after = before + units_until(per_second, now, now + period);
  return static_cast<std::int64_t>(std::floor(after + kRounding) - std::floor(before + kRounding));
}

scenario::Kind<OrderingPolicy> push_plan() {
  return scenario::kind<OrderingPolicy, PushPlan>("push_plan", "by a dated plan, whatever is in stock");
}

}  // namespace aibelt::policy
