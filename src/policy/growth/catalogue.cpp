#include "policies.hpp"

namespace aibelt::policy {

const scenario::Kinds<GrowthPolicy>& GrowthPolicy::kinds() {
  static const scenario::Kinds<GrowthPolicy> all = {follow_demand(), follow_plan()};
  return all;
}

}  // namespace aibelt::policy
