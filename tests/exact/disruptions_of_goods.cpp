/// What disruptions do to goods under way and in warehouses, counted by hand.

#include "tests/engine/in_child.hpp"
#include "tests/exact/disrupted_chain.hpp"
#include "tests/exact/stock_scenario.hpp"

using namespace aibelt;
using namespace aibelt::exact;
using test::Run;

namespace {

/// A hub 10 days from an ample source, filled up to 60 after every demand; 3 a day are wanted, at midnight. What is wanted on day d is
/// shipped and ordered again one second later and is back 10 days and one second after that: from day 10 on 30 are on hand and 30 under
/// way.
std::string hub(const std::string& entries) {
  StockSeries series;
  series.to = "2026-04-01";
  series.demand = R"({ "kind": "dated", "rate": "3 1/day" })";
  series.stages = {{.name = "hub",
                    .ordering = R"({ "policy": { "kind": "base_stock", "level": 60 } })",
                    .opening_stock = 60,
                    .lead_time = "10 days"}};
  return with(series.json(), R"("lanes": {)", R"("disruptions": { )" + entries + R"( }, "lanes": {)");
}

Values winter(const Run& run, const char* place, const char* measure) {
  return run.months("2026-01", 3, {.measure = measure, .unit = "racks", .place = place});
}

}  // namespace

// Two racks leave a day and take ten days: on day 120 those of days 111 to 119 are under way, 18 in all, of which 5.4 and so 5 are lost.
TEST_CASE("Of goods under way the share is lost in whole units, and the rest arrives as planned") {
  const Run run = test::run_of(
      disrupted(R"("storm": { "kind": "cargo_lost", "lanes": ["racks"], "at": "2026-05-01", "lost": 0.3 })"));
  const Run twin = test::run_of(chain(kOneWafer, kFourRacks));
  CHECK(test::events_of(run, "integrator", "cargo_lost") == std::vector<std::string>{"2026-05-01 0.3 1"});
  CHECK(test::events_of(run, "integrator", "lost_in_transit") == std::vector<std::string>{"2026-05-01 5 racks"});
  CHECK(spring(run, "integrator", "lost_in_transit", "racks") == Values{0, 0, 0, 0, 5});
  CHECK(spring(run, "integrator", "shipped", "racks") == spring(twin, "integrator", "shipped", "racks"));
  CHECK(spring(run, "buyer", "received", "racks") == Values{0, 0, 52, 60, 62 - 5});
  CHECK(total(twin, "buyer", "received", "racks") - total(run, "buyer", "received", "racks") == 5);
}

// With capacity to spare a week's 28 racks leave together, ten days before the week they are for begins: on day 120 those for day 126 are
// under way. Half of them do not come; the buyer orders 14 again on day 126 and has them by the end of July.
TEST_CASE("Who buys orders again what was lost, once it should have been there") {
  const std::string capacity = R"("10 wafers/day")";
  const Run run = test::run_of(
      disrupted(R"("storm": { "kind": "cargo_lost", "lanes": ["racks"], "at": "2026-05-01", "lost": 0.5 })", capacity));
  const Run twin = test::run_of(chain(capacity, kFourRacks));
  CHECK(total(run, "integrator", "lost_in_transit", "racks") == 14);
  CHECK(total(run, "integrator", "shipped", "racks") - total(twin, "integrator", "shipped", "racks") == 14);
  CHECK(total(run, "buyer", "received", "racks") == total(twin, "buyer", "received", "racks"));
  CHECK(run.at("2026-05", {.measure = "received", .place = "buyer"}) ==
        twin.at("2026-05", {.measure = "received", .place = "buyer"}) - 14);
  // On day 150, the last of May, the week's last three days of 4 racks have come ahead of their time.
  CHECK(twin.at("2026-05", {.measure = "unmet", .place = "buyer"}) == 0);
  CHECK(run.at("2026-05", {.measure = "unmet", .place = "buyer"}) == 14 - 12);
  CHECK(run.at("2026-07", {.measure = "unmet", .place = "buyer"}) ==
        twin.at("2026-07", {.measure = "unmet", .place = "buyer"}));
}

// Ten packages leave a day for three days' way: on day 90 those of days 88 and 89 are under way, a shipment each. All are lost.
TEST_CASE("A plant whose inputs are lost on the way orders them again") {
  const Run run = test::run_of(disrupted(
      R"("storm": { "kind": "cargo_lost", "lanes": ["packages"], "product": "gpu", "at": "2026-04-01", "lost": 1 })"));
  const Run twin = test::run_of(chain(kOneWafer, kFourRacks));
  CHECK(total(run, "packer", "lost_in_transit", "packages") == 20);
  CHECK(total(run, "integrator", "orders_placed", "packages") -
            total(twin, "integrator", "orders_placed", "packages") ==
        20);
  CHECK(total(twin, "buyer", "received", "racks") - total(run, "buyer", "received", "racks") == 4);
  CHECK(spring(run, "integrator", "received", "packages") == Values{0, 120, 310, 280, 310});
}

