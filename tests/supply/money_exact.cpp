/// Money of a chain with fixed cycle times, worked out by hand to the cent. Its goods are those of tests/exact/chain.cpp: from
/// February on one wafer = 640 dies = 80 stacks of 16 GB = 10 packages = 2 racks of 5 a day.

#include "aibelt/engine/money_table.hpp"
#include "aibelt/metrics/belt_kpis.hpp"
#include "aibelt/metrics/money.hpp"
#include "tests/engine/running.hpp"
#include "tests/exact/chain_scenario.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using scenario::Json;

namespace {

/// A run with its rows of money.
struct Priced {
  explicit Priced(const Json& root)
      : scenario(test::scenario_of(root.dump())),
        run(scenario),
        curves(metrics::with(run.curves(), metrics::money(run.curves(), engine::money_table(scenario)))) {}

  double at(std::string_view month, const char* place, const char* measure) const {
    return curves.sum_at({.stage = "money", .measure = measure, .place = place},
                         base::month_of(base::parse_date(month).value()));
  }
  double kpi(std::string_view name) const {
    for (const metrics::Kpi& kpi : metrics::belt_kpis(curves)) {
      if (kpi.name == name) {
        REQUIRE(kpi.is_present);
        return kpi.value();
      }
    }
    throw std::runtime_error("no such KPI");
  }

  scenario::Scenario scenario;
  test::Run run;
  metrics::Curves curves;
};

Json chain_with(const Json& money) {
  Json root = Json::parse(exact::chain(R"("1 wafers/day")", R"("4 racks/day")"));
  root["money"] = money;
  return root;
}

/// 6400 / wafer; 1600 / wafer more in 640 dies; 8 dies and 70,000 KRW at 1400 / stack; 8 stacks at 16 × 20 and 440 / package; 5
/// packages at 30,000 and 50,000 / rack.
Json prices() {
  return Json::parse(R"({
    "fab": { "products": { "hbm": { "unit_cost": "6400 USD/wafer" } }, "holding_rate": "0.1 1/year" },
    "tsv": { "products": { "hbm": { "unit_cost": "1600 USD" } } },
    "stacker": { "products": { "hbm": { "unit_cost": "70000 KRW/stack", "price": "20 USD/GB" } },
                 "exchange_rate": "1400 KRW/USD" },
    "packer": { "products": { "gpu": { "unit_cost": "440 USD", "price": "30 kUSD/GPU" } } },
    "integrator": { "products": { "rack5": { "unit_cost": "50 kUSD", "price": "250 kUSD/rack" } } }
  })");
}

constexpr double kCent = 0.01;

bool is_to_the_cent(double value, double expected) { return std::abs(value - expected) < kCent / 2; }

}  // namespace

