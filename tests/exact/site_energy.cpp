/// The energy account of one site, counted by hand. 1 January 2026 is a Thursday.

#include "tests/engine/running.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;

namespace {

// Two racks of 10 packages at 100 tokens/s and 100 kW, 40 kW without work. Whoever asks for 5000 tokens/s uses all of them.
std::string energy_site(const std::string& to, const std::string& demand, const std::string& fields,
                        const std::string& more = "") {
  return fmt::format(
      R"({{
    "name": "energy", "from": "2026-01-01", "to": "{}",
    "accelerators": {{ "gpu": {{ "token_rate": "100 tokens/s/GPU" }} }},
    "racks": {{ "rack": {{ "accelerator": "gpu", "accelerators": 10, "power": "100 kW", "idle_power": "40 kW" }} }},
    "sites": {{ "site": {{ "opening": {{ "rack": 2 }}, "commissioning": "1 racks/day", "order_ahead": "21 days",
               {} }} }}{}{}
  }})",
      to, fields, demand.empty() ? "" : fmt::format(R"(, "services": {{ "chat": {{ "demand": {} }} }})", demand), more);
}

// 10 hours at 100, 8 at 150 and 6 at 200 KRW/kWh; 14 more on each kWh; 6000 KRW for each kW of the month.
constexpr const char* kTariff =
    R"("phases": "1 MW", "pue": 1.25, "carbon": { "kind": "flat", "intensity": "400 gCO2/kWh" },
  "tariff": { "kind": "time_of_use", "demand_charge": "6000 KRW/kW/month", "climate_charge": "9 KRW/kWh", "fuel_charge": "5 KRW/kWh",
    "seasons": [ { "months": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
      "off_peak": "100 KRW/kWh", "mid_peak": "150 KRW/kWh", "peak": "200 KRW/kWh",
      "weekday": "oooooooommmmmmmppppppmoo", "saturday": "oooooooommmmmmmmmmmmmmoo", "sunday": "oooooooooooooooooooooooo" } ] })";

constexpr double kWeekday = 10 * 100 + 8 * 150 + 6 * 200 + 24 * 14;
constexpr double kSaturday = 10 * 100 + 14 * 150 + 24 * 14;
constexpr double kSunday = 24 * 100 + 24 * 14;

double printed(double value) { return std::round(value * 1e6) / 1e6; }

double at_site(const test::Run& run, const char* month, const char* measure) {
  return run.at(month, {.stage = "site", .measure = measure, .place = "site"});
}

}  // namespace

// Thursday: all at work, 200 kW of IT and 250 kW of facility. Friday: nothing asked, 80 kW and 100 kW.
TEST_CASE("Two days of a site: energy, cost, demand charge, carbon, PUE and peak to the last digit") {
  const test::Run run = test::run_of(energy_site("2026-01-03", R"({ "points": [["2026-01-01", "5000 tokens/s"],
      ["2026-01-02", "0 tokens/s"]], "interpolation": "step" })",
                                                 kTariff));
  CHECK(at_site(run, "2026-01", "energy_it") == printed(24 * (0.2 + 0.08)));
  CHECK(at_site(run, "2026-01", "energy_facility") == printed(24 * (0.25 + 0.1)));
  const double charge = 250.0 * 6000 * 2 / 31;  // two days of the month
  CHECK(at_site(run, "2026-01", "demand_charge") == printed(charge));
  CHECK(at_site(run, "2026-01", "energy_cost") == printed((250 + 100) * kWeekday + charge));
  CHECK(at_site(run, "2026-01", "co2") == printed(24 * 0.35 * 0.4));
  CHECK(at_site(run, "2026-01", "peak_facility_power") == 0.25);
  CHECK(at_site(run, "2026-01", "pue") == 1.25);
  CHECK(at_site(run, "2026-01", "hours_at_grid_limit") == 0);
}

// January has 22 weekdays, 5 Saturdays and 4 Sundays, February 20, 4 and 4. Nobody uses the racks: 80 kW and 100 kW at all hours.
TEST_CASE("Racks under power that nobody uses idle; each month keeps its own days and hours") {
  const test::Run run = test::run_of(energy_site("2026-03-01", "", kTariff));
  CHECK(at_site(run, "2026-01", "energy_it") == printed(31 * 24 * 0.08));
  CHECK(at_site(run, "2026-02", "energy_it") == printed(28 * 24 * 0.08));
  CHECK(at_site(run, "2026-01", "energy_cost") ==
        printed(100 * (22 * kWeekday + 5 * kSaturday + 4 * kSunday) + 100 * 6000));
  CHECK(at_site(run, "2026-02", "energy_cost") ==
        printed(100 * (20 * kWeekday + 4 * kSaturday + 4 * kSunday) + 100 * 6000));
  CHECK(at_site(run, "2026-02", "peak_facility_power") == 0.1);
}

