#include "aibelt/plan/study.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using namespace aibelt::plan;

namespace {

constexpr double kMonthDays = 365.25 / 12;

/// January and February 2026: 59 days.
Network two_months() {
  return {.from = *base::parse_date("2026-01"),
          .to = *base::parse_date("2026-03"),
          .places = {},
          .ways = {},
          .demands = {},
          .sites = {},
          .services = {}};
}

Daily every_day(const Network& network, double amount) { return Daily(network.n_days(), amount); }

/// A fab of 10 wafers a day that takes 10 days, a lane of 5 days, and a buyer of `wanted` wafers on the first day.
Network fab_and_buyer(double wanted) {
  Network network = two_months();
  Place fab{.name = "fab", .stage = "fab", .capacity_unit = "wafers"};
  fab.capacity = {every_day(network, 10), 0};
  fab.recipes.push_back({.item = "hbm wafers", .days = 10, .goods = every_day(network, 1), .unit = "wafers"});
  network.places.push_back(fab);
  network.ways.push_back({.name = "lane", .from = "fab", .to = "buyer", .days = 5, .items = {"hbm wafers"}});
  network.demands.push_back({"buyer", "consumer", "hbm wafers", {{0, wanted}}, 1});
  return network;
}

const MonthLimit& limit_of(const SupplyProgramme& supply, const std::string& kind, const std::string& month) {
  for (const MonthLimit& limit : supply.month_limits) {
    if (supply.limited[limit.limited].kind == kind && base::to_text(limit.month) == month) {
      return limit;
    }
  }
  FAIL("no such limit");
  return supply.month_limits.front();
}

double value_of(const Network& network) {
  const SupplyProgramme supply = supply_programme(network);
  const Solution best = solve(supply.programme);
  REQUIRE(best.status == Status::optimal);
  return best.objective * supply.scale;
}

}  // namespace

TEST_CASE("what starts too late to arrive within the run is not counted, to the day") {
  // Starts of days 0 to 43 arrive by day 58: 44 days × 10 wafers.
  CHECK(value_of(fab_and_buyer(1e6)) == Approx(440));
  CHECK(value_of(fab_and_buyer(300)) == Approx(300));
}

TEST_CASE("a wafer a month more is worth the month's days that still arrive in time") {
  const SupplyProgramme supply = supply_programme(fab_and_buyer(1e6));
  const Study made = study(supply, {});
  CHECK(made.value == Approx(440));
  REQUIRE(made.years.size() == 1);
  CHECK(made.years[0].planned == Approx(440));
  CHECK(made.years[0].bound == Approx(440));
  const MonthLimit& january = limit_of(supply, "capacity", "2026-01");
  const MonthLimit& february = limit_of(supply, "capacity", "2026-02");
  CHECK(january.amount == Approx(310));
  CHECK(price_of(january, made.solution) == Approx(31 / kMonthDays));
  CHECK(price_of(february, made.solution) == Approx(13 / kMonthDays));  // days 31 to 43
  REQUIRE(made.ranges.size() == 1);
  CHECK(made.ranges[0].is_solved);
  CHECK_FALSE(made.ranges[0].is_one_sided());
  CHECK(made.ranges[0].gain == Approx(made.ranges[0].peak * made.ranges[0].step));
}

TEST_CASE("a price that holds in one direction only is called one-sided") {
  Network network = fab_and_buyer(440);  // exactly what the fab can make: more of it brings nothing, less of it costs
  const SupplyProgramme supply = supply_programme(network);
  const Study made = study(supply, {});
  CHECK(made.value == Approx(440));
  Solver solver(supply.programme);
  const double before = solver.solve().objective;
  const MonthLimit& january = limit_of(supply, "capacity", "2026-01");
  CHECK(gain_of(january, supply, solver, 1, before) == Approx(0).margin(1e-9));
  CHECK(gain_of(january, supply, solver, -1, before) == Approx(-31 / kMonthDays));
  for (const PriceRange& range : made.ranges) {
    CHECK(range.is_one_sided() == (supply.limited[range.limited].kind == "capacity"));
  }
}

TEST_CASE("opening goods, those in process, a yield and a lane's room are counted") {
  Network network = fab_and_buyer(1e6);
  network.places[0].opening["hbm wafers"] = {{0, 70}, {9, 30}};
  CHECK(value_of(network) == Approx(540));
  network.places[0].recipes[0].goods = every_day(network, 0.5);
  CHECK(value_of(network) == Approx(320));
  network.ways[0].capacity = {every_day(network, 4), 0};
  CHECK(value_of(network) == Approx(4 * 54));  // leaving on days 0 to 53
}

TEST_CASE("goods do not leave on days on which a lane is closed") {
  Network network = fab_and_buyer(1e6);
  std::vector<bool> open(network.n_days(), false);
  network.ways[0].open["hbm wafers"] = open;
  CHECK(value_of(network) == Approx(0).margin(1e-9));
}

TEST_CASE("what is left of a day adds to the next, up to the carry") {
  Network network = fab_and_buyer(1e6);
  network.places[0].capacity.carry = 0.999;
  // The carry moves room between months but makes none.
  CHECK(value_of(network) == Approx(440));
}

