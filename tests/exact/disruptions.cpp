/// What disruptions do to the chain of chain_scenario.hpp, counted by hand: day 0 is 1 January 2026, and bound by its fab's one wafer
/// a day it starts on days 5, 6, … and puts out on days 25, 26, …; a wafer started on day s reaches the buyer as 2 racks on day s + 59.

#include "aibelt/supply/disruptions.hpp"
#include "aibelt/engine/handovers.hpp"
#include "aibelt/metrics/recovery.hpp"
#include "aibelt/metrics/survival.hpp"
#include "tests/engine/in_child.hpp"
#include "tests/engine/running.hpp"
#include "tests/exact/disrupted_chain.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using namespace aibelt::exact;
using test::Run;

namespace {

const char* const kTenDays =
    R"("dip": { "kind": "power_dip", "places": ["fab"], "at": "2026-02-10", "stop": "240 hours" })";

}  // namespace

// The fab stands still on days 40 to 49. What is due out on day 40 comes out; everything else comes ten days later: output pauses on
// days 41 to 50, the buyer's deliveries on days 80 to 89. Ten wafers less are started by the end, 2 racks each.
TEST_CASE("A ten-day stop puts everything behind it off by ten days") {
  const Run run = test::run_of(disrupted(kTenDays));
  const Run twin = test::run_of(chain(kOneWafer, kFourRacks));

  CHECK(spring(run, "fab", "capacity", "wafers") == Values{31, 18, 31, 30, 31});
  CHECK(spring(run, "fab", "started", "wafers") == Values{26, 18, 31, 30, 31});
  CHECK(spring(run, "fab", "good", "wafers") == Values{6, 18, 31, 30, 31});
  CHECK(spring(run, "fab", "in_process", "wafers") == Values{20, 20, 20, 20, 20});
  CHECK(spring(run, "tsv", "received", "wafers") == Values{5, 18, 31, 30, 31});  // not on days 42 to 51
  CHECK(spring(run, "stacker", "started", "stacks") == Values{0, 18 * 80, 31 * 80, 30 * 80, 31 * 80});  // not 47 to 56
  CHECK(spring(run, "packer", "started", "packages") == Values{0, 160, 260, 300, 310});                 // not 54 to 63
  CHECK(spring(run, "buyer", "received", "racks") == Values{0, 0, 32, 60, 62});  // days 64 to 79 in March

  CHECK(total(twin, "fab", "good", "wafers") - total(run, "fab", "good", "wafers") == 10);
  CHECK(total(twin, "integrator", "good", "racks") - total(run, "integrator", "good", "racks") == 20);
  CHECK(total(twin, "buyer", "received", "racks") - total(run, "buyer", "received", "racks") == 20);
}

TEST_CASE("An event is written down at its date for each place it hits") {
  const Run run = test::run_of(disrupted(
      R"("quake": { "kind": "earthquake", "places": ["fab", "tsv"], "at": "2026-03", "stop": "3 days", "recovery": "7 days" })"));
  CHECK(test::events_of(run, "fab", "earthquake") == std::vector<std::string>{"2026-03-01 3 days"});
  CHECK(test::events_of(run, "tsv", "earthquake") == std::vector<std::string>{"2026-03-01 3 days"});
}

// 20 wafers are in process when the power fails: a quarter is lost, and nothing stands still.
TEST_CASE("Work in process that is lost is lost to the unit") {
  const Run run = test::run_of(disrupted(
      R"("dip": { "kind": "power_dip", "places": ["fab"], "at": "2026-02-10", "stop": "0 hours", "lost": 0.25 })"));
  const Run twin = test::run_of(chain(kOneWafer, kFourRacks));
  CHECK(total(run, "fab", "lost_in_process", "wafers") == 5);
  CHECK(total(twin, "fab", "good", "wafers") - total(run, "fab", "good", "wafers") == 5);
  CHECK(total(twin, "buyer", "received", "racks") - total(run, "buyer", "received", "racks") == 10);
}

