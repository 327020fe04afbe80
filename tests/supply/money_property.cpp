/// Money is conserved month by month: what work and margins add is what leaves, what is held more, and what fails or is lost, on
/// random networks with yields, disruptions, tests, rework and downgrades.

#include "aibelt/base/random.hpp"
#include "aibelt/engine/money_table.hpp"
#include "aibelt/metrics/money.hpp"
#include "tests/engine/random_network.hpp"
#include "tests/engine/running.hpp"
#include "tests/supply/product_chain.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using scenario::Json;

namespace {

constexpr std::uint64_t kNetworks = 30;

Json amount(base::Stream& random, double low, double high) {
  const auto usd = [&] { return fmt::format("{:.2f} USD", random.uniform(low, high)); };
  const std::string first = usd();
  return random.bernoulli(0.5)
             ? Json(first)
             : Json{{"points", Json(std::vector<std::vector<std::string>>{{"2026-02", first}, {"2027-04-17", usd()}})},
                    {"interpolation", random.bernoulli(0.5) ? "step" : "linear"}};
}

/// Costs, and for some a price, for everything the network's plants make.
Json random_money(const Json& root, std::uint64_t seed) {
  base::Stream random(seed, "money");
  Json money;
  for (const char* section : {"fabs", "wafer_finishing", "stacking", "packaging", "assembly", "suppliers"}) {
    for (const auto& [place, fields] : root[section].items()) {
      money[place]["holding_rate"] = fmt::format("{:.3f} 1/year", random.uniform(0, 0.3));
      for (const auto& [product, of_product] : fields["products"].items()) {
        Json& of = money[place]["products"][product] = Json::object();
        if (random.bernoulli(0.8)) {
          of["unit_cost"] = amount(random, 1, 9000);
        }
        if (random.bernoulli(0.4)) {
          of["price"] = amount(random, 100, 90'000);
        }
      }
    }
  }
  return money;
}

void add_disruptions(Json& root) {
  Json plants = Json::array();
  for (const char* section : {"fabs", "wafer_finishing", "stacking", "packaging", "assembly"}) {
    for (const auto& [place, fields] : root[section].items()) {
      plants.push_back(place);
    }
  }
  root["disruptions"]["quake"] = {{"kind", "earthquake"},  {"places", plants}, {"rate", "2 1/year"}, {"stop", "4 days"},
                                  {"recovery", "30 days"}, {"lost", 0.3},      {"lost_stock", 0.7}};
  Json lanes = Json::array();
  for (const auto& [lane, fields] : root["lanes"].items()) {
    lanes.push_back(lane);
  }
  root["disruptions"]["storm"] = {{"kind", "cargo_lost"}, {"lanes", lanes}, {"rate", "6 1/year"}, {"lost", 0.4}};
}

/// Both sides of the balance of every month but the first, whose opening stocks no row tells.
double check_balance(const Json& root) {
  const scenario::Scenario scenario = test::scenario_of(root.dump());
  const test::Run run(scenario);
  const metrics::Curves books(metrics::with(run.curves(), metrics::money(run.curves(), engine::money_table(scenario))));
  double turnover = 0;
  const auto& months = run.curves().months();
  for (std::size_t i = 1; i < months.size(); ++i) {
    INFO(base::to_text(months[i]));
    const auto sum = [&](const char* measure, std::size_t month) {
      return books.sum_at({.stage = "money", .measure = measure, .unit = "USD"}, months[month]);
    };
    const double added =
        sum("own_cost", i) + sum("gross_profit", i) + sum("price_difference", i) + sum("revaluation", i);
    const double held = sum("working_capital", i) - sum("working_capital", i - 1);
    const double gone = sum("value_out", i) + sum("scrap_cost", i) - sum("yield_allowance", i) + sum("lost_value", i);
    const double size = sum("own_cost", i) + sum("working_capital", i) + std::abs(sum("gross_profit", i)) + 1;
    REQUIRE(std::abs(added - held - gone) <= 1e-9 * size);
    turnover += sum("value_out", i);
  }
  return turnover;
}

double total_of(const Json& root, const char* measure) {
  return test::Run(test::scenario_of(root.dump())).total({.measure = measure});
}

}  // namespace

TEST_CASE("On random networks what is added is what leaves, what is held more, and scrap at cost less its allowance") {
  double turnover = 0;
  for (std::uint64_t network = 1; network <= kNetworks; ++network) {
    INFO("network " << network);
    Json root = test::scenario_json({test::RandomNetwork(network)});
    root["money"] = random_money(root, network);
    turnover += check_balance(root);
  }
  CHECK(turnover > 0);
}

TEST_CASE("Where goods are lost to earthquakes and storms, money goes with them and the rest still balances") {
  double lost = 0;
  for (std::uint64_t network = 1; network <= kNetworks / 3; ++network) {
    INFO("network " << network);
    Json root = test::scenario_json({test::RandomNetwork(network)});
    add_disruptions(root);
    root["money"] = random_money(root, network);
    check_balance(root);
    lost += total_of(root, "lost");
  }
  CHECK(lost > 0);
}

TEST_CASE("Rework, retests, downgrades and kits keep the balance") {
  Json root = test::product_chain(Json::parse(R"({
    "memory": { "tall": { "stack_test_yield": 0.6, "retest": 0.3, "downgrade_to": "low", "downgraded": 0.5 } },
    "stacking": { "stacker": { "rework": 0.4, "rework_time": "9 days", "capacity": "90 stacks/day" } },
    "assembly": { "integrator": { "burn_in": "3 days", "burn_in_yield": 0.8, "rework": 0.7, "rework_time": "5 days" } }
  })"));
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    root["money"] = random_money(root, seed);
    CHECK(check_balance(root) > 0);
  }
  CHECK(total_of(root, "downgraded") > 0);
  CHECK(total_of(root, "reworked") > 0);
}

TEST_CASE("Goods that pass through a warehouse keep their value, and what it holds costs its rate") {
  Json root = test::product_chain(Json::parse(R"({
    "warehouses": { "hub": { "goods": "stacks", "items": {
      "tall": { "opening_stock": 90, "ordering": { "policy": { "kind": "base_stock", "level": 300 }, "review": "7 days" } },
      "low": { "opening_stock": 50, "ordering": { "policy": { "kind": "base_stock", "level": 200 }, "review": "7 days" } } } } },
    "lanes": { "3": { "to": "hub" }, "8": { "from": "hub", "to": "packer", "lead_time": "2 days" } }
  })"));
  root["money"] = random_money(root, 1);
  root["money"]["hub"]["holding_rate"] = "0.1 1/year";
  CHECK(check_balance(root) > 0);
  Json hit = root;
  add_disruptions(hit);
  hit["disruptions"]["quake"]["places"] = {"hub"};
  hit["disruptions"]["quake"]["rate"] = "40 1/year";
  CHECK(check_balance(hit) > 0);
  CHECK(total_of(hit, "lost") > 0);
  CHECK(total_of(hit, "lost_in_transit") > 0);
  const scenario::Scenario scenario = test::scenario_of(root.dump());
  const test::Run run(scenario);
  const metrics::Curves books(metrics::with(run.curves(), metrics::money(run.curves(), engine::money_table(scenario))));
  for (const base::Month month : run.curves().months()) {
    const auto at_hub = [&](const char* measure) {
      return books.sum_at({.stage = "money", .measure = measure, .place = "hub"}, month);
    };
    CHECK(at_hub("stock_value") == at_hub("working_capital"));
    CHECK(at_hub("holding_cost") == Approx(at_hub("stock_value") * 0.1 * base::days_in(month) / 365.25));
  }
}
