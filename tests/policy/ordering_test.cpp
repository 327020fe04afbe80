#include "aibelt/policy/ordering.hpp"

#include <map>
#include <vector>

#include "aibelt/scenario/codec.hpp"
#include "tests/product/kind_of.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using policy::OrderingPolicy;
using policy::OrderingView;

namespace {

base::SimTime day(std::string_view date) { return base::parse_date(date).value(); }

/// A Monday three weeks into a run, with weekly decisions and a lead time of 10 days.
OrderingView monday() {
  return {.start = day("2026-01-05"), .now = day("2026-01-26"), .period = base::kWeek, .lead_time = 10 * base::kDay};
}

std::int64_t order(const std::string& json, const OrderingView& view) {
  auto policy = test::kind_of<OrderingPolicy>(json);
  REQUIRE(policy != nullptr);
  if (auto fitted = policy->fitted(view.lead_time, view.period)) {
    policy = fitted;
  }
  base::Stream random(5, "orders");
  return policy->decide(view, random);
}

std::int64_t order_at(const std::string& json, std::int64_t stock, std::int64_t backlog, std::int64_t on_order) {
  OrderingView view = monday();
  view.stock = stock;
  view.backlog = backlog;
  view.on_order = on_order;
  return order(json, view);
}

}  // namespace

TEST_CASE("Base stock orders up to its level, counting backlog and what is on order") {
  const std::string policy = R"({"kind": "base_stock", "level": 20})";
  CHECK(order_at(policy, 5, 0, 0) == 15);
  CHECK(order_at(policy, 0, 7, 10) == 17);
  CHECK(order_at(policy, 12, 0, 8) == 0);
  CHECK(order_at(policy, 50, 0, 8) == 0);
}

// Poisson demand of 2 a day over 10 + 7 days: P(D <= 41) = 0.898, P(D <= 42) = 0.924.
TEST_CASE("Base stock works its level out from demand, lead time and costs or service") {
  CHECK(order_at(R"({"kind": "base_stock", "demand": {"rate": "2 1/day"}, "service": 0.9})", 0, 0, 0) == 42);
  CHECK(order_at(R"({"kind": "base_stock", "demand": {"rate": "2 1/day", "holding_cost": 1, "backlog_cost": 9}})", 0, 0,
                 0) == 42);
  CHECK(order_at(R"({"kind": "base_stock", "demand": {"rate": "2 1/day", "daily_sd": 0}})", 0, 0, 0) == 34);
}

TEST_CASE("(s, S) waits until the position is at s and then fills up to S") {
  const std::string policy = R"({"kind": "s_S", "reorder_point": 4, "order_up_to": 10})";
  CHECK(order_at(policy, 5, 0, 0) == 0);
  CHECK(order_at(policy, 4, 0, 0) == 6);
  CHECK(order_at(policy, 0, 3, 1) == 12);
}

TEST_CASE("(r, Q) orders as many lots as bring the position above r") {
  const std::string policy = R"({"kind": "r_q", "reorder_point": 6, "quantity": 7})";
  CHECK(order_at(policy, 7, 0, 0) == 0);
  CHECK(order_at(policy, 6, 0, 0) == 7);
  CHECK(order_at(policy, 0, 2, 0) == 14);
  CHECK(order_at(policy, 0, 1, 0) == 14);
  CHECK(order_at(policy, 0, 0, 0) == 7);
}

// The published cases, through the policies: with half a day of lead time and no period, then with a day's period and no lead time.
TEST_CASE("Reorder rules work out the published levels from the scenario's own terms") {
  OrderingView view = monday();
  view.lead_time = base::kDay / 2;
  view.period = base::Duration{0};
  view.stock = 6;
  CHECK(
      order(
          R"({"kind": "r_q", "demand": {"rate": "12 1/day", "order_cost": 4, "holding_cost": 4, "backlog_cost": 28}})",
          view) == 7);
  view.stock = 7;
  CHECK(
      order(
          R"({"kind": "r_q", "demand": {"rate": "12 1/day", "order_cost": 4, "holding_cost": 4, "backlog_cost": 28}})",
          view) == 0);
  view.lead_time = base::Duration{0};
  view.period = base::kDay;
  view.stock = 4;
  CHECK(
      order(R"({"kind": "s_S", "demand": {"rate": "6 1/day", "order_cost": 5, "holding_cost": 1, "backlog_cost": 4}})",
            view) == 6);
  view.stock = 5;
  CHECK(
      order(R"({"kind": "s_S", "demand": {"rate": "6 1/day", "order_cost": 5, "holding_cost": 1, "backlog_cost": 4}})",
            view) == 0);
}

TEST_CASE("A push plan orders what is planned for the period, fractions carried over, whatever is in stock") {
  OrderingView view = monday();
  view.stock = 1000;
  CHECK(order(R"({"kind": "push_plan", "plan": "4 1/week"})", view) == 4);
  std::vector<std::int64_t> orders;
  for (view.now = view.start; orders.size() < 5; view.now += view.period) {
    orders.push_back(order(R"({"kind": "push_plan", "plan": "0.4 1/week"})", view));
  }
  CHECK(orders == std::vector<std::int64_t>{0, 0, 1, 0, 1});
}