TEST_CASE("two products share a plant, and the one of which more comes of a unit of capacity wins") {
  Network network = fab_and_buyer(200);
  network.places[0].recipes.push_back(
      {.item = "dram wafers", .days = 10, .goods = every_day(network, 1), .load = 2, .unit = "wafers"});
  network.ways[0].items.emplace_back("dram wafers");
  network.demands.push_back({"buyer", "consumer", "dram wafers", {{0, 1e6}}, 1});
  CHECK(value_of(network) == Approx(200 + (440 - 200) / 2.0));
  network.places[0].recipes[1].share = {every_day(network, 2), 0};
  CHECK(value_of(network) == Approx(200 + 44));  // 2 × 44 days of load for wafers of a load of 2
  network.places[0].for_all = {every_day(network, 5), 0};
  CHECK(value_of(network) == Approx(200 + (220 - 200) / 2.0));
}

TEST_CASE("a stack needs all its parts, and the scarcer decides") {
  Network network = fab_and_buyer(0);
  network.demands.clear();
  network.ways[0].to = "line";
  Place foundry{.name = "foundry", .stage = "part_supplier", .capacity_unit = "dies"};
  foundry.capacity = {every_day(network, 3), 0};
  foundry.recipes.push_back({.item = "base dies", .days = 0, .goods = every_day(network, 1), .unit = "dies"});
  Place line{.name = "line", .stage = "stacking", .capacity_unit = "stacks"};
  line.recipes.push_back({.item = "hbm stacks",
                          .days = 7,
                          .inputs = {{"hbm wafers", 2}, {"base dies", 1}},
                          .goods = every_day(network, 1),
                          .unit = "stacks"});
  network.places.push_back(foundry);
  network.places.push_back(line);
  network.ways.push_back({.name = "base", .from = "foundry", .to = "line", .days = 5, .items = {"base dies"}});
  network.ways.push_back({.name = "out", .from = "line", .to = "buyer", .days = 1, .items = {"hbm stacks"}});
  network.demands.push_back({"buyer", "consumer", "hbm stacks", {{0, 1e6}}, 1});
  // Stacks leave the foundry's way after 0 + 5 + 7 + 1 days, the fab's after 10 + 5 + 7 + 1: 36 days of starts are left there,
  // 46 here; wafers allow 5 stacks a day, base dies 3 a day and those of 10 days before.
  CHECK(value_of(network) == Approx(3 * 46));
  network.places[1].capacity = {every_day(network, 30), 0};
  CHECK(value_of(network) == Approx(5 * 36));
}

TEST_CASE("racks serve from the day after burn-in, and power and demand limit them") {
  Network network = two_months();
  Place plant{.name = "plant", .stage = "assembly", .capacity_unit = "racks"};
  plant.opening["gb racks"] = {{0, 100}};
  network.places.push_back(plant);
  network.ways.push_back({.name = "lane", .from = "plant", .to = "site", .days = 3, .items = {"gb racks"}});
  Site site{.name = "site"};
  site.kinds.push_back(
      {.item = "gb racks", .power = 0.1, .accelerators = 72, .accelerator = "gb", .windows = {{0, 59}}});
  site.planned_power = site.usable_power = every_day(network, 2);
  site.crews = {every_day(network, 1000), 0};
  site.orders = {{0, 1000}};
  site.live_after = 7;
  network.sites.push_back(site);
  network.services.push_back({.name = "chat",
                              .unit = "tokens",
                              .sites = {"site"},
                              .wanted = every_day(network, 1e9),
                              .rates = {{"gb", 10}},
                              .worth = 1});
  // 20 racks of 2 MW, at work from day 10 on, serve 20 × 49 days; the plan knows the day within the first month by burn-in only, as
  // the first of its parts begins on day 0, and so has them from day 7 on.
  CHECK(value_of(network) == Approx(20.0 * 52 * 720));
  network.sites[0].crews = {every_day(network, 0.1), 0};
  const double by_crews = value_of(network);
  // One rack every ten days from day 3 on: 0.1 × 49² / 2 rack-days; the plan's parts of a month add some.
  CHECK(by_crews >= 0.1 * 49 * 49 / 2 * 720);
  CHECK(by_crews <= 0.1 * 49 * 49 / 2 * 720 * 1.3);
  network.sites[0].crews = {every_day(network, 1000), 0};
  network.services[0].wanted =
      every_day(network, 720);  // one rack's work, which more racks may do in fewer days of the month
  CHECK(value_of(network) == Approx(59 * 720));
  network.services[0].wanted = every_day(network, 0);
  CHECK(value_of(network) == Approx(0).margin(1e-9));
}

TEST_CASE("racks that a site opens with serve from the first day until their life ends, and free their power") {
  Network network = two_months();
  Site site{.name = "site"};
  site.kinds.push_back(
      {.item = "gb racks", .power = 0.1, .accelerators = 1, .accelerator = "gb", .opening = 8, .windows = {}});
  site.planned_power = site.usable_power = every_day(network, 2);
  site.crews = {every_day(network, 5), 0};
  site.live_after = 1;
  network.sites.push_back(site);
  network.services.push_back({.name = "chat",
                              .unit = "tokens",
                              .sites = {"site"},
                              .wanted = every_day(network, 1e9),
                              .rates = {{"gb", 1}},
                              .worth = 1});
  CHECK(value_of(network) == Approx(8 * 59));
  network.sites[0].service_life = 30;
  CHECK(value_of(network) == Approx(8 * 31));  // services hear of it a day later
}
