/// The beer game [sterman1989] with the costs of the rule that follows it best.

#include "tests/engine/running.hpp"
#include "tests/exact/stock_scenario.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;

namespace {

/// A sector of the game. Weeks begin at midnight with what arrives; stock is counted at noon and orders are placed at one o'clock.
/// In weeks -3 to 4 everyone orders 4, afterwards up to `target` less the 4 a week that all expect.
exact::StockSeries::Stage sector(const std::string& name, int target, int opening_stock, const std::string& plan,
                                 const std::string& order_time) {
  return {name,
          fmt::format(R"({{ "policy": {{ "kind": "base_stock", "level": {} }}, "review": "7 days", "review_at": "13 h",
                            "opening_plan": {{ "plan": {}, "until": "2026-03-01" }} }})",
                      target + 4, plan),
          opening_stock,
          R"(, "holding_cost": "0.5 USD/week", "backlog_cost": "1 USD/week")",
          "14 days",
          order_time};
}

}  // namespace

// Week 1 begins on 1 February 2026. An order placed at one o'clock of week t is in the mail until week t + 2, and goods travel two
// weeks; the factory's production begins a week after its order and takes two. What was ordered in weeks -3 to 0 makes the game's
// opening pipelines of 4 + 4 in the mail and 4 + 4 under way, and turns the opening stocks into 12 in week 1: the wholesaler and
// those behind it ship 8 before anything reaches them.
TEST_CASE("The beer game costs 46, 50, 54 and 54 under the rule that follows it best") {
  const std::string mail = "323 h";  // 14 days less 13 hours
  const std::string four = R"("4 1/week")";
  const std::string four_from_week_minus_2 =
      R"({ "points": [["2026-01-04", "0 1/week"], ["2026-01-11", "4 1/week"]], "interpolation": "step" })";
  exact::StockSeries game;
  game.from = "2026-01-04";
  game.to = "2026-10-11";
  game.counting = R"(, "count_every": "7 days", "count_at": "12 h")";
  game.demand = R"({ "kind": "dated", "period": "7 days", "at": "1 h", "rate": { "interpolation": "step", "points": [
      ["2026-01-04", "0 1/week"], ["2026-02-01", "4 1/week"], ["2026-03-01", "8 1/week"]] } })";
  game.stages = {sector("4-factory", 20, 20, four_from_week_minus_2, "155 h"),
                 sector("3-distributor", 28, 20, four, mail), sector("2-wholesaler", 28, 20, four, mail),
                 sector("1-retailer", 28, 12, four, mail)};
  const test::Run run = test::run_of(game.json());

  const auto costs = [&](const char* place) {
    double sum = 0;
    for (const char* measure : {"holding_cost", "backlog_cost"}) {
      for (const double month : run.months("2026-02", 9, {.measure = measure, .place = place})) {
        sum += month;
      }
    }
    return sum;
  };
  CHECK(run.months("2026-01", 2, {.measure = "stock_days", .place = "1-retailer"})[0] == 4 * 7 * 12);
  CHECK(costs("1-retailer") == Approx(46).margin(1e-9));
  CHECK(costs("2-wholesaler") == Approx(50).margin(1e-9));
  CHECK(costs("3-distributor") == Approx(54).margin(1e-9));
  CHECK(costs("4-factory") == Approx(54).margin(1e-9));
  CHECK(costs("1-retailer") + costs("2-wholesaler") + costs("3-distributor") + costs("4-factory") ==
        Approx(204).margin(1e-9));
}
