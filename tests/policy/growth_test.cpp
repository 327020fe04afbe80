/// Growth policies: the contract of all of them, then what is special about each.

#include "aibelt/policy/growth.hpp"

#include "aibelt/base/random.hpp"
#include "tests/policy/plain_kind.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using policy::GrowthPolicy;
using policy::GrowthView;
using policy::RackUser;

namespace {

std::vector<RackUser> random_users(base::Stream& random) {
  std::vector<RackUser> users(static_cast<std::size_t>(random.uniform(0, 4)));
  for (RackUser& user : users) {
    user.wanted.resize(static_cast<std::size_t>(random.uniform(0, 20)));
    for (double& wanted : user.wanted) {
      wanted = random.uniform(0, 500);
    }
    user.planned = random.uniform(0, 500);
  }
  return users;
}

}  // namespace

TEST_CASE("A growth policy orders from no racks to as many as there is room for") {
  for (const auto& kind : GrowthPolicy::kinds()) {
    INFO(kind.info.name);
    const auto policy = test::plain(kind);
    base::Stream random(1, kind.info.name);
    for (int i = 0; i < 1000; ++i) {
      const auto users = random_users(random);
      GrowthView view{.rack_power = 1e5, .users = users};
      view.room = static_cast<std::int64_t>(random.uniform(0, 100));
      view.due = view.now + base::kDay * 100;
      const std::int64_t racks = policy->racks(view);
      REQUIRE(racks >= 0);
      REQUIRE(racks <= view.room);
      view.room += 5;
      REQUIRE(policy->racks(view) >= racks);
    }
  }
}

TEST_CASE("plan fills the room, follow_demand what the user that lacks most lacks") {
  const std::vector<RackUser> users = {{{3, 7.5}, 5}, {{9, 20}, 12}, {{4}, 30}};
  const GrowthView view{.room = 100, .rack_power = 1e5, .users = users};
  CHECK(test::plain<GrowthPolicy>("plan")->racks(view) == 100);
  CHECK(test::plain<GrowthPolicy>("follow_demand")->racks(view) == 8);
  CHECK(test::plain<GrowthPolicy>("follow_demand")->racks({.room = 5, .users = users}) == 5);
  CHECK(test::plain<GrowthPolicy>("follow_demand")->racks({.room = 100}) == 0);
}

TEST_CASE("A forecast follows a line from its start on, and without a trend lags behind it") {
  std::vector<double> line;
  for (int week = 0; week < 60; ++week) {
    line.push_back(10 + 3 * week);
  }
  CHECK(policy::smoothed_forecast(line, 1, 1, 5) == Approx(10 + 3 * 64));
  CHECK(policy::smoothed_forecast(line, 0.5, 0.5, 5) == Approx(10 + 3 * 64));
  CHECK(policy::smoothed_forecast(line, 1, 0, 5) == Approx(10 + 3 * 59));
  CHECK(policy::smoothed_forecast(line, 0.5, 0, 5) == Approx(10 + 3 * 59 - 3 * 0.5 / 0.5));
  CHECK(policy::smoothed_forecast({}, 1, 1, 5) == 0);
}
