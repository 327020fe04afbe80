/// What one plant does with its orders, capacity and inputs. Boards come from a supplier who needs nothing; days count from
/// 1 January 2026.

#include "tests/engine/running.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using Values = std::vector<double>;

namespace {

/// A maker of packages (`fields`), an integrator that takes two a rack, and buyers of racks.
std::string plants(const std::string& fields, const std::string& integrator, const std::string& buyers,
                   const std::string& lanes = "") {
  return fmt::format(R"({{
    "name": "plants", "from": "2026-01-01", "to": "2026-07-01",
    "accelerators": {{ "board": {{}}, "card": {{}} }},
    "racks": {{ "rack": {{ "accelerator": "board", "accelerators": 2, "power": "10 kW" }},
               "shelf": {{ "accelerator": "card", "accelerators": 2, "power": "10 kW" }} }},
    "suppliers": {{ "maker": {{ "kind": "accelerator_supplier", {} }} }},
    "assembly": {{ "integrator": {{ {} }} }},
    "customers": {{ {} }},
    "lanes": {{ "in": {{ "from": "maker", "to": "integrator", "lead_time": "1 day" }},
               "out": {{ "from": "integrator", "to": "buyer", "lead_time": "1 day" }} {} }}
  }})",
                     fields, integrator, buyers, lanes);
}

const std::string kBoards = R"("capacity": "1000 packages/day", "cycle_time": "1 day", "products": { "board": {} })";
const std::string kRacks = R"("capacity": "1000 racks/day", "cycle_time": "10 days", "products": { "rack": {} })";
const std::string kBuyer = R"("buyer": { "demand": { "rack": "2 racks/day" }, "order_ahead": "30 days" })";

Values months_of(const test::Run& run, std::string_view place, std::string_view measure, std::string_view item = {}) {
  return run.months("2026-01", 3, {.measure = measure, .item = item, .place = place});
}

}  // namespace

TEST_CASE("Capacity below a unit a day adds up to whole units") {
  const std::string slow = R"("capacity": "0.25 racks/day", "cycle_time": "0 days", "products": { "rack": {} })";
  const test::Run run = test::run_of(plants(kBoards, slow, kBuyer));
  CHECK(run.total({.measure = "started", .place = "integrator"}) == Approx(181 / 4.0).margin(1));
  CHECK(run.total({.measure = "capacity", .place = "integrator"}) == Approx(181 / 4.0));
}

TEST_CASE("What capacity is left of an idle time makes less than one more unit") {
  const std::string late =
      R"("buyer": { "demand": { "rack": { "points": [["2026-01-01", "0 racks/day"], ["2026-03-01", "50 racks/day"]],
                                         "interpolation": "step" } }, "order_ahead": "0 days" })";
  const std::string narrow = R"("capacity": "3 racks/day", "cycle_time": "0 days", "products": { "rack": {} })";
  const test::Run run = test::run_of(plants(kBoards, narrow, late));
  CHECK(months_of(run, "integrator", "started")[0] == 0);
  CHECK(run.at("2026-04", {.measure = "started", .place = "integrator"}) == 90);
  CHECK(run.at("2026-03", {.measure = "started", .place = "integrator"}) <= 3 * 31);
}

// 12 racks a day of opening starts for 10 days are in process on 1 January, and come out on days 0 to 9.
TEST_CASE("Work and goods of the days before the run are there when it starts") {
  const std::string opening = R"("capacity": "1000 racks/day", "cycle_time": "10 days",
                                 "products": { "rack": { "opening_rate": "12 racks/day", "opening_stock": 7 } })";
  const test::Run run = test::run_of(plants(kBoards, opening, kBuyer));
  CHECK(months_of(run, "integrator", "good")[0] == 120);
  CHECK(test::events_of(run, "integrator", "first_output") == std::vector<std::string>{"2026-01-01 12 racks"});
  const double made = run.total({.measure = "good", .place = "integrator"});
  const double shipped = run.total({.measure = "shipped", .place = "integrator"});
  CHECK(7 + made - shipped == run.at("2026-06", {.measure = "stock", .place = "integrator"}));
}

TEST_CASE("Goods in stock leave when they are due and not before") {
  const std::string stock =
      R"("capacity": "1000 racks/day", "cycle_time": "10 days", "products": { "rack": { "opening_stock": 1000 } })";
  const std::string march =
      R"("buyer": { "demand": { "rack": { "points": [["2026-01-01", "0 racks/day"], ["2026-03-05", "2 racks/day"]],
                                          "interpolation": "step" } }, "order_ahead": "60 days" })";
  const test::Run run = test::run_of(plants(kBoards, stock, march));   // 5 March is day 63, a weekly date
  CHECK(months_of(run, "buyer", "received") == Values{0, 0, 4 * 14});  // days 63 70 77 84
  CHECK(months_of(run, "integrator", "started") == Values{0, 0, 0});
}

TEST_CASE("Cover makes and orders things so many days earlier") {
  const auto first_start = [](const std::string& cover) {
    const std::string fields = R"("capacity": "1000 racks/day", "cycle_time": "10 days", "cover": ")" + cover +
                               R"(", "products": { "rack": {} })";
    const std::string june =
        R"("buyer": { "demand": { "rack": { "points": [["2026-01-01", "0 racks/day"], ["2026-04-09", "2 racks/day"]],
                                           "interpolation": "step" } }, "order_ahead": "90 days" })";
    return test::events_of(test::run_of(plants(kBoards, fields, june)), "integrator", "first_output").at(0);
  };
  CHECK(first_start("0 days") == "2026-04-08 14 racks");  // due on 9 April, a day on the way
  CHECK(first_start("20 days") == "2026-03-19 14 racks");
}

