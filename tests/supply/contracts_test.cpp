/// Contracts between an integrator and its buyers, worked out by hand. Days count from 1 January 2026; a month of a rate has
/// 365.25 / 12 days, that of a contract is the calendar's.

#include "tests/engine/running.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using Values = std::vector<double>;

namespace {

/// An integrator with `plant` and a buyer of each name and its fields, a day away, under `contracts`.
std::string trade(const std::string& plant, const std::vector<std::pair<std::string, std::string>>& buyers,
                  const std::string& contracts) {
  std::string customers;
  std::string lanes;
  for (const auto& [name, fields] : buyers) {
    customers += fmt::format(R"({}"{}": {{ {} }})", customers.empty() ? "" : ", ", name, fields);
    lanes += fmt::format(R"(, "to_{0}": {{ "from": "integrator", "to": "{0}", "lead_time": "1 day" }})", name);
  }
  return fmt::format(R"({{
    "name": "trade", "from": "2026-01-01", "to": "2026-07-01",
    "accelerators": {{ "board": {{}} }},
    "racks": {{ "rack": {{ "accelerator": "board", "accelerators": 2, "power": "10 kW" }} }},
    "suppliers": {{ "maker": {{ "kind": "accelerator_supplier", "capacity": "10000 packages/day", "cycle_time": "0 days",
                               "products": {{ "board": {{ "opening_stock": 100000 }} }} }} }},
    "assembly": {{ "integrator": {{ {}, "cycle_time": "0 days", "cover": "30 days" }} }},
    "customers": {{ {} }},
    "contracts": {{ {} }},
    "lanes": {{ "in": {{ "from": "maker", "to": "integrator", "lead_time": "1 day" }} {} }}
  }})",
                     plant, customers, contracts, lanes);
}

std::string buys(double racks_a_day) {
  return fmt::format(R"("demand": {{ "rack": "{} racks/day" }}, "order_ahead": "90 days")", racks_a_day);
}

const std::string kAmple = R"("capacity": "1000 racks/day", "products": { "rack": { "opening_stock": 10000 } })";

std::string contract(const std::string& name, const std::string& kind, const std::string& customer,
                     const std::string& fields) {
  return fmt::format(R"("{}": {{ "kind": "{}", "maker": "integrator", "customer": "{}", "product": "rack" {} }})", name,
                     kind, customer, fields);
}

Values months_of(const test::Run& run, std::string_view measure) {
  return run.months("2026-01", 6, {.measure = measure, .item = "rack", .place = "integrator"});
}

double sum_of(const Values& values) { return std::accumulate(values.begin(), values.end(), 0.0); }

}  // namespace

// 7 racks a week are ordered for days 0, 7, … and leave a day before, the first on 2 January, when the order comes in: five times in
// January and in April (from the 1st on), four times in the other months.
TEST_CASE("What a letter of intent covers is called off under it, and all of it is on time where there is enough") {
  const test::Run run =
      test::run_of(trade(kAmple, {{"buyer", buys(1)}},
                         contract("letter", "letter_of_intent", "buyer", R"(, "racks": "100 racks/month")")));
  CHECK(months_of(run, "letter_agreed_to_buyer") == Values(6, 100));
  CHECK(months_of(run, "letter_called_to_buyer") == Values{35, 28, 28, 35, 28, 28});
  CHECK(months_of(run, "letter_on_time_to_buyer") == months_of(run, "letter_called_to_buyer"));
  CHECK(sum_of(months_of(run, "letter_shortfall_to_buyer")) == 0);
  CHECK(months_of(run, "put_off_to_buyer") == Values(6, 0));
  CHECK(months_of(run, "lines_on_time") == months_of(run, "lines_due"));
}

// Of 70 racks a week a letter over 100 a month lets 100 go each month; the rest is put off from month to month.
TEST_CASE("Beyond the ceiling of a letter orders are put off to months with room") {
  const test::Run run =
      test::run_of(trade(kAmple, {{"buyer", buys(10)}},
                         contract("letter", "letter_of_intent", "buyer", R"(, "racks": "100 racks/month")")));
  CHECK(months_of(run, "shipped") == Values(6, 100));
  CHECK(months_of(run, "letter_called_to_buyer") == Values(6, 100));
  CHECK(sum_of(months_of(run, "put_off_to_buyer")) > 1000);
  CHECK(sum_of(months_of(run, "backlog")) == 0);  // it is not late: it was never accepted for that month
}

