/// Flows in random networks: nothing is lost or made, and what keeps the clock does not show in the rows.

#include <map>
#include <string>

#include "aibelt/product/products.hpp"
#include "tests/engine/accounts.hpp"
#include "tests/engine/in_child.hpp"
#include "tests/supply/fab_scenario.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using test::Json;

namespace {

/// A random network whose plants have flows and downtime of their own.
Json network_with_flows(std::uint64_t number) {
  Json root = test::scenario_json({test::RandomNetwork(number)}, "2027-06");
  base::Stream random(number, "flows");
  for (const char* section : {"fabs", "wafer_finishing", "stacking", "packaging", "assembly"}) {
    for (auto& [name, plant] : root[section].items()) {
      const bool is_lots = random.bernoulli(0.5);
      plant["flow"] = {{"kind", is_lots ? "lots" : "batches"},
                       {"raw_process_time", fmt::format("{} days", 1 + random.below(20))},
                       {"alpha", random.uniform(0, 0.5)},
                       {"bottleneck", random.uniform(0.6, 1.5)}};
      if (is_lots) {
        plant["flow"]["lot_size"] = 1 + random.below(30);
        plant["flow"]["variability"] = random.uniform(0, 0.5);
      }
      if (random.bernoulli(0.5)) {
        plant["downtime"] = {{"tools", 1 + random.below(4)}, {"mean_uptime", "15 days"}, {"mean_repair", "2 days"}};
      }
      root["disruptions"]["loss_at_" + name] = {
          {"kind", "contamination"}, {"at", "2026-09-17"}, {"places", {name}}, {"lost", 0.3}, {"lost_stock", 0.2}};
    }
  }
  return root;
}

/// The same without losses, whose plants open empty and whose buyers want nothing after a year, so that it runs dry.
Json network_that_runs_dry(std::uint64_t number) {
  Json root = network_with_flows(number);
  root["to"] = "2031-01";
  root.erase("disruptions");
  for (const char* section : {"fabs", "wafer_finishing", "stacking", "packaging", "assembly"}) {
    for (auto& plant : root[section]) {
      plant.erase("filler");
      for (auto& product : plant["products"]) {
        product.erase("opening_rate");
      }
    }
  }
  for (auto& customer : root["customers"]) {
    for (auto& demand : customer["demand"]) {
      demand = Json::parse(
          R"({ "points": [["2026-01-01", "0.7 racks/day"], ["2027-01-01", "0 racks/day"]], "interpolation": "step" })");
    }
  }
  return root;
}

double outcomes_per_unit(const scenario::Scenario& scenario, const test::Account& account) {
  return account.of.stage == "wafer_finishing"
             ? static_cast<double>(product::memory_of(scenario, account.of.item).gross_dies().number())
             : 1;
}

}  // namespace

TEST_CASE("With flows, downtime and losses, what is started is in process, has come out or is lost") {
  int losses = 0;
  for (std::uint64_t number = 1; number <= 15; ++number) {
    INFO("network " << number);
    const scenario::Scenario scenario = test::scenario_of(network_with_flows(number).dump());
    const test::Run run(scenario);
    for (const test::Account& maker : test::accounts_of(run, "good")) {
      INFO(maker.of.place << " " << maker.of.item);
      const auto months = run.curves().months();
      const double outcomes = outcomes_per_unit(scenario, maker);
      for (std::size_t i = 1; i < months.size(); ++i) {
        const auto level = [&](const char* measure) {
          return maker.at(months[i], measure) - maker.at(months[i - 1], measure);
        };
        const double finished = (maker.goods_at(months[i], "good") + maker.goods_at(months[i], "scrap")) / outcomes;
        const bool can_lose =
            !run.curves().find({.measure = "lost", .item = maker.of.item, .place = maker.of.place}).empty();
        const double units_lost = can_lose ? maker.at(months[i], "lost_in_process") : 0;
        const double goods_lost = can_lose ? maker.goods_at(months[i], "lost") : 0;
        losses += goods_lost > 0 ? 1 : 0;
        REQUIRE(level("in_process") == maker.at(months[i], "started") - finished - units_lost);
        REQUIRE(maker.at(months[i], "in_process") >= 0);
        REQUIRE(maker.goods_at(months[i], "stock") - maker.goods_at(months[i - 1], "stock") ==
                maker.goods_at(months[i], "good") - maker.goods_at(months[i], "shipped") -
                    (goods_lost - units_lost * outcomes));
      }
    }
  }
  CHECK(losses > 20);
}

