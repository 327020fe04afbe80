#include "policies.hpp"

namespace aibelt::policy {
namespace {

struct Plan : GrowthPolicy {
  std::int64_t racks(const GrowthView& view) const override { return view.room; }

  static const scenario::FieldTable<Plan>& fields() {
    static const scenario::FieldTable<Plan> none;
    return none;
  }
};

}  // namespace

scenario::Kind<GrowthPolicy> follow_plan() {
  return scenario::kind<GrowthPolicy, Plan>("plan", "fills the buildings as they come, whatever the demand");
}

std::shared_ptr<const GrowthPolicy> default_growth_policy() {
  static const auto plan = std::make_shared<const Plan>();
  return plan;
}

}  // namespace aibelt::policy
