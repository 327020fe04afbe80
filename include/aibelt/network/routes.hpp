#pragma once

#include <string>
#include <vector>

#include "aibelt/network/chain.hpp"

namespace aibelt::network {

/// One thread of a chain: what starts as raw goods at the first place is part of the finished item that reaches the last one.
struct Route {
  std::string item;                 ///< the raw goods
  std::vector<std::string> places;  ///< passed, the ends included
  std::vector<std::string> ways;    ///< lanes taken, one less
  double days = 0;                  ///< in process and on the lanes, without waiting
  double cost = 0;                  ///< USD of freight on its lanes for one finished unit
};

enum class Best { fastest, cheapest };

/// The best route from every maker of raw goods to every place that uses the finished item, in the order of the two [dijkstra1959];
/// Boost's. The fastest of equally cheap ones is not looked for, nor the other way about.
std::vector<Route> routes(const Chain& chain, Best best);

}  // namespace aibelt::network
