#include <random>

#include "aibelt/plan/solver.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt::plan;

namespace {

std::size_t at(int position) { return static_cast<std::size_t>(position); }

/// Sum of `factors` × the first columns, held between `low` and `high`.
int row_of(Programme& programme, const std::string& name, double low, const std::vector<double>& factors, double high) {
  const int row = programme.add_row({name, low, high});
  for (std::size_t i = 0; i < factors.size(); ++i) {
    programme.add_term(row, static_cast<int>(i), factors[i]);
  }
  return row;
}

/// Two goods, three shops: 3 x + 5 y is most at x = 2, y = 6, where it is 36 (a textbook's case, Wyndor Glass).
Programme two_goods() {
  Programme programme(Programme::Goal::most);
  programme.add_column({.name = "doors", .worth = 3});
  programme.add_column({.name = "windows", .worth = 5});
  row_of(programme, "first shop", -kNoLimit, {1, 0}, 4);
  row_of(programme, "second shop", -kNoLimit, {0, 2}, 12);
  row_of(programme, "third shop", -kNoLimit, {3, 2}, 18);
  return programme;
}

}  // namespace

TEST_CASE("two goods in three shops come to 36, with prices 0, 3/2 and 1") {
  const Solution best = solve(two_goods());
  REQUIRE(best.status == Status::optimal);
  CHECK(best.objective == Approx(36));
  CHECK(best.values[0] == Approx(2));
  CHECK(best.values[1] == Approx(6));
  CHECK(best.prices[0] == Approx(0).margin(1e-9));
  CHECK(best.prices[1] == Approx(1.5));
  CHECK(best.prices[2] == Approx(1));
}

TEST_CASE("a solver that is asked again after a change goes on from where it stood") {
  const Programme programme = two_goods();
  Solver solver(programme);
  CHECK(solver.solve().objective == Approx(36));
  solver.set_row(2, -kNoLimit, 19);
  CHECK(solver.solve().objective == Approx(37));
  solver.set_row(2, -kNoLimit, 18);
  solver.set_worths({1, 0});
  CHECK(solver.solve().objective == Approx(4));
}

TEST_CASE("a transport problem has its known cost and its known duals") {
  // Makers 20 and 40, buyers 10, 25 and 15; costs 2 3 1 / 5 4 8. The first sends 5 to the first buyer and 15 to the third, the
  // second 5 and 25 to the others: 10 + 15 + 25 + 100 = 150.
  Programme programme(Programme::Goal::least);
  const std::vector<double> costs = {2, 3, 1, 5, 4, 8};
  for (std::size_t i = 0; i < costs.size(); ++i) {
    programme.add_column({.name = "way", .worth = costs[i]});
  }
  row_of(programme, "maker 1", -kNoLimit, {1, 1, 1, 0, 0, 0}, 20);
  row_of(programme, "maker 2", -kNoLimit, {0, 0, 0, 1, 1, 1}, 40);
  row_of(programme, "buyer 1", 10, {1, 0, 0, 1, 0, 0}, kNoLimit);
  row_of(programme, "buyer 2", 25, {0, 1, 0, 0, 1, 0}, kNoLimit);
  row_of(programme, "buyer 3", 15, {0, 0, 1, 0, 0, 1}, kNoLimit);
  const Solution best = solve(programme);
  REQUIRE(best.status == Status::optimal);
  CHECK(best.objective == Approx(150));
  // With 10 to spare at the second maker its price is 0; the first's is −3, the buyers' 5, 4 and 4.
  const std::vector<double> prices = {-3, 0, 5, 4, 4};
  for (std::size_t i = 0; i < prices.size(); ++i) {
    CHECK(best.prices[i] == Approx(prices[i]).margin(1e-9));
  }
  CHECK(best.reduced[1] == Approx(3 - (-3) - 4));
}

TEST_CASE("prices are what one unit more is worth, in random programmes") {
  std::mt19937 random(7);  // its numbers are the same everywhere, unlike those of distributions
  const auto draw = [&](int n) { return static_cast<double>(random() % static_cast<unsigned>(n)); };
  for (int trial = 0; trial < 40; ++trial) {
    Programme programme(Programme::Goal::most);
    for (int i = 0; i < 6; ++i) {
      programme.add_column({.name = "x", .worth = 1 + draw(9)});
    }
    for (int r = 0; r < 5; ++r) {
      std::vector<double> factors;
      for (int i = 0; i < 6; ++i) {
        factors.push_back(1 + draw(7));
      }
      row_of(programme, "shop", -kNoLimit, factors, 50 + draw(100) + draw(997) / 997);
    }
    Solver solver(programme);
    const Solution best = solver.solve();
    REQUIRE(best.status == Status::optimal);
    double of_prices = 0;
    for (std::size_t r = 0; r < 5; ++r) {
      const double high = programme.rows()[r].high;
      of_prices += best.prices[r] * high;
      constexpr double kStep = 1e-4;
      solver.set_row(static_cast<int>(r), -kNoLimit, high + kStep);
      CHECK((solver.solve().objective - best.objective) / kStep == Approx(best.prices[r]).margin(1e-4));
      solver.set_row(static_cast<int>(r), -kNoLimit, high);
    }
    CHECK(of_prices == Approx(best.objective));  // strong duality
  }
}