TEST_CASE("Beyond a letter a spot contract takes what its own volume allows, and everything where it has none") {
  const std::string letter = contract("letter", "letter_of_intent", "buyer", R"(, "racks": "100 racks/month")");
  const test::Run narrow =
      test::run_of(trade(kAmple, {{"buyer", buys(10)}},
                         letter + ", " + contract("more", "spot", "buyer", R"(, "racks": "50 racks/month")")));
  CHECK(months_of(narrow, "shipped") == Values(6, 150));
  CHECK(months_of(narrow, "spot_called_to_buyer") == Values(6, 50));
  const test::Run wide =
      test::run_of(trade(kAmple, {{"buyer", buys(10)}}, letter + ", " + contract("more", "spot", "buyer", "")));
  CHECK(months_of(wide, "shipped") == Values{350, 280, 280, 350, 280, 280});
  CHECK(months_of(wide, "letter_called_to_buyer") == Values(6, 100));
  CHECK(months_of(wide, "put_off_to_buyer") == Values(6, 0));
}

// 4 racks a day are made and 2 × 4 wanted. The firm part, the first three weeks' 28 of a month, is within what is made.
TEST_CASE("A firm contract is served first by contract_first, and its shortfall is counted under other policies") {
  const auto run_with = [](const std::string& policy) {
    const std::string plant =
        R"("capacity": "4 racks/day", "allocation": ")" + policy + R"(", "products": { "rack": {} })";
    return test::run_of(trade(plant, {{"bound", buys(4)}, {"free", buys(4)}},
                              contract("firm", "firm", "bound", R"(, "racks": "84 racks/month")")));
  };
  const test::Run first = run_with("contract_first");
  const test::Run even = run_with("proportional");
  CHECK(months_of(first, "firm_agreed_to_bound") == Values(6, 84));
  CHECK(months_of(first, "firm_called_to_bound") == Values(6, 84));
  CHECK(months_of(first, "firm_shortfall_to_bound") == Values(6, 0));
  CHECK(months_of(first, "firm_shortfall") == Values(6, 0));
  CHECK(even.at("2026-05", {.measure = "firm_shortfall_to_bound"}) > 40);
  CHECK(first.total({.measure = "received", .place = "bound"}) > even.total({.measure = "received", .place = "bound"}));
}

TEST_CASE("A contract holds in its months only, and fractions of a unit add up over the months") {
  const test::Run run =
      test::run_of(trade(kAmple, {{"buyer", buys(10)}},
                         contract("letter", "letter_of_intent", "buyer",
                                  R"(, "racks": "0.4 racks/month", "from": "2026-02", "to": "2026-06")")));
  CHECK(months_of(run, "letter_agreed_to_buyer") == Values{0, 0, 1, 0, 1, 0});
  CHECK(months_of(run, "letter_called_to_buyer") == Values{0, 0, 1, 0, 1, 0});
  CHECK(months_of(run, "shipped")[0] == 350);
  CHECK(months_of(run, "shipped")[5] == 280 + 280 + 350 + 280 - 2 + 280);  // all that was put off leaves on 1 June
}

TEST_CASE("Contracts change nothing for customers who have none") {
  const auto received = [](const std::string& contracts) {
    const test::Run run = test::run_of(trade(kAmple, {{"buyer", buys(10)}, {"other", buys(3)}}, contracts));
    return run.months("2026-01", 6, {.measure = "received", .place = "other"});
  };
  CHECK(received("") == received(contract("letter", "letter_of_intent", "buyer", R"(, "racks": "0 racks/month")")));
}

TEST_CASE("A letter of nothing lets nothing go, to the end of the run") {
  const test::Run run = test::run_of(trade(
      kAmple, {{"buyer", buys(10)}}, contract("letter", "letter_of_intent", "buyer", R"(, "racks": "0 racks/month")")));
  CHECK(sum_of(months_of(run, "shipped")) == 0);
}

TEST_CASE("Turn and earn serves those who bought before") {
  const std::string plant = R"("capacity": "4 racks/day", "allocation": "turn_and_earn", "products": { "rack": {} })";
  const std::string late =
      R"("demand": { "rack": { "points": [["2026-01-01", "0 racks/day"], ["2026-04-01", "8 racks/day"]],
                              "interpolation": "step" } }, "order_ahead": "0 days")";
  const test::Run run = test::run_of(trade(plant, {{"old", buys(8)}, {"young", late}}, ""));
  CHECK(run.total({.measure = "received", .place = "young"}) == 0);
  CHECK(run.total({.measure = "received", .place = "old"}) > 0);
}
