#pragma once

#include <string>
#include <vector>

#include "aibelt/network/supply_graph.hpp"

namespace aibelt::network {

/// What a run says of one place, for a drawing of the graph.
struct PlaceNote {
  double throughput = 0;  ///< units delivered or received a month, in the mean
  std::string unit;
  double utilisation = 0;            ///< of the capacity, in the mean; below zero where it has none
  std::size_t binding_months = 0;    ///< in which it held the racks up
  std::vector<double> by_month;      ///< throughput
  std::vector<double> utilisations;  ///< by month
};

/// The graph in the language of Graphviz: makers of raw goods on the left, a column for each step of the way, fuller places
/// darker, and those that hold racks up framed red. `notes` has one for each place.
std::string to_dot(const SupplyGraph& graph, const std::string& title, const std::vector<PlaceNote>& notes);

/// The graph as GraphML with the same notes, those by month as numbers with spaces between.
std::string to_graphml(const SupplyGraph& graph, const std::vector<PlaceNote>& notes);

}  // namespace aibelt::network
