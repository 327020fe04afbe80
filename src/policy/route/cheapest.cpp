#include "policies.hpp"

namespace aibelt::policy {
namespace {

struct Cheapest : PlainRoute<Cheapest> {
  std::size_t choose(const std::vector<LaneOffer>& offers, bool /*is_late*/) const override {
    return cheapest_lane(offers);
  }
};

}  // namespace

scenario::Kind<RoutePolicy> route_cheapest() {
  return scenario::kind<RoutePolicy, Cheapest>("cheapest", "everything by the lane that costs least");
}

}  // namespace aibelt::policy
