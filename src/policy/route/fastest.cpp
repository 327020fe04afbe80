#include "policies.hpp"

namespace aibelt::policy {
namespace {

struct Fastest : PlainRoute<Fastest> {
  std::size_t choose(const std::vector<LaneOffer>& offers, bool /*is_late*/) const override {
    return fastest_lane(offers);
  }
};

}  // namespace

scenario::Kind<RoutePolicy> route_fastest() {
  return scenario::kind<RoutePolicy, Fastest>("fastest", "everything by the quickest lane, waits for room counted");
}

}  // namespace aibelt::policy
