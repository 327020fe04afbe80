/// One site, counted by hand. Days count from 1 January 2026 = day 0, so the months end before days 31, 59, 90, 120, 151, 181, 212
/// and 243.

#include "tests/engine/running.hpp"
#include "tests/exact/site_scenario.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using exact::site;

namespace {

using Values = std::vector<double>;
using Texts = std::vector<std::string>;

/// January to August of one account of the site.
Values at_site(const test::Run& run, const char* measure) {
  return run.months("2026-01", 8, {.stage = "site", .measure = measure, .place = "site"});
}

void check_close(const Values& found, const Values& expected) {
  REQUIRE(found.size() == expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    INFO("month " << i + 1);
    CHECK(found[i] == Approx(expected[i]).margin(1e-6));
  }
}

}  // namespace

// The buildings take 1 MW / 1.25 = 0.8 MW of IT = 8 racks and from April (day 90) 16; the grid 8 racks, from May (day 120) 12, from
// July (day 181) 16. Three racks stand there from the start.
//
//   day 0    orders 5 for day 0 (too late to be there) -> day 21: 1 connected a day on days 21-25, live 2 days later
//   day 70   orders 7 for day 91, a week's worth of its crews; day 77: the last 1 for day 98
//   91-119   no grid: 7 wait on days 91-97, 8 on days 98-119
//   120-122  grid for 4: 1 a day, so 7 6 5 wait for the crews; day 123: the fourth, 4 wait for power, to day 180
//   181-184  grid for 4: 1 a day, 3 2 1 0 wait for the crews
TEST_CASE("A site's racks are ordered, late, landed, without power, connected and live on the days counted by hand") {
  const test::Run run = test::run_of(site(R"(
      "phases": [["2026-01-01", "1 MW"], ["2026-04-01", "2 MW"]], "pue": 1.25,
      "grid": [["2026-01-01", "1 MW"], ["2026-05-01", "1.5 MW"], ["2026-07-01", "2 MW"]],
      "opening": { "rack": 3 }, "commissioning": "1 racks/day", "burn_in": "2 days")"));

  CHECK(at_site(run, "demand") == Values{5, 0, 0, 8, 0, 0, 0, 0});
  CHECK(at_site(run, "received") == Values{5, 0, 0, 8, 0, 0, 0, 0});
  CHECK(at_site(run, "late") == Values{0, 0, 0, 0, 0, 0, 0, 0});
  CHECK(at_site(run, "connected") == Values{5, 0, 0, 0, 4, 0, 4, 0});
  CHECK(at_site(run, "live") == Values{8, 8, 8, 8, 12, 12, 16, 16});
  check_close(at_site(run, "waiting_for_power"), {0, 0, 0, (7 * 7 + 22 * 8) / 30.0, 28 * 4 / 31.0, 4, 0, 0});
  check_close(at_site(run, "waiting_for_commissioning"),
              {(4 + 3 + 2 + 1) / 31.0, 0, 0, 0, (7 + 6 + 5) / 31.0, 0, (3 + 2 + 1) / 31.0, 0});
  check_close(at_site(run, "it_power_live"), {0.8, 0.8, 0.8, 0.8, 1.2, 1.2, 1.6, 1.6});
  check_close(at_site(run, "facility_power_live"), {1, 1, 1, 1, 1.5, 1.5, 2, 2});
  check_close(at_site(run, "it_power_usable"), {0.8, 0.8, 0.8, 0.8, 1.2, 1.2, 1.6, 1.6});
  check_close(at_site(run, "building_power"), {1, 1, 1, 2, 2, 2, 2, 2});
  check_close(at_site(run, "grid_power"), {1, 1, 1, 1, 1.5, 1.5, 2, 2});

  CHECK(test::events_of(run, "site", "first_racks") == Texts{});  // it opened with some
  CHECK(test::events_of(run, "site", "power_on") == Texts{"2026-05-01 1.2 MW", "2026-07-01 1.6 MW"});
  CHECK(test::events_of(run, "site", "racks_wait_for_power") == Texts{"2026-04-02 7 racks", "2026-05-04 4 racks"});
  CHECK(test::events_of(run, "site", "racks_find_power") == Texts{"2026-05-01 7 racks", "2026-07-01 3 racks"});
}

// Five racks are due on day 0 and cannot be there before day 21; from day 0 to day 20 they are late.
TEST_CASE("Racks that are due and have not landed are late") {
  const std::string text = site(R"("phases": "0.5 MW", "commissioning": "1 racks/day")");
  scenario::Scenario scenario = test::scenario_of(text);
  scenario.to = base::parse_date("2026-01-21").value();
  CHECK(test::Run(scenario).at("2026-01", {.measure = "late", .place = "site"}) == 5);
  scenario.to = base::parse_date("2026-01-23").value();
  CHECK(test::Run(scenario).at("2026-01", {.measure = "late", .place = "site"}) == 0);
  CHECK(test::events_of(test::Run(scenario), "site", "first_racks") == Texts{"2026-01-22 5 racks"});
}

// Eight racks fill the site and live 100 days, to day 100. Their places are free for orders due on day 105, the first weekly date after:
// 7 (a week at 1 a day) land and start on days 105-111, the eighth lands on day 112 and starts then. Two days later each works.
TEST_CASE("Racks retire after their life, and new ones take their power") {
  const test::Run run =
      test::run_of(site(R"("phases": "0.8 MW", "opening": { "rack": 8 }, "commissioning": "1 racks/day",
      "burn_in": "2 days", "service_life": "100 days")"));
  CHECK(at_site(run, "retired") == Values{0, 0, 0, 8, 0, 0, 5, 3});  // day 100; days 207-211 | 212-214
  CHECK(at_site(run, "demand") == Values{0, 0, 0, 8, 0, 0, 7, 1});   // days 105 and 112; 210 and 217
  CHECK(at_site(run, "received") == Values{0, 0, 0, 8, 0, 0, 7, 1});
  CHECK(at_site(run, "live") == Values{8, 8, 8, 8, 8, 8, 3, 8});  // from day 114 on; 5 retire by day 211
}

// 1.5 racks a day make 1 and 2 in turn: 9 racks that land together are connected after 6 days.
TEST_CASE("Crews carry the part of a rack they did not finish over to the next day") {
  const test::Run run = test::run_of(site(R"("phases": "0.9 MW", "commissioning": "1.5 racks/day")"));
  CHECK(at_site(run, "received")[0] == 9);
  // Part of a rack is in hand when they land on day 21: 2 1 2 1 2 1, so 7 6 4 3 1 0 wait.
  check_close({at_site(run, "waiting_for_commissioning")[0]}, {(7 + 6 + 4 + 3 + 1) / 31.0});
}

// 2 racks a month are under half a rack a week, and still two racks a month in the long run: 73 days make 4.8 of them.
TEST_CASE("A site whose crews connect less than a rack a week still orders") {
  const test::Run run = test::run_of(site(R"("phases": "10 MW", "commissioning": "2 racks/month")"));
  const Values demand = at_site(run, "demand");
  CHECK(std::accumulate(demand.begin(), demand.end(), 0.0) == Approx(16).margin(1));
}
