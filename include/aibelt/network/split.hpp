#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "aibelt/network/routes.hpp"

namespace aibelt::network {

/// What of an item goes over one lane.
struct Part {
  const GoodsWay* way;
  std::int64_t units = 0;
};

/// How the lanes of one item share it so that as much as possible of what is wanted arrives in a month, and that by the least
/// freight or the least days on the way in sum: a flow of least cost. `available` and `wanted` are units by place, rounded down.
std::vector<Part> cheapest_split(const SupplyGraph& graph, const std::string& item, std::size_t month,
                                 const std::map<std::string, double>& available,
                                 const std::map<std::string, double>& wanted, Best best);

}  // namespace aibelt::network
