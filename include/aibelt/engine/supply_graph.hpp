#pragma once

#include "aibelt/network/supply_graph.hpp"
#include "aibelt/scenario/scenario.hpp"

namespace aibelt::engine {

/// Every place and lane of the scenario, with what each can do in the middle of each month of the run.
network::SupplyGraph supply_graph(const scenario::Scenario& scenario);

}  // namespace aibelt::engine