// From day 59 on the fab stands still for 2 days and comes back over 4: 1/8, 3/8, 5/8 and 7/8 of a day's wafer in the mean.
TEST_CASE("After an earthquake the capacity comes back in a straight line") {
  const Run run = test::run_of(disrupted(
      R"("quake": { "kind": "earthquake", "places": ["fab"], "at": "2026-03", "stop": "2 days", "recovery": "4 days" })",
      R"("8 wafers/day")", R"("100 racks/day")"));
  CHECK(run.at("2026-03", {.measure = "capacity", .place = "fab"}) == Approx(8 * 25 + 1 + 3 + 5 + 7).epsilon(1e-6));
  CHECK(run.at("2026-02", {.measure = "capacity", .place = "fab"}) == 8 * 28);
}

// The ramp gives d wafers on day d. Put off on day 40 for ten days it gives 40 on days 40 to 50, and d - 10 from then on.
TEST_CASE("Late tools put off the rest of a ramp") {
  const Run run = test::run_of(
      disrupted(R"("late": { "kind": "tool_delay", "places": ["fab"], "at": "2026-02-10", "delay": "10 days" })",
                R"([["2026-01-01", "0 wafers/day"], ["2026-07-20", "200 wafers/day"]])"));
  const double february = (31 + 40) * 10 / 2 + 10 * 40 + (41 + 48) * 8 / 2;
  CHECK(run.at("2026-02", {.measure = "capacity", .place = "fab"}) == Approx(february));
  CHECK(run.at("2026-03", {.measure = "capacity", .place = "fab"}) == Approx((49 + 79) * 31 / 2));
}

TEST_CASE("What is started in a yield excursion comes out bad, and nothing else") {
  const Run run = test::run_of(disrupted(
      R"("slip": { "kind": "yield_excursion", "places": ["fab"], "at": "2026-02-10", "yield": 0, "lasts": "10 days" })"));
  CHECK(spring(run, "fab", "started", "wafers") == Values{26, 28, 31, 30, 31});
  CHECK(spring(run, "fab", "scrap", "wafers") == Values{0, 0, 10, 0, 0});  // started on days 40 to 49, out on 60 to 69
  CHECK(spring(run, "fab", "good", "wafers") == Values{6, 28, 21, 30, 31});
}

TEST_CASE("Contamination takes its share of one product and lowers its yield for a time") {
  const Run run = test::run_of(disrupted(
      R"("dirt": { "kind": "contamination", "places": ["fab"], "product": "hbm", "at": "2026-02-10", "lost": 0.5, "yield": 0,
                   "lasts": "4 days" })"));
  CHECK(total(run, "fab", "lost_in_process", "wafers") == 10);
  CHECK(total(run, "fab", "scrap", "wafers") == 4);
}

// Wafers sent on day d arrive on day d + 1. The lane is shut on days 55 to 64: what was sent by day 54 arrives by day 55, and eleven
// wafers on day 66 when they wait at the fab, but already on day 65 + 1 when they stand still on the way.
TEST_CASE("A closed lane holds goods back with the sender or on the way, and lets all of them through in the end") {
  for (const std::string goods : {"wait", "stand_still"}) {
    INFO(goods);
    const Run run = test::run_of(disrupted(
        R"("strike": { "kind": "lane_closed", "lanes": ["wafers"], "at": "2026-02-25", "lasts": "10 days", "goods": ")" +
        goods + "\" }"));
    CHECK(spring(run, "tsv", "received", "wafers") == Values{5, 25, 34, 30, 31});
    CHECK(spring(run, "fab", "stock", "wafers") == Values{0, goods == "wait" ? 4.0 : 0.0, 0, 0, 0});
    CHECK(spring(run, "fab", "good", "wafers") == Values{6, 28, 31, 30, 31});
  }
}

TEST_CASE("Under an export rule nothing is sent, or the licensed share") {
  const char* const rule =
      R"("rule": { "kind": "export_rule", "product": "gpu", "to": ["integrator"], "at": "2026-04", "licensed": )";
  const Run banned = test::run_of(disrupted(std::string(rule) + "0 }"));
  CHECK(spring(banned, "integrator", "received", "packages") == Values{0, 120, 310, 30, 0});  // sent by day 89

  // With capacity to spare 4 racks = 20 packages a day fall due: half of them may go, and what was held back goes when the rule ends.
  const std::string capacity = R"("10 wafers/day")";
  const metrics::Wanted arrivals{.measure = "received", .place = "integrator"};
  const Run half = test::run_of(disrupted(std::string(rule) + R"(0.5, "lasts": "30 days" })", capacity));
  const Run twin = test::run_of(chain(capacity, kFourRacks));
  CHECK(half.at("2026-03", arrivals) == twin.at("2026-03", arrivals));
  CHECK(half.at("2026-04", arrivals) == Approx(0.5 * twin.at("2026-04", arrivals)).epsilon(0.15));
  CHECK(half.total(arrivals) == twin.total(arrivals));
}