// Those who stand still on the way are there to be lost: closed from day 115 on for 20 days, all that left on days 106 to 119 is.
TEST_CASE("Goods that stand still on the way can be lost there") {
  const Run run = test::run_of(disrupted(
      R"("strike": { "kind": "lane_closed", "lanes": ["racks"], "at": "2026-04-26", "lasts": "20 days", "goods": "stand_still" },
                   "storm": { "kind": "cargo_lost", "lanes": ["racks"], "at": "2026-05-01", "lost": 1 })"));
  CHECK(total(run, "integrator", "lost_in_transit", "racks") == 14 * 2);
}

// Nothing leaves from day 26 on; on day 36 the 30 racks of ten days leave together.
TEST_CASE("A warehouse that is stopped sends nothing, takes goods in, and then sends all that is due") {
  const Run run = test::run_of(
      hub(R"("dip": { "kind": "power_dip", "places": ["hub"], "at": "2026-01-27", "stop": "240 hours" })"));
  CHECK(winter(run, "hub", "shipped") == Values{26 * 3, 28 * 3 + 15, 31 * 3});
  CHECK(winter(run, "market", "received") == Values{26 * 3, 28 * 3 + 15, 31 * 3});
  CHECK(winter(run, "hub", "backlog") == Values{15, 0, 0});
  CHECK(winter(run, "market", "unmet") == Values{15, 0, 0});
  // Ordered after every order that comes in, as without the stop: back on days 10 to 30.
  CHECK(winter(run, "hub", "received") == Values{21 * 3, 28 * 3, 31 * 3});
  CHECK(winter(run, "hub", "stock") == Values{30 + 15, 30, 30});
}

TEST_CASE("Stock that is lost in a warehouse is lost to the unit and ordered again at once") {
  const Run run = test::run_of(hub(
      R"("quake": { "kind": "earthquake", "places": ["hub"], "at": "2026-01-27", "stop": "0 days", "lost_stock": 0.51 })"));
  CHECK(test::events_of(run, "hub", "lost") == std::vector<std::string>{"2026-01-27 15 racks"});
  CHECK(winter(run, "hub", "lost") == Values{15, 0, 0});
  CHECK(winter(run, "hub", "stock") == Values{15, 30, 30});
  CHECK(winter(run, "hub", "on_order") == Values{45, 30, 30});
  CHECK(winter(run, "hub", "received") == Values{21 * 3, 28 * 3 + 15, 31 * 3});
  CHECK(winter(run, "market", "received") == Values{31 * 3, 28 * 3, 31 * 3});
}

// On day 26 the reorders of days 16 to 25 are under way: 15 of 30 are lost. Of those due on days 26 to 30 these are 7 of 15, of those due on
// days 31 to 35 8; each is ordered again when it does not come, and is there ten days later.
TEST_CASE("A warehouse orders again what was lost on the way to it") {
  const Run run =
      test::run_of(hub(R"("storm": { "kind": "cargo_lost", "lanes": ["to-hub"], "at": "2026-01-27", "lost": 0.5 })"));
  CHECK(winter(run, "source", "lost_in_transit") == Values{15, 0, 0});
  CHECK(winter(run, "hub", "received") == Values{21 * 3 - 7, 28 * 3 - 8 + 15, 31 * 3});
  CHECK(winter(run, "hub", "stock") == Values{30 - 7, 30, 30});
  CHECK(winter(run, "market", "received") == Values{31 * 3, 28 * 3, 31 * 3});
}

TEST_CASE("Both drivers write the same bytes where goods are lost on the way and warehouses stop") {
  for (
      const std::string& text :
      {hub(R"("storm": { "kind": "cargo_lost", "lanes": ["to-hub", "to-market"], "rate": "40 1/year", "lost": 0.5, "lost_range": [0, 1] },
               "dips": { "kind": "power_dip", "places": ["hub"], "rate": "20 1/year", "stop": "30 hours" },
               "dirt": { "kind": "contamination", "places": ["hub"], "rate": "9 1/year", "lost": 0, "lost_stock": 0.4 })"),
       disrupted(
           R"("storm": { "kind": "cargo_lost", "lanes": ["wafers", "stacks", "racks"], "rate": "30 1/year", "lost": 0.5 })")}) {
    const scenario::Scenario scenario = test::scenario_of(text);
    const std::string with_simgrid = test::in_child([&] { return Run(scenario, engine::Driver::simgrid).text(); });
    CHECK(with_simgrid == Run(scenario).text());
  }
}
