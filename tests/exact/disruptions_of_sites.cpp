/// What disruptions do to a site and to services, counted by hand: day 0 is 1 January 2026.

#include "aibelt/metrics/recovery.hpp"
#include "aibelt/supply/disruptions.hpp"
#include "tests/engine/in_child.hpp"
#include "tests/exact/disrupted_chain.hpp"

using namespace aibelt;
using test::Run;

namespace {

using Values = std::vector<double>;

constexpr double kDay = 86400;

/// Two racks of ten accelerators at 100 tokens/s: 2000 tokens/s and, at full work, 200 kW.
std::string site(const std::string& entries, const std::string& demand = R"("2000 tokens/s")",
                 const std::string& fields = "", const std::string& more = "") {
  return fmt::format(R"({{
    "name": "site", "from": "2026-01-01", "to": "2026-06-01",
    "accelerators": {{ "gpu": {{ "token_rate": "100 tokens/s/GPU" }} }},
    "racks": {{ "rack": {{ "accelerator": "gpu", "accelerators": 10, "power": "100 kW", "idle_power": "40 kW" }} }},
    "sites": {{ "site": {{ "opening": {{ "rack": 2 }}, "phases": "1 MW", "pue": 1.25, "commissioning": "1 racks/day",
                         "carbon": {{ "kind": "flat", "intensity": "400 gCO2/kWh" }}{} }} }},
    "services": {{ "chat": {{ "demand": {} }} }}{}{}
  }})",
                     fields.empty() ? R"(, "order_ahead": "21 days")" : ", " + fields, demand, more,
                     entries.empty() ? "" : R"(, "disruptions": { )" + entries + " }");
}

/// The site orders the six racks it has room for on day 0; they land on day 21.
std::string growing(const std::string& entries, const std::string& from = "2026-01-01",
                    const std::string& ahead = "21 days") {
  return site(entries, R"("1 Mtokens/s")",
              fmt::format(R"("burn_in": "10 days", "order_ahead": "{}", "build": [{{ "from": "{}", "rack": "rack" }}])",
                          ahead, from),
              R"(,
      "suppliers": { "boards": { "kind": "accelerator_supplier", "capacity": "1000 packages/day", "cycle_time": "10 days",
                                 "products": { "gpu": {} } } },
      "assembly": { "integrator": { "capacity": "1000 racks/day", "cycle_time": "5 days", "products": { "rack": {} } } },
      "lanes": { "boards": { "from": "boards", "to": "integrator", "lead_time": "1 day" },
                 "racks": { "from": "integrator", "to": "site", "lead_time": "3 days" } })");
}

Values spring(const Run& run, const char* stage, const char* measure) {
  return run.months("2026-01", 5, {.stage = stage, .measure = measure});
}

}  // namespace

// The stop takes day 10 and half of day 11.
TEST_CASE("While a site has no power its services have nothing of it, and nothing is drawn") {
  const Run run = test::run_of(
      site(R"("dip": { "kind": "power_dip", "places": ["site"], "at": "2026-01-11", "stop": "36 hours" })"));
  CHECK(test::events_of(run, "site", "power_dip") == std::vector<std::string>{"2026-01-11 36 hours"});
  CHECK(run.at("2026-01", {.stage = "service", .measure = "served"}) == Approx(29.5 * kDay * 2000).epsilon(1e-12));
  CHECK(run.at("2026-01", {.stage = "service", .measure = "unmet"}) == Approx(1.5 * kDay * 2000).epsilon(1e-12));
  CHECK(run.at("2026-01", {.stage = "service", .measure = "capacity_at_site"}) ==
        Approx(29.5 * kDay * 2000).epsilon(1e-12));
  CHECK(run.at("2026-01", {.stage = "service", .measure = "utilisation"}) == Approx(29.5 / 31).margin(1e-6));
  CHECK(run.at("2026-01", {.stage = "site", .measure = "out"}) == Approx(2 * 1.5).epsilon(1e-12));
  CHECK(run.at("2026-01", {.stage = "site", .measure = "energy_it"}) == Approx(0.2 * (31 * 24 - 36)).epsilon(1e-9));
  CHECK(run.at("2026-02", {.stage = "service", .measure = "served"}) == 28 * kDay * 2000);
  CHECK(run.at("2026-01", {.stage = "site", .measure = "live"}) == 2);
}