// Ten days are two weekly periods: 2 x 11 = 22.
TEST_CASE("Order-up-to covers the lead time by the mean of the past periods") {
  const std::vector<std::int64_t> demand = {9, 13, 11};
  OrderingView view = monday();
  view.demand = demand;
  view.stock = 5;
  CHECK(order(R"({"kind": "order_up_to", "periods": 3})", view) == 17);
  CHECK(order(R"({"kind": "order_up_to", "periods": 3, "lead_periods": 1})", view) == 6);
  CHECK(order(R"({"kind": "order_up_to", "periods": 3, "lead_periods": 1, "safety": 2})", view) == 10);  // + 2 x 2
  view.demand = {};
  CHECK(order(R"({"kind": "order_up_to", "periods": 3})", view) == 0);
}

// An order of today arrives in the third period from now: it must cover what the first three lack.
TEST_CASE("MRP orders what forecast or known orders lack by the period its order reaches") {
  OrderingView view = monday();
  view.stock = 12;
  view.on_order = 10;
  CHECK(order(R"({"kind": "mrp", "forecast": "10 1/week"})", view) == 8);
  CHECK(order(R"({"kind": "mrp", "forecast": "10 1/week", "safety_stock": 5})", view) == 13);
  CHECK(order(R"({"kind": "mrp", "forecast": "10 1/week", "bias": 0.5})", view) == 23);
  const std::vector<std::int64_t> known = {0, 25, 0};
  view.known = known;
  CHECK(order(R"({"kind": "mrp", "forecast": "10 1/week"})", view) == 23);
  const std::vector<std::int64_t> demand = {6, 10};
  view.known = {};
  view.demand = demand;
  CHECK(order(R"({"kind": "mrp"})", view) == 2);
}

// The first two periods use up the stock; then 90, 120, 80 and 70 are lacking: the first of the cheapest lots is 210.
TEST_CASE("MRP joins requirements to the lots of Wagner and Whitin") {
  OrderingView view = monday();
  view.stock = 20;
  const std::string forecast =
      R"({"interpolation": "step", "points": [["2026-01-26", "10 1/week"], ["2026-02-09", "90 1/week"],
      ["2026-02-16", "120 1/week"], ["2026-02-23", "80 1/week"], ["2026-03-02", "70 1/week"]]})";
  const std::string policy = R"({"kind": "mrp", "lots": "wagner_whitin", "horizon_periods": 4, "order_cost": 500,
                                 "holding_cost": 2, "forecast": )" +
                             forecast + "}";
  CHECK(order(policy, view) == 210);
  view.on_order = 90;
  CHECK(order(policy, view) == 0);
}

TEST_CASE("A forecast with errors is right in the mean, and off by its stated deviation") {
  const auto policy = test::kind_of<OrderingPolicy>(R"({"kind": "mrp", "forecast": "1000 1/week", "error_cv": 0.2})");
  base::Stream random(5, "orders");
  OrderingView view = monday();
  view.lead_time = base::kDay;
  double sum = 0;
  double squares = 0;
  constexpr int kOrders = 4000;
  for (int i = 0; i < kOrders; ++i) {
    const auto ordered = static_cast<double>(policy->decide(view, random));  // for two periods
    sum += ordered / kOrders;
    squares += (ordered - 2000) * (ordered - 2000) / kOrders;
  }
  CHECK(sum == Approx(2000).margin(15));
  CHECK(squares == Approx(2 * 200 * 200).epsilon(0.08));
}

TEST_CASE("No ordering policy orders less than nothing, or otherwise twice in the same state") {
  const std::map<std::string, std::string> examples = {
      {"base_stock", R"({"kind": "base_stock", "level": 700})"},
      {"mrp", R"({"kind": "mrp", "error_cv": 0.5, "lots": "wagner_whitin", "order_cost": 100})"},
      {"order_up_to", R"({"kind": "order_up_to", "periods": 6, "safety": 1.5})"},
      {"push_plan", R"({"kind": "push_plan", "plan": "3 1/day"})"},
      {"r_q", R"({"kind": "r_q", "reorder_point": 300, "quantity": 90})"},
      {"s_S", R"({"kind": "s_S", "reorder_point": 300, "order_up_to": 900})"}};
  for (const auto& kind : OrderingPolicy::kinds()) {
    INFO(kind.info.name);
    const auto policy = test::kind_of<OrderingPolicy>(examples.at(kind.info.name));
    REQUIRE(policy != nullptr);
    base::Stream random(11, kind.info.name);
    for (int round = 0; round < 500; ++round) {
      std::vector<std::int64_t> demand;
      for (std::size_t i = 0; i < std::min<std::size_t>(policy->memory(), 20); ++i) {
        demand.push_back(static_cast<std::int64_t>(random.below(500)));
      }
      OrderingView view = monday();
      view.stock = static_cast<std::int64_t>(random.below(1000));
      view.backlog = static_cast<std::int64_t>(random.below(1000));
      view.on_order = static_cast<std::int64_t>(random.below(1000));
      view.demand = demand;
      base::Stream one(3, "own");
      base::Stream other(3, "own");
      const std::int64_t ordered = policy->decide(view, one);
      CHECK(ordered >= 0);
      CHECK(policy->decide(view, other) == ordered);
    }
  }
}