// Twice the 4 racks a day in the 28 days of February: 112 more. The buyer does not foresee them, and gets them within the run.
TEST_CASE("A demand shock is ordered when it comes and delivered in the end") {
  const std::string capacity = R"("10 wafers/day")";
  const Run run = test::run_of(disrupted(
      R"("boom": { "kind": "demand_shock", "customers": ["buyer"], "at": "2026-02", "factor": 2, "lasts": "28 days" })",
      capacity));
  const Run twin = test::run_of(chain(capacity, kFourRacks));
  CHECK(spring(run, "buyer", "demand", "racks") == Values{124, 224, 124, 120, 124});
  CHECK(total(run, "buyer", "received", "racks") - total(twin, "buyer", "received", "racks") == 112);
}

// The buyer has ordered on day 59 what it wants until day 133 and takes half of what has not come back, the latest first.
TEST_CASE("A cancelled order lowers demand by what is taken back, and what is made all the same serves later orders") {
  const std::string capacity = R"("10 wafers/day")";
  const Run run = test::run_of(disrupted(
      R"("doubt": { "kind": "cancelled_order", "customers": ["buyer"], "at": "2026-03", "share": 0.5 })", capacity));
  const Run twin = test::run_of(chain(capacity, kFourRacks));
  const double cancelled = total(run, "buyer", "cancelled", "racks");
  CHECK(cancelled > 100);
  CHECK(total(twin, "buyer", "demand", "racks") - total(run, "buyer", "demand", "racks") == cancelled);
  CHECK(run.at("2026-08", {.measure = "unmet", .place = "buyer"}) ==
        twin.at("2026-08", {.measure = "unmet", .place = "buyer"}));
  CHECK(total(twin, "buyer", "received", "racks") - total(run, "buyer", "received", "racks") == cancelled);
}

// Bound by its fab the chain has no slack: if the fab stops, the last wafer is with the buyer 39 days later.
TEST_CASE("Time to survive is the way from a place to the customer, and what lies on it") {
  const scenario::Scenario scenario = test::scenario_of(chain(kOneWafer, kFourRacks));
  const Run run(scenario);
  const auto survivals =
      metrics::times_to_survive(run.curves(), engine::handovers(scenario), {{2026 * 12 + 3}, {2026 * 12 + 4}});
  REQUIRE(survivals.size() == 5);
  std::map<std::string, double> days;
  for (const metrics::Survival& survival : survivals) {
    days[survival.place] = survival.days;
  }
  CHECK(days["fab"] == Approx(1 + 4 + 1 + 5 + 2 + 6 + 3 + 7 + 10));
  CHECK(days["tsv"] == Approx(1 + 5 + 2 + 6 + 3 + 7 + 10));
  CHECK(days["stacker"] == Approx(2 + 6 + 3 + 7 + 10));
  CHECK(days["packer"] == Approx(3 + 7 + 10));
  CHECK(days["integrator"] == Approx(10));
}

// Stopped on days 40 to 49, the fab is below 95 % in February and back in March; the buyer gets nothing on days 80 to 89 of March.
TEST_CASE("Recovery counts what a stop costs and how long") {
  const scenario::Scenario scenario = test::scenario_of(disrupted(kTenDays));
  const Run run(scenario);
  const Run twin(supply::without_disruption(scenario, "dip"));
  const base::SimTime at = base::parse_date("2026-02-10").value();
  const metrics::Recovery recovery = metrics::recovery(run.curves(), twin.curves(), at);
  REQUIRE(recovery.damages.size() == 6);
  for (const metrics::Damage& damage : recovery.damages) {
    if (damage.series.place == "fab") {
      CHECK(damage.lost == 10);
      CHECK(damage.most_behind == 10);
      CHECK(metrics::days_to_recover(damage, at) == 19);  // the 28 days of February end on day 59
    } else if (damage.series.place == "buyer") {
      CHECK(damage.lost == 20);
      CHECK(metrics::days_to_recover(damage, at) == 50);
    }
  }
  REQUIRE(recovery.shortfalls.size() == 1);
  CHECK(recovery.shortfalls[0].worst == 20);
  CHECK(metrics::days_to_survive(recovery.shortfalls[0], at) == 19);
}

