#pragma once

#include <algorithm>
#include <tuple>

#include "aibelt/policy/route.hpp"

namespace aibelt::policy {

scenario::Kind<RoutePolicy> route_by_urgency();
scenario::Kind<RoutePolicy> route_cheapest();
scenario::Kind<RoutePolicy> route_fastest();

/// The lane that costs least; of those the quickest, then the earlier name.
inline std::size_t cheapest_lane(const std::vector<LaneOffer>& offers) {
  const auto best = std::min_element(offers.begin(), offers.end(), [](const LaneOffer& a, const LaneOffer& b) {
    return std::tie(a.cost, a.time) < std::tie(b.cost, b.time);
  });
  return static_cast<std::size_t>(best - offers.begin());
}

/// The quickest lane; of those the one that costs least, then the earlier name.
inline std::size_t fastest_lane(const std::vector<LaneOffer>& offers) {
  const auto best = std::min_element(offers.begin(), offers.end(), [](const LaneOffer& a, const LaneOffer& b) {
    return std::tie(a.time, a.cost) < std::tie(b.time, b.cost);
  });
  return static_cast<std::size_t>(best - offers.begin());
}

/// A policy without parameters.
template <class Spec>
struct PlainRoute : RoutePolicy {
  static const scenario::FieldTable<Spec>& fields() {
    static const scenario::FieldTable<Spec> none;
    return none;
  }
};

}  // namespace aibelt::policy
