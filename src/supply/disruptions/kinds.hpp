#pragma once

#include "aibelt/scenario/scenario.hpp"

namespace aibelt::supply {

scenario::Kind<scenario::Spec> cancelled_order();
scenario::Kind<scenario::Spec> cargo_lost();
scenario::Kind<scenario::Spec> contamination();
scenario::Kind<scenario::Spec> demand_shock();
scenario::Kind<scenario::Spec> earthquake();
scenario::Kind<scenario::Spec> export_rule();
scenario::Kind<scenario::Spec> lane_closed();
scenario::Kind<scenario::Spec> power_dip();
scenario::Kind<scenario::Spec> tool_delay();
scenario::Kind<scenario::Spec> yield_excursion();

}  // namespace aibelt::supply
