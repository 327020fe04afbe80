#include "policies.hpp"

namespace aibelt::policy {
namespace {

struct ByUrgency : PlainRoute<ByUrgency> {
  std::size_t choose(const std::vector<LaneOffer>& offers, bool is_late) const override {
    return is_late ? fastest_lane(offers) : cheapest_lane(offers);
  }
};

}  // namespace

scenario::Kind<RoutePolicy> route_by_urgency() {
  return scenario::kind<RoutePolicy, ByUrgency>("by_urgency",
                                                "late goods by the quickest lane, others by the cheapest");
}

std::shared_ptr<const RoutePolicy> default_route() {
  static const auto policy = std::make_shared<const ByUrgency>();
  return policy;
}

}  // namespace aibelt::policy
