/// Warehouses in series, simulated, against what inventory theory gives for them exactly.

#include <cmath>
#include <map>

#include "aibelt/base/statistics.hpp"
#include "aibelt/policy/inventory.hpp"
#include "tests/engine/spy.hpp"
#include "tests/exact/stock_scenario.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using policy::poisson_pmf;

namespace {

constexpr std::size_t kYears = 170;
constexpr std::size_t kWarmUp = 12;   // months left out
constexpr std::size_t kBatches = 56;  // of three years each

/// A mean a day over the run of what `value` gives for each month, with its error.
template <class Value>
base::Mean a_day(Value value) {
  std::vector<double> months;
  base::Month month = base::month_of(base::parse_date("2026-01").value());
  for (std::size_t i = 0; i + 1 < 12 * kYears; ++i, month = base::next(month)) {
    if (i >= kWarmUp) {
      months.push_back(value(month) / base::days_in(month));
    }
  }
  return base::batch_means(months, kBatches);
}

/// Of the account `measure`, scaled by `scale`.
base::Mean a_day(const test::Run& run, const std::string& place, const char* measure, double scale = 1) {
  return a_day(
      [&](base::Month month) { return scale * run.curves().sum_at({.measure = measure, .place = place}, month); });
}

/// Of all costs at all places, and `per_unit` for each unit that `store` orders.
base::Mean cost_a_day(const test::Run& run, double per_unit = 0) {
  return a_day([&](base::Month month) {
    double sum = per_unit * run.curves().sum_at({.measure = "orders_placed", .place = "store"}, month);
    for (const char* measure : {"holding_cost", "transit_cost", "backlog_cost"}) {
      sum += run.curves().sum_at({.measure = measure}, month);
    }
    return sum;
  });
}

void check_near(const base::Mean& simulated, double expected) {
  INFO(simulated.mean() << " simulated with error " << simulated.standard_error() << ", " << expected << " expected");
  CHECK(std::abs(simulated.mean() - expected) <= 3 * simulated.standard_error());
  CHECK(simulated.standard_error() < 0.03 * std::max(1.0, std::abs(expected)));
}

std::string base_stock(std::int64_t level) {
  return fmt::format(R"({{ "policy": {{ "kind": "base_stock", "level": {} }} }})", level);
}

exact::StockSeries for_years(std::string demand) {
  exact::StockSeries series;
  series.to = fmt::format("{}-01-01", 2026 + kYears);
  series.demand = std::move(demand);
  return series;
}

}  // namespace

// A period is a day and a unit of the example 1000 racks; demand comes at noon, orders pass up the series within seconds, and
// goods that left L days ago are there by the count at eleven in the evening.
TEST_CASE("Three warehouses in series under normal demand cost what the textbook prints, within sampling error") {
  auto series = for_years(R"({ "kind": "normal", "mean": 5000, "sd": 1000, "at": "12 h" })");
  series.counting = R"(, "count_every": "1 day", "count_at": "23 h")";
  const auto costs = [](double holding, double transit, double backlog) {
    return fmt::format(
        R"(, "holding_cost": "{} mUSD/day", "transit_cost": "{} mUSD/day", "backlog_cost": "{} mUSD/day")", holding,
        transit, backlog);
  };
  series.stages = {{"3", base_stock(10690), 10690, costs(2, 2, 0), "2 days"},
                   {"2", base_stock(5530), 5530, costs(4, 4, 0)},
                   {"1", base_stock(6490), 6490, costs(7, 0, 37.12)}};
  const test::Run run = test::run_of(series.json());

  check_near(cost_a_day(run), 47.660);
  check_near(a_day(run, "3", "stock_days", 1e-3), .9750);
  check_near(a_day(run, "2", "stock_days", 1e-3), .5938);
  check_near(a_day(run, "1", "stock_days", 1e-3), 1.2623);
  check_near(a_day(run, "3", "overdue_days", 1e-3), .2850);
  check_near(a_day(run, "2", "overdue_days", 1e-3), .3488);
  check_near(a_day(run, "1", "overdue_days", 1e-3), .1212);
}

// A unit of time is 20 days: Poisson demand of 16 in it, lead times of a quarter, each with the second that an order takes.
TEST_CASE("Four warehouses in series under Poisson demand hold and owe what is published, within sampling error") {
  auto series = for_years(R"({ "kind": "poisson", "rate": "0.8 1/day" })");
  const std::vector<std::int64_t> levels = {4, 5, 5, 8};
  const std::vector<double> holding = {.25, .5, .75, 1};
  std::vector<policy::SerialStage> stages;
  for (std::size_t i = 0; i < levels.size(); ++i) {
    const bool is_last = i + 1 == levels.size();
    series.stages.push_back(
        {fmt::format("stage{}", i), base_stock(levels[i]), levels[i],
         fmt::format(R"(, "holding_cost": "{0} USD/day", "transit_cost": "{1} USD/day", "backlog_cost": "{2} USD/day")",
                     holding[i], is_last ? 0 : holding[i], is_last ? 9 : 0),
         "431999 s"});
    stages.push_back({poisson_pmf(4), static_cast<double>(levels[i]), holding[i]});
  }
  const test::Run run = test::run_of(series.json());
  const auto exact = serial_base_stock(stages, 9);
  check_near(cost_a_day(run), 12.68790);
  for (std::size_t i = 0; i < levels.size(); ++i) {
    const std::string place = fmt::format("stage{}", i);
    check_near(a_day(run, place, "stock_days"), exact.stages[i].stock);
    check_near(a_day(run, place, "overdue_days"), exact.stages[i].backlog);
  }
}

