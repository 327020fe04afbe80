#include "policies.hpp"

namespace aibelt::policy {

const scenario::Kinds<RoutePolicy>& RoutePolicy::kinds() {
  static const scenario::Kinds<RoutePolicy> all = {
      route_by_urgency(),
      route_cheapest(),
      route_fastest(),
  };
  return all;
}

}  // namespace aibelt::policy
