/// The flow of a whole fab against its equations: batches, lots and the operating curve at several loads; the bottleneck; Little's
/// law; tools on order; nodes; downtime; losses. Days count from 1 January 2026.

#include "src/supply/plant/downtime.hpp"
#include "tests/engine/running.hpp"
#include "tests/supply/fab_scenario.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using test::fab_scenario;
using test::flow;
using test::Run;
using test::run_of;
using Values = std::vector<double>;

namespace {

/// A fab of 3,000 wafers a day, in a steady state since before the run.
Run steady(const std::string& kind, double utilisation, const std::string& more = "") {
  const std::string fields = R"("capacity": "3000 wafers/day", "cycle_time": "80 days", "filler": "ddr",
                                "products": { "ddr": { "opening_rate": "3000 wafers/day" } }, )" +
                             flow(kind, 40, 0.2, fmt::format("{:.17g}", 1 / utilisation), more);
  return run_of(fab_scenario(fields, "2029-01"));
}

/// Sum over the months of a mean that holds for each.
double integral(const Run& run, std::string_view measure) {
  double sum = 0;
  for (const base::Month month : run.curves().months()) {
    sum += run.curves().sum_at({.measure = measure, .place = "fab"}, month) * base::days_in(month);
  }
  return sum;
}

/// Unit-days that all who came out had spent in process.
double time_of_output(const Run& run) {
  double sum = 0;
  for (const base::Month month : run.curves().months()) {
    sum += run.curves().sum_at({.measure = "cycle_time", .place = "fab"}, month) *
           run.curves().sum_at({.measure = "good", .place = "fab"}, month);
  }
  return sum;
}

Values of(const Run& run, std::string_view measure, std::string_view item = "", std::size_t n = 6) {
  return run.months("2026-01", n, {.measure = measure, .item = item, .place = "fab"});
}

}  // namespace

// Cycle time 40 (1 + 0.2 u / (1 - u)) days. Lots differ by chance: their raw times have a standard deviation of 8 days, so that a
// month's 3,600 lots come out within a per cent of 90,000 wafers.
TEST_CASE("Batches and lots agree with each other and with the operating curve") {
  for (const double utilisation : {0.5, 0.8, 0.9}) {
    INFO("utilisation " << utilisation);
    const Run batches = steady("batches", utilisation);
    const Run lots = steady("lots", utilisation, R"(, "variability": 0.2)");
    const double cycle_time = 40 * (1 + 0.2 * utilisation / (1 - utilisation));
    for (const char* month : {"2026-03", "2027-06", "2028-12"}) {
      INFO(month);
      const metrics::Wanted made{.measure = "good", .place = "fab"};
      const metrics::Wanted time{.measure = "cycle_time", .place = "fab"};
      CHECK(batches.at(month, time) == Approx(cycle_time).epsilon(0.002));
      CHECK(lots.at(month, time) == Approx(cycle_time).epsilon(0.005));
      CHECK(batches.at(month, made) ==
            Approx(batches.at(month, {.measure = "started", .place = "fab"})).epsilon(0.002));
      CHECK(lots.at(month, made) == Approx(batches.at(month, made)).epsilon(0.01));
    }
    CHECK(lots.total({.measure = "good", .place = "fab"}) ==
          Approx(batches.total({.measure = "good", .place = "fab"})).epsilon(0.001));
  }
}

// In a year's overload of a tenth the queue grows by what the tools do not pass: 3,000 starts a day, 2,700 passed.
TEST_CASE("Starts past the bottleneck cost time and bring forth nothing") {
  const auto pushed = [](const std::string& bottleneck) {
    return run_of(fab_scenario(R"("capacity": "3000 wafers/day", "cycle_time": "40 days", "filler": "ddr",
                                  "products": { "ddr": {} }, )" +
                                   flow("batches", 40, 0, bottleneck),
                               "2027-01"));
  };
  const Run over = pushed("0.9");
  const Run within = pushed("1");
  const metrics::Wanted made{.measure = "good", .place = "fab"};
  CHECK(over.at("2026-12", made) ==
        Approx(2700 * 31).margin(300));  // a batch passes in two parts, a ninth of a day's a time
  CHECK(over.total(made) <= 2700 * (365 - 40 + 1));
  CHECK(over.at("2026-12", {.measure = "queue", .place = "fab"}) == Approx(300 * 365).margin(1));
  CHECK(within.at("2026-12", made) == 3000 * 31);
  CHECK(within.at("2026-12", {.measure = "queue", .place = "fab"}) == 0);
  // Who comes out on day t started on day s with 0.9 (t - 40) = s; on average over December t is 349.
  CHECK(over.at("2026-12", {.measure = "cycle_time", .place = "fab"}) == Approx(349.5 - 0.9 * 309.5).epsilon(0.01));
  CHECK(within.at("2026-12", {.measure = "cycle_time", .place = "fab"}) == Approx(40));
}