// 5 racks are ordered at once, land on day 21 and are connected on days 21 to 25, live two days later. Until the services hear of them,
// a day after that, the site counts them as idle: 3 days each. From then on they work at full power, as the demand is beyond them.
TEST_CASE("A rack idles while it burns in, and works once the services know of it") {
  const std::string text =
      energy_site("2026-03-01", R"("1 Mtokens/s")", std::string(kTariff) + R"(, "burn_in": "2 days",
      "build": [{ "from": "2026-01-01", "rack": "rack" }])",
                  R"(,
      "suppliers": { "boards": { "kind": "accelerator_supplier", "capacity": "1000 packages/day", "cycle_time": "10 days",
                                 "products": { "gpu": {} } } },
      "assembly": { "integrator": { "capacity": "1000 racks/day", "cycle_time": "5 days", "products": { "rack": {} } } },
      "lanes": { "boards": { "from": "boards", "to": "integrator", "lead_time": "1 day" },
                 "racks": { "from": "integrator", "to": "site", "lead_time": "3 days" } })");
  scenario::Scenario scenario = test::scenario_of(text);
  const test::Run run(scenario);
  const double connected = run.total({.stage = "site", .measure = "connected", .place = "site"});
  REQUIRE(connected == 6);  // 1 MW / 1.25 carries eight racks
  // Connected on days 21 to 26, each idle for 3 days and at work from the fourth.
  double rack_days_at_work = 0;
  for (int day = 21; day < 27; ++day) {
    rack_days_at_work += 59 - (day + 3);
  }
  const double energy = 24 * (2 * 59 * 0.1 + 6 * 3 * 0.04 + rack_days_at_work * 0.1);
  CHECK(run.total({.stage = "site", .measure = "energy_it", .place = "site"}) == Approx(energy).epsilon(1e-9));
}

// The site opens with 250 kW of facility load at full work, and the grid gives way to 200 kW on Friday.
TEST_CASE("Hours in which the load exceeds what the grid delivers are counted") {
  const test::Run run = test::run_of(
      energy_site("2026-01-04", R"("5000 tokens/s")",
                  std::string(kTariff) +
                      R"(, "grid": [["2026-01-01", "250 kW"], ["2026-01-02", "200 kW"], ["2026-01-03", "300 kW"]])"));
  CHECK(at_site(run, "2026-01", "hours_at_grid_limit") == 24);
  CHECK(at_site(run, "2026-01", "hours_at_cooling_limit") == 0);
}

// At 35 degC and 2 K more in the warmest hour, the cooling carries 1 - 0.5 (T - 36): all of it up to 36 degC, and half of it at 37.
// T > 36 where cos > 1/2, in the 7 hours from 12 to 18 but for the two at the ends.
TEST_CASE("Hours in which the load exceeds what the cooling carries are counted") {
  const std::string months =
      R"(["35 degC", "35 degC", "35 degC", "35 degC", "35 degC", "35 degC", "35 degC", "35 degC", "35 degC",
      "35 degC", "35 degC", "35 degC"])";
  const test::Run run = test::run_of(energy_site(
      "2026-01-03", R"("5000 tokens/s")",
      R"("pue": 1.25, "phases": "250 kW", "climate": { "monthly_mean": )" + months + R"(, "daily_amplitude": "2 degC" },
         "cooling": { "kind": "free_cooling", "design_outdoor": "36 degC", "derating": 0.5 })"));
  CHECK(at_site(run, "2026-01", "hours_at_cooling_limit") == 2 * 7);
}

TEST_CASE("A site without tariff, carbon or cooling keeps no energy account") {
  const test::Run run =
      test::run_of(energy_site("2026-02-01", R"("5000 tokens/s")", R"("phases": "1 MW", "pue": 1.25)"));
  CHECK(run.curves().find({.measure = "energy_it"}).empty());
}

TEST_CASE("Cooling by outdoor temperature needs a climate") {
  const test::ScenarioText read(energy_site("2026-02-01", "", R"("phases": "1 MW", "cooling": "free_cooling")"));
  REQUIRE(read.issues.size() == 1);
  CHECK(read.issues.front().path == "sites.site");
  CHECK(read.issues.front().message == "its \"cooling\" goes by outdoor temperature; add \"climate\"");
}
