/// Contract of every choice of lane.

#include "aibelt/policy/route.hpp"

#include <algorithm>

#include "aibelt/base/random.hpp"
#include "tests/product/kind_of.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using policy::LaneOffer;
using policy::RoutePolicy;

namespace {

std::shared_ptr<const RoutePolicy> route(const std::string& name) {
  return test::kind_of<RoutePolicy>('"' + name + '"');
}

std::vector<LaneOffer> random_offers(base::Stream& random) {
  std::vector<LaneOffer> offers(1 + random.below(5));
  for (LaneOffer& offer : offers) {
    offer = {static_cast<double>(random.below(4)), static_cast<std::int64_t>(random.below(4)) * base::kDay};
  }
  return offers;
}

}  // namespace

TEST_CASE("Every choice of lane takes one that no other beats in both cost and time") {
  base::Stream random(3, "offers");
  for (const auto& kind : RoutePolicy::kinds()) {
    const auto policy = route(kind.info.name);
    REQUIRE(policy != nullptr);
    for (int i = 0; i < 2000; ++i) {
      const auto offers = random_offers(random);
      for (const bool is_late : {false, true}) {
        const std::size_t chosen = policy->choose(offers, is_late);
        REQUIRE(chosen < offers.size());
        REQUIRE(std::none_of(offers.begin(), offers.end(), [&](const LaneOffer& other) {
          const LaneOffer& own = offers[chosen];
          return other.cost <= own.cost && other.time <= own.time && (other.cost < own.cost || other.time < own.time);
        }));
      }
    }
  }
}

TEST_CASE("By urgency, late goods take the quickest lane and others the cheapest, the first of equals") {
  const std::vector<LaneOffer> offers = {{9, base::kDay}, {1, 30 * base::kDay}, {1, 30 * base::kDay}, {9, base::kDay}};
  CHECK(route("by_urgency")->choose(offers, true) == 0);
  CHECK(route("by_urgency")->choose(offers, false) == 1);
  CHECK(route("cheapest")->choose(offers, true) == 1);
  CHECK(route("fastest")->choose(offers, false) == 0);
}
