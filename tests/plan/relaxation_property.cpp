#include "aibelt/engine/plan_network.hpp"
#include "aibelt/plan/supply_plan.hpp"
#include "tests/engine/random_network.hpp"
#include "tests/engine/running.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;

namespace {

/// What the run comes to in what the network counts.
double value_of(const plan::Network& network, const test::Run& run) {
  const metrics::Curves& curves = run.curves();
  const auto sum = [&](const metrics::Wanted& wanted) {
    double all = 0;
    for (const auto& [month, value] : curves.sum(wanted)) {
      all += value;
    }
    return all;
  };
  const auto product_of = [](const std::string& item) { return item.substr(0, item.rfind(' ')); };
  double value = 0;
  for (const plan::Service& service : network.services) {
    value +=
        service.worth > 0 ? service.worth * sum({.measure = "served", .unit = service.unit, .item = service.name}) : 0;
  }
  for (const plan::Demand& demand : network.demands) {
    const std::string product = product_of(demand.item);
    value += demand.worth * sum({.measure = "received", .item = product, .place = demand.place});
  }
  for (const plan::Site& site : network.sites) {
    for (const plan::RackKind& kind : site.kinds) {
      const std::string rack = product_of(kind.item);
      value += kind.worth * sum({.stage = "site", .measure = "received", .item = rack, .place = site.name});
    }
  }
  return value;
}

struct Compared {
  double bound = 0;
  double run = 0;
};

Compared compare(const scenario::Scenario& scenario, const test::Run& run, engine::Objective objective) {
  const plan::Network network = engine::plan_network(scenario, objective);
  const plan::SupplyProgramme supply = plan::supply_programme(network);
  if (supply.programme.columns().empty()) {
    return {0, value_of(network, run)};
  }
  const plan::Solution best = plan::solve(supply.programme);
  REQUIRE(best.status == plan::Status::optimal);
  return {best.objective * supply.scale, value_of(network, run)};
}

// Yields are drawn: a run may be luckier than the mean that a plan goes by.
constexpr double kLuck = 0.01;
constexpr double kRacks = 1;  // whole units against fractions

}  // namespace

TEST_CASE("no run of a random network comes to more than its plan") {
  double tightest = 1e9;
  for (std::uint64_t seed = 1; seed <= 25; ++seed) {
    const scenario::Scenario scenario = test::scenario_of(test::scenario_text(seed, "2027-07"));
    const test::Run run(scenario);
    for (const engine::Objective objective : {engine::Objective::tokens, engine::Objective::compute,
                                              engine::Objective::racks, engine::Objective::packages}) {
      const Compared found = compare(scenario, run, objective);
      INFO("network " << seed << ", " << engine::unit_of(objective) << ": run " << found.run << ", bound "
                      << found.bound);
      CHECK(found.run <= found.bound * (1 + kLuck) + kRacks);
      tightest = found.run > 0 ? std::min(tightest, found.bound / found.run) : tightest;
    }
  }
  CHECK(tightest < 1.05);  // or the bound would say little
}