TEST_CASE("What a chain's goods cost, bring and tie up in March is what they do by hand") {
  const Priced chain(chain_with(prices()));
  struct Row {
    const char* place;
    const char* measure;
    double usd;
  };
  // A good one costs 6400 / wafer, (6400 + 1600) / 640 = 12.50 / die, 8 × 12.50 + 50 = 150 / stack, 440 + 8 × 320 = 3000 / package
  // and 50,000 + 5 × 30,000 = 200,000 / rack. In process: 20 wafers, 4 wafers, 5 × 80 stacks, 6 × 10 packages, 7 × 2 racks.
  for (const Row& row : {Row{"fab", "own_cost", 31 * 6400.0},
                         {"fab", "process_value", 20 * 6400.0},
                         {"fab", "working_capital", 20 * 6400.0},
                         {"fab", "holding_cost", 20 * 6400.0 * 0.1 * 31 / 365.25},
                         {"tsv", "purchases", 31 * 6400.0},
                         {"tsv", "own_cost", 31 * 1600.0},
                         {"tsv", "process_value", 4 * 8000.0},
                         {"stacker", "purchases", 31 * 640 * 12.5},
                         {"stacker", "own_cost", 31 * 80 * 50.0},
                         {"stacker", "process_value", 400 * 150.0},
                         {"stacker", "revenue", 31 * 80 * 320.0},
                         {"stacker", "cost_of_sales", 31 * 80 * 150.0},
                         {"stacker", "gross_profit", 31 * 80 * 170.0},
                         {"packer", "purchases", 31 * 80 * 320.0},
                         {"packer", "process_value", 60 * 3000.0},
                         {"packer", "revenue", 31 * 10 * 30'000.0},
                         {"packer", "gross_profit", 31 * 10 * 27'000.0},
                         {"integrator", "purchases", 31 * 10 * 30'000.0},
                         {"integrator", "own_cost", 31 * 2 * 50'000.0},
                         {"integrator", "process_value", 14 * 200'000.0},
                         {"integrator", "revenue", 31 * 2 * 250'000.0},
                         {"integrator", "scrap_cost", 0},
                         {"lanes", "working_capital", 6400 + 640 * 12.5 + 160 * 320.0 + 30 * 30'000.0 + 20 * 250'000.0},
                         {"buyer", "value_out", 26 * 2 * 250'000.0}}) {  // from day 64 to day 89
    INFO(row.place << " " << row.measure << " is " << chain.at("2026-03", row.place, row.measure));
    CHECK(is_to_the_cent(chain.at("2026-03", row.place, row.measure), row.usd));
  }
  CHECK(chain.at("2026-03", "stacker", "gross_margin") == Approx(170.0 / 320).epsilon(1e-12));
  const double backlog = chain.run.at("2026-03", {.measure = "backlog", .unit = "racks", .place = "integrator"});
  CHECK(backlog > 0);
  CHECK(is_to_the_cent(chain.at("2026-03", "integrator", "sales_held_up"), backlog * 250'000));
  CHECK(is_to_the_cent(chain.kpi("cost_per_wafer"), 6400));
  CHECK(is_to_the_cent(chain.kpi("cost_per_stack"), 150));
  CHECK(is_to_the_cent(chain.kpi("cost_per_package"), 3000));
  CHECK(is_to_the_cent(chain.kpi("cost_per_rack"), 200'000));
  CHECK(is_to_the_cent(chain.kpi("cost_per_accelerator"), 50'000));
}

// 20 + 4 days at wafer cost and so on: what is under way is 6400 × 21 + 8000 × 5 + 80 × 150 × 5 + 80 × 320 × 2 + 10 × 3000 × 6 +
// 10 × 30,000 × 3 + 2 × 200,000 × 7 + 2 × 250,000 × 10 a day's wafer, and 500,000 leave a day.
TEST_CASE("Working capital in days is the value under way over the value that leaves in a day") {
  const Priced chain(chain_with(prices()));
  const double under_way =
      6400.0 * 21 + 8000 * 5 + 12'000 * 5 + 25'600 * 2 + 30'000 * 6 + 300'000 * 3 + 400'000 * 7 + 500'000 * 10;
  CHECK(is_to_the_cent(chain.kpi("working_capital"), under_way));
  for (const metrics::Kpi& kpi : metrics::belt_kpis(chain.curves)) {
    if (kpi.name == "working_capital_days") {
      CHECK(kpi.at("2026-05").value() == Approx(under_way / 500'000).epsilon(1e-12));
    }
  }
}

TEST_CASE("A yield of a half doubles what the unit cost adds, and what fails is scrap at cost") {
  Json root = chain_with(prices());
  root["fabs"]["fab"]["line_yield"] = 0.5;
  const Priced chain(root);
  CHECK(is_to_the_cent(chain.kpi("cost_per_wafer"), 12'800));
  const double scrap = chain.run.total({.measure = "scrap", .place = "fab"});
  CHECK(scrap > 0);
  CHECK(is_to_the_cent(chain.kpi("scrap_cost"), scrap * 6400));
}

TEST_CASE(
    "A price that rises by date is booked at its height of the month, and what is held is worth more by as much") {
  Json money = prices();
  money["packer"]["products"]["gpu"]["price"] =
      Json::parse(R"({ "points": [["2026-01", "30 kUSD"], ["2026-04", "33 kUSD"]], "interpolation": "step" })");
  const Priced chain(chain_with(money));
  CHECK(is_to_the_cent(chain.at("2026-03", "packer", "revenue"), 310 * 30'000.0));
  CHECK(is_to_the_cent(chain.at("2026-04", "packer", "revenue"), 300 * 33'000.0));
  // 14 racks in process with 5 packages each, 20 racks on their way at an unchanged price, and 30 packages on their way
  CHECK(is_to_the_cent(chain.at("2026-04", "integrator", "revaluation"), 14 * 5 * 3000.0));
  CHECK(is_to_the_cent(chain.at("2026-04", "lanes", "revaluation"), 30 * 3000.0));
}

TEST_CASE("A scenario without money has no rows of money and none of its KPIs") {
  Json root = chain_with(Json::object());
  const Priced chain(root);
  CHECK(chain.curves.find({.stage = "money"}).empty());
  for (const metrics::Kpi& kpi : metrics::present(metrics::belt_kpis(chain.curves))) {
    CHECK(kpi.unit.find("USD") == std::string::npos);
  }
}

TEST_CASE("Prices decide nothing: the other rows of a run are those without them") {
  CHECK(Priced(chain_with(prices())).run.text() == Priced(chain_with(Json::object())).run.text());
}

// The maker outside can deliver 300 stacks a day, the stacker 100: (300 × 400 + 100 × 320) / 400 = 380.
TEST_CASE("Goods of several makers are handed over at the mean of their prices, by what they can deliver") {
  Json money = prices();
  money["outside"]["products"]["hbm"]["price"] = "400 USD/stack";
  Json root = chain_with(money);
  root["stacking"]["stacker"]["capacity"] = "100 stacks/day";
  root["suppliers"]["outside"] = Json::parse(R"({ "kind": "memory_supplier", "capacity": "300 stacks/day",
                                                  "cycle_time": "0 days", "products": { "hbm": {} } })");
  root["lanes"]["outside"] = Json::parse(R"({ "from": "outside", "to": "packer", "lead_time": "1 day" })");
  const Priced chain(root);
  const double received = chain.run.at("2026-04", {.measure = "received", .unit = "stacks", .place = "packer"});
  CHECK(received > 0);
  CHECK(is_to_the_cent(chain.at("2026-04", "packer", "purchases"), received * 380));
  money["outside"]["products"]["hbm"] = Json::object();
  root["money"] = money;
  CHECK(is_to_the_cent(Priced(root).at("2026-04", "packer", "purchases"), received * 320));
}