// Palm: Poisson demand of 2 a day and a lead time of 3 days, an order's second included.
TEST_CASE("A warehouse that orders one for one owes what Palm's theorem says, within sampling error") {
  const std::vector<std::pair<std::int64_t, double>> cases = {{6, .96373885}, {8, .31402139}, {10, .07733487}};
  for (const auto& [level, backlog] : cases) {
    auto series = for_years(R"({ "kind": "poisson", "rate": "2 1/day" })");
    series.stages = {{"store", base_stock(level), level, "", "259199 s"}};
    const test::Run run = test::run_of(series.json());
    check_near(a_day(run, "store", "overdue_days"), backlog);
    check_near(a_day(run, "store", "stock_days"), static_cast<double>(level) - 6 + backlog);
  }
}

// The policies that work their levels out for themselves find the published ones from the scenario's lead time: Poisson demand of
// 12 a day and half a day for r_q, with the cost of a day: h = 4, p = 28, K = 4.
TEST_CASE("A warehouse with the cheapest (r, Q) costs what is published, within sampling error") {
  auto series = for_years(R"({ "kind": "poisson", "rate": "12 1/day" })");
  series.stages = {{"store",
                    R"({ "policy": { "kind": "r_q", "demand": { "rate": "12 1/day", "order_cost": 4, "holding_cost": 4,
                                                                "backlog_cost": 28 } } })",
                    13, R"(, "holding_cost": "4 USD/day", "backlog_cost": "28 USD/day")", "43199 s"}};
  const test::Run run = test::run_of(series.json());
  check_near(cost_a_day(run, 4.0 / 7), 28.24131);  // lots of 7 at 4 each
  const double february = run.at("2026-02", {.measure = "orders_placed", .place = "store"});
  CHECK(february == 7 * std::round(february / 7));
}

// Chen et al.: Var(orders) / Var(demand) = 1 + 2 L/p + 2 L^2/p^2, independent demand. The lead time of L days reaches the policy
// through the lane. Demand comes at noon, orders are placed at six in the evening.
TEST_CASE("Order-up-to with a moving average amplifies demand as published, within sampling error") {
  struct Case {
    int lead, periods;
    double ratio;
  };
  for (const Case& of : {Case{2, 5, 2.12}, {4, 5, 3.88}, {8, 4, 13}}) {
    auto series = for_years(R"({ "kind": "normal", "mean": 100000, "sd": 4000, "at": "12 h" })");
    series.stages = {{"store",
                      fmt::format(R"({{ "policy": {{ "kind": "order_up_to", "periods": {} }}, "review": "1 day",
                                        "review_at": "18 h" }})",
                                  of.periods),
                      200000, "", fmt::format("{} s", of.lead * 86400 - 1)}};
    const scenario::Scenario scenario = test::scenario_of(series.json());
    const test::SpiedRun spied(scenario);
    std::map<entity::EntityId, std::vector<double>> orders;  // by who placed them: the market, then the store
    for (const test::Posted& post : spied.posts) {
      if (const auto* order = std::get_if<entity::Order>(&post.content)) {
        orders[post.from].push_back(static_cast<double>(order->quantity));
      }
    }
    REQUIRE(orders.size() == 2);
    constexpr std::size_t kBatch = 700;
    std::vector<double> ratios;
    const auto& demand = orders.begin()->second;
    const auto& placed = orders.rbegin()->second;
    for (std::size_t first = 30; first + kBatch <= std::min(demand.size(), placed.size()); first += kBatch) {
      const auto of_batch = [&](const std::vector<double>& all) {
        return base::mean_of(std::span(all).subspan(first, kBatch)).variance();
      };
      ratios.push_back(of_batch(placed) / of_batch(demand));
    }
    const base::Mean ratio = base::mean_of(ratios);
    INFO("L = " << of.lead << ", p = " << of.periods << ": " << ratio.mean() << " +- " << ratio.standard_error());
    CHECK(std::abs(ratio.mean() - of.ratio) <= 3 * ratio.standard_error());
    CHECK(ratio.standard_error() < 0.02 * of.ratio);
  }
}