// The fab starts nothing after three years of overload and is empty in the end, so that the integral of what is in process is the
// sum of all cycle times: L = lambda W without a remainder.
TEST_CASE("Little's law holds over a run, from its rows") {
  for (const char* kind : {"batches", "lots"}) {
    INFO(kind);
    const std::string fields = R"("capacity": "310 wafers/day", "cycle_time": "40 days", "products": { "ddr": {} },
      "nodes": { "1b": { "share": { "points": [["2026-01-01", 1], ["2029-01-01", 0]], "interpolation": "step" },
                         "filler": "ddr" } }, )" +
                               flow(kind, 40, 0.2, "0.95", kind[0] == 'l' ? R"(, "variability": 0.3)" : "");
    const Run run = run_of(fab_scenario(fields, "2036-01"));
    CHECK(run.at("2035-12", {.measure = "in_process", .place = "fab"}) == 0);
    CHECK(run.total({.measure = "good", .place = "fab"}) == 310.0 * 1096);
    CHECK(integral(run, "mean_in_process") == Approx(time_of_output(run)).epsilon(1e-9));
    CHECK(run.at("2028-12", {.measure = "in_process", .place = "fab"}) >
          run.at("2027-12", {.measure = "in_process", .place = "fab"}));
  }
}

TEST_CASE("Years of lots are told from batches by nothing but chance where lots do not vary") {
  const Run batches = steady("batches", 0.8);
  const Run lots = steady("lots", 0.8, R"(, "lot_size": 1)");
  const auto made = [](const Run& run) { return of(run, "good", "ddr", 24); };
  const Values one = made(batches);
  const Values other = made(lots);
  for (std::size_t month = 0; month < 24; ++month) {
    CHECK(one[month] == Approx(other[month]).epsilon(0.001));
  }
}

// 30 wafers a day; 10 more ordered on 1 January, delivered after 31 days, qualified after 28, on 1 March, and up to full on 31 March.
TEST_CASE("Tools on order add to the capacity once delivered and qualified, evenly") {
  const Run run = run_of(fab_scenario(
      R"("capacity": "30 wafers/day", "cycle_time": "10 days", "filler": "ddr", "products": { "ddr": {} },
         "tool_sets": [{ "ordered": "2026-01-01", "capacity": "10 wafers/day", "delivery": "31 days", "qualification": "28 days",
                         "ramp_up": "30 days" }])",
      "2026-07"));
  // March: 10 x (0 + 1 + ... + 29) / 30 + 10 on the 31st = 155.
  CHECK(of(run, "capacity") == Values{930, 840, 30 * 31 + 155, 1200, 1240, 1200});
  CHECK(of(run, "started", "ddr")[3] == 1200);
}

// 40 wafers a day, all on 1a until 1 March, then half on 1b. Of what turns, 80 % starts nothing for 31 days: 1b has 20 - 16 = 4 a
// day in March and 20 from April on.
TEST_CASE("A node's products keep to its share, and capacity that turns to another node is lost for a time") {
  const Run run = run_of(fab_scenario(
      R"("capacity": "40 wafers/day", "cycle_time": "10 days", "products": { "ddr": {}, "old": {} },
         "conversion_loss": 0.8, "conversion_time": "31 days",
         "nodes": { "1a": { "share": { "points": [["2026-01-01", 1], ["2026-03-01", 0.5]], "interpolation": "step" }, "filler": "old" },
                    "1b": { "share": { "points": [["2026-01-01", 0], ["2026-03-01", 0.5]], "interpolation": "step" }, "filler": "ddr" } })",
      "2026-07"));
  CHECK(of(run, "started", "old") == Values{1240, 1120, 620, 600, 620, 600});
  CHECK(of(run, "started", "ddr") == Values{0, 0, 124, 600, 620, 600});
}

TEST_CASE("A node with more mask steps starts fewer wafers on its share") {
  const Run run = run_of(fab_scenario(
      R"("capacity": "40 wafers/day", "cycle_time": "10 days", "products": { "ddr": {} },
         "nodes": { "1b": { "share": 1, "load": 1.25, "filler": "ddr" } })",
      "2026-07"));
  CHECK(of(run, "started", "ddr") == Values{992, 896, 992, 960, 992, 960});  // 32 a day
}