// Two days nothing, then 1/8, 3/8, 5/8 and 7/8 of a day.
TEST_CASE("After an earthquake a site's accelerators come back in a straight line") {
  const Run run = test::run_of(site(
      R"("quake": { "kind": "earthquake", "places": ["site"], "at": "2026-01-11", "stop": "2 days", "recovery": "4 days" })"));
  CHECK(run.at("2026-01", {.stage = "service", .measure = "served"}) == Approx((31 - 4) * kDay * 2000).epsilon(1e-9));
  CHECK(run.at("2026-01", {.stage = "site", .measure = "energy_it"}) == Approx(0.2 * 24 * (31 - 4)).epsilon(1e-9));
}

// Racks are connected on days 21 to 26, one a day. On day 25 four burn in and two wait: two and one are lost, and come again by March.
TEST_CASE("Racks that burn in and racks that wait are lost to the unit and ordered again") {
  const Run run = test::run_of(growing(
      R"("quake": { "kind": "earthquake", "places": ["site"], "at": "2026-01-26", "stop": "0 days", "lost": 0.5, "lost_stock": 0.5 })"));
  CHECK(test::events_of(run, "site", "lost") == std::vector<std::string>{"2026-01-26 3 racks"});
  CHECK(spring(run, "site", "lost") == Values{3, 0, 0, 0, 0});
  CHECK(spring(run, "site", "lost_in_process") == Values{2, 0, 0, 0, 0});
  CHECK(spring(run, "site", "demand") == Values{9, 0, 0, 0, 0});
  CHECK(spring(run, "site", "received") == Values{6, 3, 0, 0, 0});
  CHECK(spring(run, "site", "connected") == Values{5, 3, 0, 0, 0});
  CHECK(spring(run, "site", "late") == Values{3, 0, 0, 0, 0});
  CHECK(run.at("2026-05", {.stage = "site", .measure = "live"}) == 2 + 6);
}

// Stopped on days 25 to 34: two racks wait until day 35 and 36, and the four that burn in since days 21 to 24 rest for ten days.
TEST_CASE("While a site is stopped nothing is connected and burn-in rests") {
  const Run run = test::run_of(
      growing(R"("dip": { "kind": "power_dip", "places": ["site"], "at": "2026-01-26", "stop": "240 hours" })"));
  CHECK(spring(run, "site", "connected") == Values{4, 2, 0, 0, 0});
  // Live on days 41 to 44, 45 and 46, and at work a day later: 17 + 16 + 15 + 14 + 13 + 12 rack-days of February's days 31 to 58.
  const double racks = 2 * 28 - 2 * 4 + (17 + 16 + 15 + 14 + 13 + 12);
  CHECK(run.at("2026-02", {.stage = "service", .measure = "served"}) == Approx(racks * 1000 * kDay).epsilon(1e-12));
}

// Of six racks ordered on day 0 the site takes three back on day 10, before any has left.
TEST_CASE("A site that takes orders back goes without, and waits for them no longer") {
  const Run run = test::run_of(
      growing(R"("doubt": { "kind": "cancelled_order", "sites": ["site"], "at": "2026-01-11", "share": 0.5 })"));
  CHECK(spring(run, "site", "cancelled") == Values{3, 0, 0, 0, 0});
  CHECK(run.total({.stage = "site", .measure = "received"}) == 3);
  CHECK(spring(run, "site", "late") == Values{0, 0, 0, 0, 0});
  CHECK(run.at("2026-05", {.stage = "site", .measure = "live"}) == 5);
}

// Ordered on day 3 for day 63, and half taken back on day 10: demand to come falls.
TEST_CASE("Orders taken back before they are due lower what a site will want") {
  const Run run = test::run_of(
      growing(R"("doubt": { "kind": "cancelled_order", "sites": ["site"], "at": "2026-01-11", "share": 0.5 })",
              "2026-03-01", "60 days"));
  CHECK(spring(run, "site", "demand") == Values{0, 0, 3, 0, 0});
  CHECK(spring(run, "site", "received") == Values{0, 0, 3, 0, 0});
  CHECK(run.at("2026-05", {.stage = "site", .measure = "live"}) == 5);
}

