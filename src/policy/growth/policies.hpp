#pragma once

#include "aibelt/policy/growth.hpp"

namespace aibelt::policy {

scenario::Kind<GrowthPolicy> follow_demand();
scenario::Kind<GrowthPolicy> follow_plan();

}  // namespace aibelt::policy