TEST_CASE("Without its disruption a scenario plays as if it had never had one, and before it happens as without") {
  const scenario::Scenario scenario = test::scenario_of(disrupted(kTenDays));
  const std::string plain = test::run_of(chain(kOneWafer, kFourRacks)).text();
  CHECK(Run(supply::without_disruption(scenario, "dip")).text() == plain);
  for (const std::string entry :
       {R"("kind": "power_dip", "places": ["fab"], "stop": "100 hours", "lost": 0.5)",
        R"("kind": "tool_delay", "places": ["fab"], "delay": "90 days")",
        R"("kind": "yield_excursion", "places": ["stacker"], "yield": 0.5, "lasts": "90 days")",
        R"("kind": "lane_closed", "lanes": ["stacks"], "lasts": "30 days")",
        R"("kind": "cargo_lost", "lanes": ["racks"], "lost": 0.5)",
        R"("kind": "export_rule", "product": "gpu", "to": ["integrator"])",
        R"("kind": "demand_shock", "customers": ["buyer"], "factor": 0.5)",
        R"("kind": "cancelled_order", "customers": ["buyer"], "share": 0.5)"}) {
    INFO(entry);
    const std::string capacity = R"([["2026-01-01", "1 wafers/day"], ["2026-09-01", "5 wafers/day"]])";
    const Run run = test::run_of(disrupted("\"x\": { \"at\": \"2026-05-01\", " + entry + " }", capacity));
    const Run twin = test::run_of(chain(capacity, kFourRacks));
    CHECK(rows_before(run, "2026-05") == rows_before(twin, "2026-05"));
    CHECK(run.text() != twin.text());
  }
}

TEST_CASE("Random events come at the same dates whatever else the scenario has, and as often as their rate says") {
  const std::string random =
      R"("dips": { "kind": "power_dip", "places": ["fab"], "rate": "12 1/year", "stop": "5 hours", "stop_range": ["1 hours", "48 hours"] })";
  const auto shocks = [](const std::string& text) {
    std::string lines;
    for (const supply::Shock& shock : supply::shocks_of(test::scenario_of(text))) {
      if (shock.name == "dips") {
        lines += fmt::format("{} {:a}\n", shock.at.time_since_epoch().count(), shock.size);
      }
    }
    return lines;
  };
  const std::string alone = shocks(disrupted(random));
  CHECK(!alone.empty());
  CHECK(shocks(disrupted(
            R"("another": { "kind": "power_dip", "places": ["tsv"], "rate": "50 1/year", "stop": "1 hours" }, )" +
            random)) == alone);
  CHECK(test::run_of(disrupted(random)).text() == test::run_of(disrupted(random)).text());

  scenario::Scenario scenario = test::scenario_of(disrupted(random));
  const double years = std::chrono::duration<double>(scenario.to - scenario.from).count() / (365.25 * 86400);
  double count = 0;
  constexpr int kSeeds = 400;
  for (scenario.seed = 0; scenario.seed < kSeeds; ++scenario.seed) {
    count += static_cast<double>(supply::shocks_of(scenario).size());
  }
  const double expected = 12 * years * kSeeds;
  CHECK(std::abs(count - expected) < 3 * std::sqrt(expected));
}

TEST_CASE("Both drivers write the same bytes of a disrupted chain") {
  const scenario::Scenario scenario = test::scenario_of(disrupted(
      R"("dips": { "kind": "power_dip", "places": ["fab", "packer"], "rate": "12 1/year", "stop": "30 hours", "lost": 0.3 },
         "strike": { "kind": "lane_closed", "lanes": ["stacks"], "at": "2026-04-03", "lasts": "9 days", "goods": "stand_still" },
         "doubt": { "kind": "cancelled_order", "customers": ["buyer"], "at": "2026-03-05", "share": 0.25 })"));
  const std::string with_simgrid = test::in_child([&] { return Run(scenario, engine::Driver::simgrid).text(); });
  CHECK(with_simgrid == Run(scenario).text());
}