TEST_CASE("lots with setup costs come to 1380, by Wagner and Whitin") {
  // 500 a setup, 2 a unit and period, demand 90 120 80 70: 210 in the first period and 150 in the third.
  const std::vector<double> demand = {90, 120, 80, 70};
  Programme programme(Programme::Goal::least);
  std::vector<int> made;
  int before = -1;
  for (std::size_t t = 0; t < demand.size(); ++t) {
    made.push_back(programme.add_column({.name = "made"}));
    const int setup = programme.add_column({.name = "setup", .high = 1, .worth = 500, .is_whole = true});
    const int stock = programme.add_column({.name = "stock", .worth = 2});
    const int balance = programme.add_row({"balance", demand[t], demand[t]});
    programme.add_term(balance, made[t], 1);
    programme.add_term(balance, stock, -1);
    if (before >= 0) {
      programme.add_term(balance, before, 1);
    }
    const int only_after_setup = programme.add_row({"only after a setup", -kNoLimit, 0});
    programme.add_term(only_after_setup, made[t], 1);
    programme.add_term(only_after_setup, setup, -360);
    before = stock;
  }
  const Solution best = solve(programme);
  REQUIRE(best.status == Status::optimal);
  CHECK(best.objective == Approx(1380).margin(1e-9));
  CHECK(best.values[at(made[0])] == Approx(210));
  CHECK(best.values[at(made[1])] == Approx(0).margin(1e-9));
  CHECK(best.values[at(made[2])] == Approx(150));
  CHECK(best.values[at(made[3])] == Approx(0).margin(1e-9));
  CHECK(best.prices.empty());
}

TEST_CASE("limits that contradict each other are named, those that do not are left out") {
  Programme programme(Programme::Goal::most);
  programme.add_column({.name = "wafers", .worth = 1});
  programme.add_column({.name = "stacks", .worth = 1});
  row_of(programme, "starts at m15x in 2027-03", -kNoLimit, {1, 0}, 100);
  row_of(programme, "wafers behind the stacks", 0, {1, -2}, 0);
  row_of(programme, "stacks promised", 70, {0, 1}, kNoLimit);
  row_of(programme, "room for stacks", -kNoLimit, {0, 1}, 500);
  CHECK(solve(programme).status == Status::infeasible);
  const Conflict conflict = conflict_of(programme);
  CHECK(conflict.rows == std::vector<int>{0, 1, 2});
  REQUIRE(conflict.gives.size() == 1);  // 20 stacks fewer cost least
  CHECK(conflict.gives[0].row == 2);
  CHECK(conflict.gives[0].by == Approx(-20));
  const auto lines = explain(programme, Status::infeasible);
  REQUIRE(lines.size() == 6);
  CHECK(lines[0] == "no plan meets these 3 limits together; without any one of them, the others can be met:");
  CHECK(lines[1] == "  starts at m15x in 2027-03: at most 100");
  CHECK(lines[3] == "  stacks promised: at least 70");
  CHECK(lines[5] == "  stacks promised would have to be 20 lower");
}

TEST_CASE("what grows without end is named") {
  Programme programme(Programme::Goal::most);
  programme.add_column({.name = "tokens served", .worth = 1});
  programme.add_column({.name = "racks", .worth = 0});
  programme.add_column({.name = "wafers", .high = 5, .worth = 1});
  row_of(programme, "tokens by racks", -kNoLimit, {1, -4, 0}, 0);
  CHECK(solve(programme).status == Status::unbounded);
  const auto lines = explain(programme, Status::unbounded);
  REQUIRE(lines.size() == 3);
  CHECK(lines[0] == "nothing limits these, which grow together without end:");
  CHECK(lines[1] == "  tokens served by 1");
  CHECK(lines[2].find("  racks by ") == 0);
}

TEST_CASE("a programme with a best solution needs no explanation") {
  CHECK(explain(two_goods(), Status::optimal).empty());
  CHECK(conflict_of(two_goods()).rows.empty());
}
