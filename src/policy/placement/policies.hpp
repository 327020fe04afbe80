#pragma once

#include "aibelt/policy/placement.hpp"

namespace aibelt::policy {

scenario::Kind<PlacementPolicy> best_fit();
scenario::Kind<PlacementPolicy> pack();
scenario::Kind<PlacementPolicy> spread();
scenario::Kind<PlacementPolicy> topology();

}  // namespace aibelt::policy