// Two tools, each 12 hours every 10 days: tool 1 on days 0, 10, ..., tool 2 on days 5, 15, ...: a quarter of those days' capacity.
TEST_CASE("Maintenance takes its share of the days it falls on") {
  const std::string fields =
      R"("capacity": "40 wafers/day", "cycle_time": "10 days", "filler": "ddr", "products": { "ddr": {} },
      "downtime": { "tools": 2, "maintenance_every": "10 days", "maintenance": "12 hours" })";
  const Run run = run_of(fab_scenario(fields, "2026-07"));
  CHECK(of(run, "tools_down") == Values{70, 50, 60, 60, 70, 60});  // days 0 5 10 15 20 25 30 | 35 40 45 50 55 | ...
  CHECK(of(run, "started", "ddr") == Values{1240 - 70, 1120 - 50, 1240 - 60, 1200 - 60, 1240 - 70, 1200 - 60});
}

// Where units queue for tools, tools that are down cost no starts but time.
TEST_CASE("Maintenance of tools with a queue delays what waits for them") {
  const std::string fields =
      R"("capacity": "40 wafers/day", "cycle_time": "10 days", "filler": "ddr", "products": { "ddr": {} },
      "downtime": { "maintenance_every": "31 days", "maintenance": "2 days" }, )";
  const Run run = run_of(fab_scenario(fields + flow("batches", 10, 0, "2"), "2026-07"));
  CHECK(of(run, "started", "ddr")[0] == 1240);
  CHECK(of(run, "tools_down")[0] == 160);  // 80 a day on 1 and 2 January
  // Starts of days 0 and 1 wait for day 2, on which half of those 80 pass, ahead of its own: out on days 12, 12, 13, then 10 a start.
  CHECK(run.at("2026-01", {.measure = "good", .place = "fab"}) == 40 * 21);
}

TEST_CASE("The share of tools that is up is that of the long run, whatever is asked first") {
  supply::Downtime downtime;
  downtime.tools = 10;
  downtime.maintenance_every = std::chrono::days{30};
  downtime.maintenance = std::chrono::days{1};
  downtime.mean_uptime = std::chrono::days{20};
  downtime.mean_repair = std::chrono::days{1};
  const base::SimTime from = base::parse_date("2026-01").value();
  supply::ToolsUp in_order(downtime, from, 1, "fab/x/downtime");
  supply::ToolsUp at_once(downtime, from, 1, "fab/x/downtime");
  const double last = at_once.on(from + 9999 * base::kDay);
  double sum = 0;
  for (std::int64_t i = 0; i < 10'000; ++i) {
    const double up = in_order.on(from + i * base::kDay);
    REQUIRE(up >= 0);
    REQUIRE(up <= 1);
    sum += up;
  }
  CHECK(in_order.on(from + 9999 * base::kDay) == last);
  // 10 tools x 10,000 days hold some 4,800 repairs of mean and deviation 1 day: a standard error of 0.0007, times 1.4 for uptimes.
  CHECK(sum / 10'000 == Approx(downtime.availability()).margin(0.003));
}

// A tenth of the units in process is lost on 15 February; 40 x 20 are in process, and lots of 25 are hit in turn.
TEST_CASE("A loss takes its share of what is in process, and the rest comes out") {
  for (const std::string& how : {std::string(), ", " + flow("batches", 20, 0, "1"), ", " + flow("lots", 20, 0, "1")}) {
    INFO(how);
    const std::string fields =
        R"("capacity": "40 wafers/day", "cycle_time": "20 days", "filler": "ddr", "products": { "ddr": {} })" + how;
    const Run run = run_of(fab_scenario(fields, "2026-07",
                                        R"(, "disruptions": { "bad": { "kind": "contamination", "at": "2026-02-15",
                                             "places": ["fab"], "lost": 0.1 } })"));
    CHECK(test::events_of(run, "fab", "lost") == std::vector<std::string>{"2026-02-15 80 wafers"});
    CHECK(of(run, "lost_in_process", "ddr")[1] == 80);
    const Values made = of(run, "good", "ddr");
    CHECK(made[0] == 40 * 11);
    CHECK(made[1] + made[2] == 40 * 59 - 80);
    CHECK(of(run, "in_process", "ddr") == Values{800, 776, 800, 800, 800, 800});  // of the 80, 24 would be out in March
  }
}