TEST_CASE("Inputs are ordered in lots") {
  const std::string lots =
      R"("capacity": "1000 racks/day", "cycle_time": "10 days", "order_lot": 25, "products": { "rack": {} })";
  const test::Run run = test::run_of(plants(kBoards, lots, kBuyer));
  for (const double received : months_of(run, "integrator", "received")) {
    CHECK(std::fmod(received, 25) == 0);
  }
}

TEST_CASE("A product keeps to its share of the capacity, and waits for it") {
  const std::string shared = R"("capacity": "4 racks/day", "cycle_time": "0 days",
                                "products": { "rack": { "share": 0.25 }, "shelf": { "share": 0.5 } })";
  const std::string both =
      R"("buyer": { "demand": { "rack": "10 racks/day", "shelf": "1 racks/day" }, "order_ahead": "0 days" })";
  const std::string makes =
      R"("capacity": "1000 packages/day", "cycle_time": "0 days", "products": { "board": {}, "card": {} })";
  const test::Run run = test::run_of(plants(makes, shared, both));
  CHECK(run.at("2026-03", {.measure = "started", .item = "rack", .place = "integrator"}) == 31);
  CHECK(run.at("2026-03", {.measure = "started", .item = "shelf", .place = "integrator"}) == Approx(31).margin(7));
  CHECK(run.at("2026-03", {.measure = "waiting_for_share", .item = "rack", .place = "integrator"}) > 0);
  CHECK(run.at("2026-03", {.measure = "waiting_for_capacity", .item = "rack", .place = "integrator"}) == 0);
}

TEST_CASE("Work that lacks an input waits for that input") {
  const std::string few = R"("capacity": "1 packages/day", "cycle_time": "0 days", "products": { "board": {} })";
  const test::Run run = test::run_of(plants(few, kRacks, kBuyer));
  CHECK(run.at("2026-03", {.measure = "waiting_for_board_packages", .place = "integrator"}) > 0);
  CHECK(run.at("2026-03", {.measure = "waiting_for_capacity", .place = "integrator"}) == 0);
  CHECK(run.at("2026-03", {.measure = "waiting_for_capacity", .place = "maker"}) > 0);
}

TEST_CASE("Customers of a plant that ranks are served by their standing") {
  const std::string ranked =
      R"("capacity": "3 racks/day", "cycle_time": "0 days", "allocation": "priority", "products": { "rack": {} })";
  const std::string buyers = R"(
      "buyer": { "demand": { "rack": "2 racks/day" }, "order_ahead": "10 days", "priority": 2 },
      "best": { "demand": { "rack": "2 racks/day" }, "order_ahead": "10 days", "priority": 1 })";
  const test::Run run = test::run_of(
      plants(kBoards, ranked, buyers, R"(, "best": { "from": "integrator", "to": "best", "lead_time": "1 day" })"));
  const double best = run.at("2026-04", {.measure = "received", .place = "best"});
  CHECK(best == Approx(60).margin(14));
  CHECK(run.at("2026-04", {.measure = "received", .place = "buyer"}) == Approx(90 - best).margin(6));
  CHECK(run.at("2026-06", {.measure = "unmet", .place = "best"}) <= 14);
}

TEST_CASE("Customers of a plant with agreed shares are served by them") {
  const std::string agreed =
      R"("capacity": "4 racks/day", "cycle_time": "0 days", "allocation": "dated_shares", "products": { "rack": {} })";
  const std::string buyers = R"(
      "buyer": { "demand": { "rack": "20 racks/day" }, "order_ahead": "0 days", "share": 1 },
      "best": { "demand": { "rack": "20 racks/day" }, "order_ahead": "0 days", "share": 3 })";
  const test::Run run = test::run_of(
      plants(kBoards, agreed, buyers, R"(, "best": { "from": "integrator", "to": "best", "lead_time": "1 day" })"));
  CHECK(run.total({.measure = "received", .place = "best"}) ==
        3 * run.total({.measure = "received", .place = "buyer"}));
}

TEST_CASE("A tenth of a rack a day makes three racks in April") {
  const std::string tenth = R"("buyer": { "demand": { "rack": "0.1 racks/day" }, "order_ahead": "30 days" })";
  const test::Run run = test::run_of(plants(kBoards, kRacks, tenth));
  CHECK(run.at("2026-04", {.measure = "demand", .place = "buyer"}) == 3);
  CHECK(run.total({.measure = "demand", .place = "buyer"}) == 18);  // 181 days
}

TEST_CASE("A fab's filler takes the starts that nobody ordered and sells them at once") {
  const test::Run run = test::run_of(R"({
    "name": "filler", "from": "2026-01-01", "to": "2026-07-01",
    "memory": { "hbm": { "layers": 8, "die_data": "16 Gbit", "die_area": "100 mm2", "sort_yield": { "kind": "fixed", "yield": 1 } },
                "ddr": { "layers": 1, "die_data": "16 Gbit", "die_area": "50 mm2", "sort_yield": { "kind": "fixed", "yield": 1 } } },
    "fabs": { "fab": { "capacity": "10 wafers/day", "cycle_time": "20 days", "filler": "ddr", "products": { "hbm": {}, "ddr": {} } } }
  })");
  CHECK(months_of(run, "fab", "started", "ddr") == Values{310, 280, 310});
  CHECK(months_of(run, "fab", "shipped", "ddr") == Values{110, 280, 310});  // from day 20 on
  CHECK(months_of(run, "fab", "stock", "ddr") == Values{0, 0, 0});
  CHECK(months_of(run, "fab", "used_capacity") == months_of(run, "fab", "capacity"));
  CHECK(run.total({.measure = "waiting_for_capacity", .place = "fab"}) == 0);
}
