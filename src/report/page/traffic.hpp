#pragma once

#include <string>
#include <vector>

#include "run_view.hpp"

namespace aibelt::report {

/// Goods of one item that one lane brings, by month of arrival.
struct Traffic {
  std::size_t way = 0;  ///< in the graph
  std::string item;     ///< such as `hbm4_12 stacks`
  Values amounts;       ///< units of the item
};

/// Of every lane of a run with a graph. Rows say what a place ships of an item and what a place receives of it: where a place
/// has several sources of an item, what it receives is put down to them by what each ships in the month.
std::vector<Traffic> traffic_of(const RunView& run);

}  // namespace aibelt::report