// Half as much again on days 10 to 19.
TEST_CASE("A service's demand is shocked from its date on, for as long as it lasts") {
  const Run run = test::run_of(site(
      R"("boom": { "kind": "demand_shock", "services": ["chat"], "at": "2026-01-11", "factor": 1.5, "lasts": "10 days" })",
      R"("1600 tokens/s")"));
  CHECK(test::events_of(run, "chat", "demand_shock") == std::vector<std::string>{"2026-01-11 1.5 1"});
  CHECK(run.at("2026-01", {.stage = "service", .measure = "demand"}) == Approx(1600 * kDay * 36).epsilon(1e-12));
  CHECK(run.at("2026-01", {.stage = "service", .measure = "served"}) ==
        Approx(kDay * (21 * 1600 + 10 * 2000)).epsilon(1e-12));
  CHECK(run.at("2026-01", {.stage = "service", .measure = "unmet"}) == Approx(kDay * 10 * 400).epsilon(1e-12));
  CHECK(run.at("2026-02", {.stage = "service", .measure = "demand"}) == Approx(1600 * kDay * 28).epsilon(1e-12));
}

// Out on ten days of January's 31, and back on 1 February, 21 days after.
TEST_CASE("Recovery counts a site by what it could serve, and a service by what it serves and does not") {
  const scenario::Scenario scenario = test::scenario_of(
      site(R"("dip": { "kind": "power_dip", "places": ["site"], "at": "2026-01-11", "stop": "240 hours" })"));
  const base::SimTime at = base::parse_date("2026-01-11").value();
  const metrics::Recovery recovery =
      metrics::recovery(Run(scenario).curves(), Run(supply::without_disruption(scenario, "dip")).curves(), at);
  std::map<std::string, double> lost;
  for (const metrics::Damage& damage : recovery.damages) {
    lost[damage.whose] = damage.lost;
    CHECK(metrics::days_to_recover(damage, at) == 21);
  }
  CHECK(lost == std::map<std::string, double>{{"chat", 10 * kDay * 2000}, {"site", 10 * kDay * 2000}});
  REQUIRE(recovery.shortfalls.size() == 1);
  CHECK(recovery.shortfalls[0].series.item == "chat");
  CHECK(recovery.shortfalls[0].worst == 10 * kDay * 2000);
  CHECK(metrics::days_to_survive(recovery.shortfalls[0], at) == 0);
}

TEST_CASE("Nobody foresees what happens to a site or a service: before its month all rows are those without it") {
  const Run twin = test::run_of(growing("", "2026-03-01", "60 days"));
  for (const std::string entry : {R"("kind": "power_dip", "places": ["site"], "stop": "100 hours", "lost": 0.5)",
                                  R"("kind": "earthquake", "places": ["site"], "stop": "0 days", "recovery": "9 days")",
                                  R"("kind": "demand_shock", "services": ["chat"], "factor": 0.001)",
                                  R"("kind": "cancelled_order", "sites": ["site"], "share": 0.5)",
                                  R"("kind": "cargo_lost", "lanes": ["racks"], "lost": 1)"}) {
    INFO(entry);
    const Run run = test::run_of(growing("\"x\": { \"at\": \"2026-03-03\", " + entry + " }", "2026-03-01", "60 days"));
    CHECK(exact::rows_before(run, "2026-03") == exact::rows_before(twin, "2026-03"));
    CHECK(run.text() != twin.text());
  }
}

TEST_CASE("Both drivers write the same bytes of a disrupted site") {
  const std::string entries =
      R"("dips": { "kind": "power_dip", "places": ["site"], "rate": "30 1/year", "stop": "30 hours", "stop_range": ["0 hours", "60 hours"], "lost": 0.3 },
         "quake": { "kind": "earthquake", "places": ["site", "integrator"], "at": "2026-01-26", "stop": "3 days", "recovery": "9 days",
                    "lost": 0.5, "lost_stock": 0.5 },
         "boom": { "kind": "demand_shock", "services": ["chat"], "at": "2026-02-11", "factor": 0.3 },
         "doubt": { "kind": "cancelled_order", "sites": ["site"], "at": "2026-02-02", "share": 0.7 })";
  const scenario::Scenario scenario = test::scenario_of(growing(entries));
  const std::string with_simgrid = test::in_child([&] { return Run(scenario, engine::Driver::simgrid).text(); });
  CHECK(with_simgrid == Run(scenario).text());
}