TEST_CASE("Both drivers write the same bytes for plants with flows") {
  for (std::uint64_t number = 1; number <= 3; ++number) {
    INFO("network " << number);
    const scenario::Scenario scenario = test::scenario_of(network_with_flows(number).dump());
    const std::string with_simgrid =
        test::in_child([&] { return test::Run(scenario, engine::Driver::simgrid).text(); });
    CHECK(with_simgrid == test::Run(scenario).text());
  }
}

// A fab of random load, flow, downtime and yield that starts nothing after a year and is empty in the end: the integral of what is
// in process is the sum of all times in process.
TEST_CASE("Little's law holds for random fabs, from their rows") {
  base::Stream random(1, "fabs");
  for (int round = 0; round < 40; ++round) {
    const bool is_lots = random.bernoulli(0.5);
    const std::string fields =
        fmt::format(
            R"("capacity": "{} wafers/day", "cycle_time": "30 days", "products": {{ "ddr": {{}} }}, "line_yield": {:.3f},
          "nodes": {{ "1b": {{ "share": {{ "points": [["2026-01-01", 1], ["2027-01-01", 0]], "interpolation": "step" }},
                               "filler": "ddr" }} }},
          "downtime": {{ "tools": {}, "mean_uptime": "10 days", "mean_repair": "{:.3f} days" }}, )",
            1 + random.below(300), random.uniform(0.5, 1), 1 + random.below(5), random.uniform(0.1, 5)) +
        test::flow(is_lots ? "lots" : "batches", random.uniform(1, 60), random.uniform(0, 0.3),
                   fmt::format("{:.3f}", random.uniform(0.5, 2)),
                   is_lots ? fmt::format(R"(, "lot_size": {}, "variability": {:.3f})", 1 + random.below(50),
                                         random.uniform(0, 0.5))
                           : "");
    INFO(fields);
    const test::Run run = test::run_of(test::fab_scenario(fields, "2032-01"));
    double in_process = 0;
    double of_output = 0;
    for (const base::Month month : run.curves().months()) {
      const auto at = [&](const char* measure) {
        return run.curves().sum_at({.measure = measure, .place = "fab"}, month);
      };
      in_process += at("mean_in_process") * base::days_in(month);
      of_output += at("cycle_time") * (at("good") + at("scrap"));
    }
    REQUIRE(run.at("2031-12", {.measure = "in_process", .place = "fab"}) == 0);
    CHECK(run.total({.measure = "started", .place = "fab"}) > 300);
    CHECK(in_process == Approx(of_output).epsilon(1e-7));  // rows have six decimals
  }
}

// Whatever is started comes out before the end, so that at every stage the integral of what is in process is the sum of all times
// in process, and mean level = throughput × mean time.
TEST_CASE("Little's law holds at every stage of random networks, from their rows") {
  std::map<std::string, int> n_held;
  for (std::uint64_t number = 1; number <= 20; ++number) {
    INFO("network " << number);
    const scenario::Scenario scenario = test::scenario_of(network_that_runs_dry(number).dump());
    const test::Run run(scenario);
    const auto months = run.curves().months();
    for (const test::Account& maker : test::accounts_of(run, "good")) {
      INFO(maker.of.place << " " << maker.of.item);
      double in_process = 0;
      double of_output = 0;
      for (const base::Month month : months) {
        in_process += maker.at(month, "mean_in_process") * base::days_in(month);
        of_output += maker.at(month, "cycle_time") * (maker.goods_at(month, "good") + maker.goods_at(month, "scrap")) /
                     outcomes_per_unit(scenario, maker);
      }
      if (maker.at(months.back(), "in_process") == 0) {
        CHECK(in_process == Approx(of_output).epsilon(1e-6).margin(1e-3));  // rows have six decimals
        ++n_held[maker.of.stage];
      }
    }
  }
  for (const char* stage : {"fab", "wafer_finishing", "stacking", "packaging", "assembly"}) {
    INFO(stage);
    CHECK(n_held[stage] > 10);
  }
}
