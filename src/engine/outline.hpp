#pragma once

#include <vector>

#include "actors.hpp"
#include "aibelt/network/supply_graph.hpp"

namespace aibelt::engine {

/// The first steps by which the one graph of a scenario is made; loading checks what they make, `supply_graph` goes on from it.

/// The places alone, in the order of `actors`; fit for a scenario with whatever wrong.
network::SupplyGraph places_of(const std::vector<Actor>& actors);

/// Adds the names of what the places make and take, and the lanes. Products that are named must be there, and so must both ends of
/// each lane.
void add_goods_and_lanes(const scenario::Scenario& scenario, const std::vector<Actor>& actors,
                         network::SupplyGraph& graph);

/// Both: places, lanes and what goes over them, without figures by month.
network::SupplyGraph outline(const scenario::Scenario& scenario, const std::vector<Actor>& actors);

}  // namespace aibelt::engine
