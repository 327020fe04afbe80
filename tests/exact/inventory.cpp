/// Inventory theory to the digits its sources print. The equations stand with the functions' names in docs/model/ordering.md.

#include "aibelt/policy/inventory.hpp"

#include <cmath>

#include "tests/support/catch.hpp"

using namespace aibelt;
using policy::InventoryCosts;
using policy::normal_pmf;
using policy::poisson_pmf;

namespace {

/// Whether `value` rounds to `printed` at `digits` after the point.
bool prints_as(double value, double printed, int digits) {
  return std::abs(value - printed) <= 0.5 * std::pow(10, -digits) * (1 + 1e-9);
}

policy::SerialMeasures poisson_series(const std::vector<double>& levels, const std::vector<double>& holding,
                                      double backlog) {
  std::vector<policy::SerialStage> stages;
  for (std::size_t i = 0; i < levels.size(); ++i) {
    stages.push_back({poisson_pmf(16 * 0.25), levels[i], holding[i]});
  }
  return serial_base_stock(stages, backlog);
}

}  // namespace

// Example 6.1 of [snyder2019]: L = 2, 1, 1; h = 2, 4, 7; b = 37.12; demand N(5, 1).
TEST_CASE("Three base stocks in series under normal demand cost what the textbook prints") {
  constexpr double kStep = 0.005;
  const auto found = policy::serial_base_stock({{normal_pmf(10, std::sqrt(2.0), kStep), 10.69, 2},
                                                {normal_pmf(5, 1, kStep), 5.53, 4},
                                                {normal_pmf(5, 1, kStep), 6.49, 7}},
                                               37.12);
  CHECK(prints_as(found.cost, 47.660, 3));
  const std::vector<policy::StockMeasures> printed = {{.9750, .2850}, {.5938, .3488}, {1.2623, .1212}};
  for (std::size_t i = 0; i < printed.size(); ++i) {
    CHECK(prints_as(found.stages[i].stock, printed[i].stock, 4));
    CHECK(prints_as(found.stages[i].backlog, printed[i].backlog, 4));
  }
}

// Tables of [shang2003]: Poisson demand of 16, four stages of L = 1/4, ordering one for one.
TEST_CASE("Four base stocks in series under Poisson demand cost what is published") {
  const std::vector<double> even = {.25, .5, .75, 1};
  const std::vector<double> steep = {.25, 2.75, 5.25, 5.5};
  CHECK(prints_as(poisson_series({4, 5, 5, 8}, even, 9).cost, 12.68790, 5));
  CHECK(poisson_series({6, 3, 1, 9}, steep, 9).cost ==
        Approx(53.00761).margin(1e-5));  // 53.0076048: the print is 0.5 off
  CHECK(prints_as(poisson_series({5, 5, 6, 11}, even, 99).cost, 16.20554, 5));
  CHECK(prints_as(poisson_series({8, 4, 3, 11}, steep, 99).cost, 74.56364, 5));
}

// Palm: what is owed by (S - 1, S) under Poisson demand of 2 and L = 3 is (D - S)+ with D ~ Poisson(6).
TEST_CASE("The backlog of one-for-one ordering is that of Palm's theorem") {
  CHECK(prints_as(stock_measures(poisson_pmf(6), 6).backlog, .96373885, 8));
  CHECK(prints_as(stock_measures(poisson_pmf(6), 8).backlog, .31402139, 8));
  CHECK(prints_as(stock_measures(poisson_pmf(6), 10).backlog, .07733487, 8));
  const auto at_8 = stock_measures(poisson_pmf(6), 8);
  CHECK(at_8.stock - at_8.backlog == Approx(2).epsilon(1e-12));
}

TEST_CASE("The best reorder point and lot are those published for Poisson demand") {
  const policy::ReorderRule rule = best_r_q(poisson_pmf(12 * 0.5), 12, {4, 4, 28});
  CHECK(rule.point == 6);
  CHECK(rule.amount == 7);
  CHECK(prints_as(rule.cost, 28.24131, 5));
}

TEST_CASE("The best (s, S) is that published for Poisson demand") {
  const auto demand = poisson_pmf(6);
  const policy::ReorderRule rule = best_s_S(demand, demand, {5, 1, 4});
  CHECK(rule.point == 4);
  CHECK(rule.amount == 10);
  CHECK(prints_as(rule.cost, 8.03411, 5));
}

TEST_CASE("The cheapest lots for known demand are those of Wagner and Whitin") {
  const auto plan = policy::wagner_whitin(500, 2, std::vector<double>{90, 120, 80, 70});
  CHECK(plan.lots == std::vector<double>{210, 0, 150, 0});
  CHECK(plan.cost == 1380);
  CHECK(policy::wagner_whitin(500, 2, std::vector<double>{0, 0, 5}).lots == std::vector<double>{0, 0, 5});
  CHECK(policy::wagner_whitin(500, 2, std::vector<double>{}).cost == 0);
}

TEST_CASE("The search for (r, Q) finds what trying every pair finds") {
  for (const double mean : {0.7, 3.0, 9.5}) {
    for (const InventoryCosts costs : {InventoryCosts{2, 1, 9}, {30, 1, 3}, {0.5, 2, 2}}) {
      const auto demand = poisson_pmf(mean);
      const auto at = [&](std::int64_t y) {
        const auto measures = stock_measures(demand, static_cast<double>(y));
        return costs.holding * measures.stock + costs.backlog * measures.backlog;
      };
      double least = 1e300;
      for (std::int64_t r = -40; r < 40; ++r) {
        double sum = costs.order * mean;
        for (std::int64_t q = 1; q < 80; ++q) {
          sum += at(r + q);
          least = std::min(least, sum / static_cast<double>(q));
        }
      }
      CHECK(best_r_q(demand, mean, costs).cost == Approx(least).epsilon(1e-12));
    }
  }
}
