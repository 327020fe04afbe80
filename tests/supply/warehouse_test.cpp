#include <algorithm>
#include <cmath>
#include <map>

#include "aibelt/metrics/bullwhip.hpp"
#include "aibelt/policy/ordering.hpp"
#include "tests/engine/in_child.hpp"
#include "tests/engine/running.hpp"
#include "tests/exact/chain_scenario.hpp"
#include "tests/exact/stock_scenario.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using scenario::Json;

namespace {

const std::string kTwoRacks = R"("2 racks/day")";

/// The chain of tests/exact with a hub for stacks between stacker and packer, ordered by `ordering`.
Json with_hub(const std::string& fab_capacity, const Json& ordering, std::int64_t opening_stock = 0) {
  Json root = Json::parse(exact::chain(fab_capacity, kTwoRacks));
  root["to"] = "2027-07-01";
  root["warehouses"]["hub"] = {{"goods", "stacks"},
                               {"items", {{"hbm", {{"opening_stock", opening_stock}, {"ordering", ordering}}}}}};
  root["lanes"]["stacks"]["to"] = "hub";
  root["lanes"]["hub"] = {{"from", "hub"}, {"to", "packer"}, {"lead_time", "2 days"}};
  return root;
}

Json weekly(const Json& policy) { return {{"policy", policy}, {"review", "7 days"}}; }

std::vector<std::string> issues_of(const Json& root) {
  std::vector<std::string> texts;
  for (const base::Issue& issue : test::ScenarioText(root.dump()).issues) {
    texts.push_back(issue.path + ": " + issue.message);
  }
  return texts;
}

bool has_issue(const Json& root, const std::string& path, const std::string& part) {
  const auto texts = issues_of(root);
  return std::any_of(texts.begin(), texts.end(), [&](const std::string& text) {
    return text.starts_with(path + ": ") && text.find(part) != std::string::npos;
  });
}

}  // namespace

TEST_CASE("A warehouse between two plants keeps every stack: opening stock + received = shipped + stock") {
  const test::Run run =
      test::run_of(with_hub(R"("10 wafers/day")", weekly({{"kind", "base_stock"}, {"level", 4000}}), 1200).dump());
  double stock = 1200;
  for (const base::Month month : run.curves().months()) {
    const auto at = [&](const char* measure) {
      return run.curves().sum_at({.measure = measure, .place = "hub"}, month);
    };
    stock += at("received") - at("shipped");
    CHECK(stock == at("stock"));
    CHECK(stock >= 0);
  }
  CHECK(run.total({.measure = "received", .place = "packer"}) > 20000);
  CHECK(run.total({.measure = "unmet", .place = "buyer"}) > 0);
  CHECK(run.at("2027-06", {.measure = "unmet", .place = "buyer"}) == 0);
}

// The packer orders 560 stacks a week, each order two days ahead of the day on which it must leave the hub, which has plenty.
TEST_CASE("A warehouse holds orders until they must leave") {
  const Json root = with_hub(R"("10 wafers/day")", {{"policy", {{"kind", "base_stock"}, {"level", 0}}}}, 1'000'000);
  const test::Run run = test::run_of(root.dump());
  CHECK(run.at("2026-12", {.measure = "backlog", .place = "hub"}) == 0);
  CHECK(run.at("2026-12", {.measure = "overdue_days", .place = "hub"}) == 0);
  CHECK(run.at("2026-12", {.measure = "orders_received", .place = "hub"}) ==
        run.at("2026-12", {.measure = "shipped", .place = "hub"}));
  CHECK(run.at("2026-12", {.measure = "input_stock", .place = "packer"}) < 1200);
  CHECK(run.total({.measure = "shipped", .place = "stacker"}) == 0);
}

