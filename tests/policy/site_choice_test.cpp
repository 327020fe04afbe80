/// Policies that choose a cluster: the contract of all of them, then what is special about each.

#include "aibelt/policy/site_choice.hpp"

#include "aibelt/base/random.hpp"
#include "tests/policy/plain_kind.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using policy::ClusterOffer;
using policy::SiteChoicePolicy;
using std::chrono::seconds;

namespace {

std::size_t choice_of(std::string_view name, std::int64_t accelerators, const std::vector<ClusterOffer>& offers) {
  return test::plain<SiteChoicePolicy>(name)->choose(accelerators, offers);
}

std::vector<ClusterOffer> random_offers(base::Stream& random) {
  std::vector<ClusterOffer> offers(1 + random.below(5));
  for (ClusterOffer& offer : offers) {
    offer = {static_cast<std::int64_t>(random.below(20)),
             static_cast<double>(random.below(4)),
             random.uniform(0, 200),
             random.uniform(0, 500),
             seconds{random.below(9)},
             seconds{random.below(9)}};
  }
  return offers;
}

}  // namespace

TEST_CASE("A choice of site is one of the offers, with room where any has it, else with the shortest queue") {
  for (const auto& kind : SiteChoicePolicy::kinds()) {
    INFO(kind.info.name);
    const auto policy = test::plain(kind);
    base::Stream random(1, kind.info.name);
    for (int i = 0; i < 2000; ++i) {
      const std::vector<ClusterOffer> offers = random_offers(random);
      const auto wanted = static_cast<std::int64_t>(random.below(25));
      const std::size_t chosen = policy->choose(wanted, offers);
      REQUIRE(chosen < offers.size());
      const auto has_room = [&](const ClusterOffer& offer) { return offer.free >= wanted; };
      if (std::any_of(offers.begin(), offers.end(), has_room)) {
        CHECK(has_room(offers[chosen]));
      } else {
        for (const ClusterOffer& offer : offers) {
          CHECK(offers[chosen].queued_h <= offer.queued_h);
        }
      }
    }
  }
}

TEST_CASE("Of equal offers the first is chosen") {
  for (const auto& kind : SiteChoicePolicy::kinds()) {
    INFO(kind.info.name);
    CHECK(test::plain(kind)->choose(4, std::vector<ClusterOffer>(3, ClusterOffer{.free = 8})) == 0);
    CHECK(test::plain(kind)->choose(9, std::vector<ClusterOffer>(3, ClusterOffer{.free = 8})) == 0);
  }
}

TEST_CASE("Each policy goes by its own figure") {
  const ClusterOffer common{.free = 10, .price = 100, .carbon = 400, .latency = seconds{5}, .transfer = seconds{60}};
  std::vector<ClusterOffer> offers(6, common);
  offers[1].price = 90;
  offers[2].carbon = 300;
  offers[3].latency = seconds{1};
  offers[4].transfer = seconds{0};
  offers[5].free = 11;
  CHECK(choice_of("price", 10, offers) == 1);
  CHECK(choice_of("carbon", 10, offers) == 2);
  CHECK(choice_of("latency", 10, offers) == 3);
  CHECK(choice_of("data_gravity", 10, offers) == 4);
  CHECK(choice_of("free_capacity", 10, offers) == 5);
}