// The fab makes half of what is wanted for 300 days, then plenty.
TEST_CASE("A place kept short inflates its orders within its bound, and withdraws the surplus where it may") {
  const std::string grows =
      R"({ "points": [["2026-01-01", "1 wafers/day"], ["2026-11-01", "20 wafers/day"]], "interpolation": "step" })";
  const auto placed = [&](double most, bool withdraws) {
    Json ordering = weekly({{"kind", "base_stock"}, {"level", 6000}});
    ordering["most_inflated"] = most;
    ordering["withdraws"] = withdraws;
    Json root = with_hub(grows, ordering);
    root["customers"]["buyer"]["demand"]["rack5"] = "4 racks/day";
    root["to"] = "2028-01-01";
    return test::run_of(root.dump());
  };
  const test::Run honest = placed(1, false);
  const test::Run gaming = placed(3, false);
  const test::Run withdrawing = placed(3, true);
  const auto peak = [](const test::Run& run) {
    double most = 0;
    for (const auto& [month, value] : run.curves().sum({.measure = "on_order", .place = "hub"})) {
      most = std::max(most, value);
    }
    return most;
  };
  CHECK(peak(gaming) > 1.5 * peak(honest));
  CHECK(peak(gaming) < 3.5 * peak(honest));
  const auto total = [](const test::Run& run) { return run.total({.measure = "orders_placed", .place = "hub"}); };
  CHECK(total(gaming) > total(honest));
  CHECK(total(withdrawing) < total(gaming));
  const auto most_stock = [](const test::Run& run) {
    double most = 0;
    for (const auto& [month, value] : run.curves().sum({.measure = "stock", .place = "hub"})) {
      most = std::max(most, value);
    }
    return most;
  };
  CHECK(most_stock(gaming) > most_stock(withdrawing));
}

TEST_CASE("A plant orders its inputs by the policy the scenario names") {
  Json root = Json::parse(exact::chain(R"("10 wafers/day")", kTwoRacks));
  root["to"] = "2027-07-01";
  root["packaging"]["packer"]["ordering"] = weekly({{"kind", "base_stock"}, {"level", 3000}});
  const test::Run run = test::run_of(root.dump());
  CHECK(run.at("2027-06", {.measure = "unmet", .place = "buyer"}) == 0);
  CHECK(run.at("2027-06", {.measure = "orders_placed", .place = "packer"}) > 0);
  CHECK(run.at("2027-06", {.measure = "orders_received", .place = "packer"}) > 0);
  // After a decision, stock and orders make the level and what a week's racks still want; later in the week less.
  for (const char* month : {"2027-01", "2027-02", "2027-03", "2027-04", "2027-05", "2027-06"}) {
    const double position = run.at(month, {.measure = "input_stock", .place = "packer"}) +
                            run.at(month, {.measure = "on_order", .place = "packer"});
    CHECK(position <= 3000 + 560);
    CHECK(position >= 3000 - 560);
  }
  root["packaging"]["packer"]["order_lot"] = 1000;
  const test::Run in_lots = test::run_of(root.dump());
  const double placed = in_lots.total({.measure = "orders_placed", .place = "packer"});
  CHECK(placed == 1000 * std::round(placed / 1000));
}

TEST_CASE("Contract: every ordering policy supplies a chain, in a warehouse and in a plant") {
  const std::map<std::string, Json> examples = {{"base_stock", {{"level", 3000}}},
                                                {"mrp", {{"safety_stock", 800}}},
                                                {"order_up_to", {{"periods", 6}, {"safety", 1}}},
                                                {"push_plan", {{"plan", "90 1/day"}}},
                                                {"r_q", {{"reorder_point", 2000}, {"quantity", 600}}},
                                                {"s_S", {{"reorder_point", 2000}, {"order_up_to", 3000}}}};
  for (const auto& kind : policy::OrderingPolicy::kinds()) {
    INFO(kind.info.name);
    Json policy = examples.at(kind.info.name);
    policy["kind"] = kind.info.name;
    Json root = with_hub(R"("10 wafers/day")", weekly(policy), 600);
    root["packaging"]["packer"]["ordering"] = weekly(policy);
    const test::Run run = test::run_of(root.dump());
    CHECK(run.total({.measure = "received", .place = "buyer"}) > 500);
    CHECK(run.total({.measure = "orders_placed", .place = "hub"}) > 20000);
    CHECK(run.total({.measure = "orders_placed", .place = "packer"}) > 20000);
    CHECK(metrics::largest_bullwhip(run.curves()).is_present);
  }
}

// Orders that take a second and demand at any microsecond; forecast errors and allocation draw from streams of their own.
TEST_CASE("Both drivers write the same bytes of warehouses, at whatever instants they act") {
  exact::StockSeries series;
  series.to = "2027-01-01";
  series.demand = R"({ "kind": "poisson", "rate": "5 1/day" })";
  series.stages = {{"far", R"({ "policy": { "kind": "base_stock", "level": 30 } })", 20, "", "5 days"},
                   {"near", R"({ "policy": { "kind": "mrp", "error_cv": 0.4 }, "review": "36 h", "most_inflated": 2,
                                 "withdraws": true })",
                    10}};
  const Json hub = with_hub(R"("3 wafers/day")", weekly({{"kind", "mrp"}, {"error_cv", 0.4}}), 500);
  for (const std::string& text : {series.json(), hub.dump()}) {
    const auto scenario = test::scenario_of(text);
    const std::string with_simgrid =
        test::in_child([&] { return test::Run(scenario, engine::Driver::simgrid).text(); });
    CHECK(with_simgrid == test::Run(scenario).text());
    CHECK(with_simgrid.size() > 1000);
  }
}

TEST_CASE("What ordering plans and warehouses contradict is reported with the mend") {
  const Json good = with_hub(R"("10 wafers/day")", weekly({{"kind", "order_up_to"}}));
  CHECK(issues_of(good).empty());
  const std::string plan = "warehouses.hub.items.hbm.ordering";
  const auto broken = [&](const char* key, const Json& value) {
    Json root = good;
    root["warehouses"]["hub"]["items"]["hbm"]["ordering"][key] = value;
    return root;
  };
  CHECK(has_issue(broken("review", "0 days"), plan + ".policy", "period by period"));
  CHECK(has_issue(broken("review_at", "7 days"), plan + ".review_at", "earlier than the end"));
  CHECK(has_issue(broken("withdraws", true), plan + ".withdraws", "most_inflated"));
  CHECK(has_issue(broken("policy", "base-stock"), plan + ".policy", "no kind"));
  CHECK(has_issue(broken("policy", {{"kind", "base_stock"}}), plan + ".policy", "level"));
  CHECK(has_issue(broken("policy", {{"kind", "base_stock"}, {"level", 3}, {"service", 0.9}}), plan + ".policy.service",
                  "demand"));
  CHECK(has_issue(broken("policy", {{"kind", "r_q"}, {"quantity", 3}}), plan + ".policy", "reorder_point"));
  CHECK(has_issue(broken("policy", {{"kind", "s_S"}, {"reorder_point", 3}}), plan + ".policy", "order_up_to"));
  CHECK(has_issue(broken("policy", {{"kind", "s_S"}, {"reorder_point", 3}, {"order_up_to", 2}}),
                  plan + ".policy.order_up_to", "not be below"));
  const Json endless = {{"rate", "90000 1/day"}, {"order_cost", 1e9}, {"holding_cost", 1e-9}};
  CHECK(has_issue(broken("policy", {{"kind", "r_q"}, {"demand", endless}}), plan + ".policy.demand", "lots of some"));
  CHECK(has_issue(broken("policy", {{"kind", "s_S"}, {"demand", endless}}), plan + ".policy.demand", "lots of some"));
  const Json nothing = {{"rate", "0 1/day"}};
  CHECK(has_issue(broken("policy", {{"kind", "s_S"}, {"demand", nothing}}), plan + ".policy.demand.rate", ""));
  CHECK(has_issue(broken("most_inflated", 0.5), plan + ".most_inflated", ""));
  Json root = good;
  root["warehouses"]["hub"]["items"]["hbn"] = root["warehouses"]["hub"]["items"]["hbm"];
  CHECK(has_issue(root, "warehouses.hub.items.hbn", "there is no \"hbn\" in memory"));
  root = good;
  root["warehouses"]["hub"]["count_at"] = "2 days";
  CHECK(has_issue(root, "warehouses.hub.count_at", "count_every"));
  root = good;
  root["warehouses"]["hub"]["goods"] = "crates";
  CHECK(has_issue(root, "warehouses.hub.goods", "wafers"));
  root = good;
  root["packaging"]["packer"]["ordering"] = {{"policy", "mrp"}};
  CHECK(has_issue(root, "packaging.packer.ordering.policy", "period by period"));
  root = good;
  root["fabs"]["fab"]["ordering"] = weekly("mrp");
  CHECK(has_issue(root, "fabs.fab.ordering", "no inputs"));
  root = good;
  root["customers"]["shop"] = {{"kind", "consumer"},
                               {"goods", "racks"},
                               {"demand", {{"rack5", {{"kind", "normal"}, {"mean", 3}, {"sd", 1}, {"at", "30 h"}}}}}};
  root["lanes"]["shop"] = {{"from", "integrator"}, {"to", "shop"}, {"lead_time", "1 day"}};
  CHECK(has_issue(root, "customers.shop.demand.rack5.at", "earlier than the end"));
}
