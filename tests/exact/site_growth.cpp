/// What a site orders that follows demand, and what that starts in the fab, counted by hand. Days count from 1 January 2026 = day 0.
/// A week's word of work reaches the site on the day after its end, and the site decides on the day after that: on days 8, 15, 22, …

#include <cmath>

#include "aibelt/base/statistics.hpp"
#include "aibelt/scenario/json_source.hpp"
#include "tests/engine/in_child.hpp"
#include "tests/engine/running.hpp"
#include "tests/exact/chain_scenario.hpp"
#include "tests/exact/site_scenario.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;

namespace {

using Values = std::vector<double>;
using scenario::Json;

constexpr double kDay = 86400;

/// A rack serves 1000 tokens a second; 5500 are wanted from day 14.
const std::string kStep = R"(, "services": { "chat": { "demand": { "interpolation": "step", "points": [
    ["2026-01-01", "0 tokens/s"], ["2026-01-15", "5500 tokens/s"]] } } })";

std::string fields(const std::string& growth, const std::string& more = R"("phases": "100 MW")") {
  return more + R"(, "commissioning": "1000 racks/day", "growth": { "kind": "follow_demand")" + growth + " }";
}

Values of_site(const test::Run& run, const char* measure, const char* place = "site") {
  return run.months("2026-01", 5, {.stage = "site", .measure = measure, .unit = "racks", .place = place});
}

double unmet(const test::Run& run, const char* month) {
  return run.at(month, {.stage = "service", .measure = "unmet", .item = "chat"}) / kDay;
}

/// The chain with a site in the place of its buyer, 500 tokens a second from a rack, and `wanted` of them.
Json chain_to_site(const std::string& growth, const std::string& wanted) {
  Json root = Json::parse(exact::chain(R"("100 wafers/day")", R"("0 racks/day")"));
  root.erase("customers");
  root["to"] = "2028-01-01";
  root["accelerators"]["gpu"]["token_rate"] = "100 tokens/s/GPU";
  root["sites"]["site"] = Json::parse(
      R"({ "phases": "100 MW", "build": [{ "from": "2026-01-01", "rack": "rack5" }], "order_ahead": "64 days",
                       "commissioning": "1000 racks/day", "growth": { "kind": "follow_demand")" +
      growth + " } }");
  root["services"]["chat"]["demand"] = Json::parse(wanted);
  root["lanes"]["racks"]["to"] = "site";
  return root;
}

/// Variance of the months from July 2026 on, over the square of their mean.
double relative_variance(const test::Run& run, const metrics::Wanted& wanted) {
  base::Mean mean;
  for (const double value : run.months("2026-07", 18, wanted)) {
    mean.add(value);
  }
  return mean.variance() / (mean.mean() * mean.mean());
}

}  // namespace

// The third week, days 14 to 20, is the first with work; the site hears of it on day 21, orders on day 22 for day 43 = 13 February, and
// the services hear of the racks on day 44. 6 racks are the fewest that serve 5500.
TEST_CASE("A step of demand orders the racks that serve it, once, and no more") {
  const test::Run run = test::run_of(exact::site(fields(""), kStep));
  CHECK(of_site(run, "orders_placed") == Values{6, 0, 0, 0, 0});
  CHECK(of_site(run, "received") == Values{0, 6, 0, 0, 0});
  CHECK(of_site(run, "live") == Values{0, 6, 6, 6, 6});
  CHECK(of_site(run, "wanted")[0] == Approx(5.5));
  CHECK(unmet(run, "2026-01") == Approx(17 * 5500.0));
  CHECK(unmet(run, "2026-02") == Approx(13 * 5500.0));
  CHECK(unmet(run, "2026-03") == Approx(0).margin(1e-6));
}

TEST_CASE("A site that follows demand orders nothing where there is none, and half as much again with that headroom") {
  const std::string none = R"(, "services": { "chat": { "demand": "0 tokens/s" } })";
  CHECK(of_site(test::run_of(exact::site(fields(""), none)), "orders_placed") == Values{0, 0, 0, 0, 0});
  const auto more = of_site(test::run_of(exact::site(fields(R"(, "headroom": 0.5)"), kStep)), "orders_placed");
  CHECK(more == Values{9, 0, 0, 0, 0});  // 8.25
}

// Smoothed by a half, the forecast is 2.75, 4.125, 4.8125, 5.15625, … racks on days 22, 29, 36, 43, …
TEST_CASE("A smoothed forecast spreads the orders over the weeks after the step") {
  const test::Run run = test::run_of(exact::site(fields(R"(, "smoothing": 0.5)"), kStep));
  CHECK(of_site(run, "orders_placed") == Values{5, 1, 0, 0, 0});
}

// 40 kW of IT power more than four racks take; later the buildings hold all.
TEST_CASE("A site orders no more than its buildings have power for when the racks land") {
  const std::string buildings =
      R"("phases": { "interpolation": "step", "points": [["2026-01-01", "440 kW"], ["2026-04-01", "1 MW"]] })";
  const test::Run run = test::run_of(exact::site(fields("", buildings), kStep));
  CHECK(of_site(run, "orders_placed") == Values{4, 0, 2, 0, 0});
  CHECK(run.total({.stage = "site", .measure = "waiting_for_power", .place = "site"}) == 0);
}

// A rack costs 1000 USD; on days 22, 29, 36, … 2200, 2900, 3600, 4300, 5000, 5700 and 6400 USD have come in: 2, 0, 1, 1, 1, 0, 1 racks.
TEST_CASE("A site orders no more racks than its budget has paid for") {
  const std::string budget = R"(, "budget": "100 USD/day", "price": "10 USD/kW")";
  const test::Run run = test::run_of(exact::site(fields(budget), kStep));
  CHECK(of_site(run, "orders_placed") == Values{2, 3, 1, 0, 0});
}

// The service may run at both. Beside nothing live their buildings take 2 and 8 racks; of 5500 tokens a second 1100 and 4400 are theirs.
TEST_CASE("Sites that follow demand share what nobody serves by the power they have left") {
  Json root = Json::parse(exact::site(fields("", R"("phases": "200 kW")"), kStep));
  root["sites"]["other"] = root["sites"]["site"];
  root["sites"]["other"]["phases"] = "800 kW";
  root["lanes"]["other"] = {{"from", "integrator"}, {"to", "other"}, {"lead_time", "3 days"}};
  const test::Run run = test::run_of(root.dump());
  CHECK(of_site(run, "orders_placed") == Values{2, 0, 0, 0, 0});
  CHECK(of_site(run, "orders_placed", "other") == Values{5, 0, 0, 0, 0});
}

// The cluster has half of the racks. Jobs of one accelerator and 1000 hours come on day 0 and wait; to be done within 2000 hours n of
// them want n / 2 accelerators, 5 of which are in a rack. The racks land on day 29, so that orders of January know of nothing else.
TEST_CASE("A site orders racks for the queue of its cluster, to be cleared in the time stated") {
  const std::string jobs = R"(, "clusters": { "cluster": { "site": "site", "share": 0.5, "scheduling": "fcfs" } },
    "workloads": { "jobs": { "kind": "batch",
                             "arrivals": { "base": { "interpolation": "step", "points": [["2026-01-01", "200 1/day"], ["2026-01-02", "0 1/day"]] } },
                             "accelerators": { "kind": "fixed", "value": 1 }, "runtime": { "kind": "fixed", "value": "1000 hours" } } })";
  const test::Run run = test::run_of(exact::site(fields(R"(, "time_to_clear": "2000 hours")"), jobs));
  const double n = run.at("2026-01", {.stage = "cluster", .measure = "submitted", .item = "jobs"});
  REQUIRE(n > 100);
  CHECK(of_site(run, "wanted")[0] == Approx(n / 2 / 5));
  CHECK(of_site(run, "orders_placed")[0] == std::ceil(n / 2 / 5));
}

// With 64 days between order and landing the chain has nothing to spare: the fab hears on day 22 + 5 of the 6 racks that the site orders
// on day 22, and starts their 3 wafers; the racks are live on day 86 = 28 March.
TEST_CASE("Unmet tokens start wafers: the loop closes after the delays counted by hand") {
  const Json root = chain_to_site("", R"({ "interpolation": "step",
      "points": [["2026-01-01", "0 tokens/s"], ["2026-01-15", "3000 tokens/s"], ["2026-06-04", "7000 tokens/s"]] })");
  const test::Run run = test::run_of(root.dump());
  const auto wafers = run.months("2026-01", 8, {.measure = "started", .unit = "wafers", .place = "fab"});
  CHECK(wafers == Values{3, 0, 0, 0, 0, 4, 0, 0});  // the step of 4 June is heard of within June
  CHECK(test::events_of(run, "fab", "first_output") == std::vector<std::string>{"2026-02-17 3 wafers"});
  CHECK(test::events_of(run, "site", "first_racks") == std::vector<std::string>{"2026-03-28 6 racks"});
  CHECK(unmet(run, "2026-05") == Approx(0).margin(1e-6));
  CHECK(unmet(run, "2026-12") == Approx(0).margin(1e-6));
}

// Demand that swings by a tenth around a growing mean: orders swing more than demand, and more the more the forecast goes by its trend.
TEST_CASE("Orders of a site that follows demand vary more than demand, and wafer starts with them") {
  std::string wanted = R"({ "points": [)";
  for (int month = 0; month < 24; ++month) {
    wanted += fmt::format(R"({}["{}-{:02}", "{} tokens/s"])", month > 0 ? "," : "", 2026 + month / 12, 1 + month % 12,
                          100'000 + 10'000 * month + (month % 4 < 2 ? 5'000 : -5'000));
  }
  wanted += "] }";
  double last = 0;
  for (const char* growth : {"", R"(, "trend": 0.2)", R"(, "trend": 0.5)"}) {
    const test::Run run = test::run_of(chain_to_site(growth, wanted).dump());
    const double demand = relative_variance(run, {.stage = "service", .measure = "demand", .item = "chat"});
    const double orders =
        relative_variance(run, {.stage = "site", .measure = "orders_placed", .unit = "racks", .place = "site"});
    const double starts = relative_variance(run, {.measure = "started", .unit = "wafers", .place = "fab"});
    INFO(growth << ": demand " << demand << ", orders " << orders << ", wafer starts " << starts);
    CHECK(orders > demand);
    CHECK(starts > demand);
    CHECK(orders > last);
    last = orders;
  }
}

TEST_CASE("Both drivers write the same bytes where sites follow demand") {
  Json root = chain_to_site(R"(, "trend": 0.3, "smoothing": 0.7)",
                            R"([["2026-01-01", "900 tokens/s"], ["2027-06-01", "80 ktokens/s"]])");
  root["clusters"]["cluster"] = {{"site", "site"}, {"share", 0.25}, {"scheduling", "fcfs"}};
  root["workloads"]["jobs"] = Json::parse(R"({ "kind": "batch", "arrivals": { "base": "5 1/day" },
      "accelerators": { "kind": "fixed", "value": 4 }, "runtime": { "kind": "fixed", "value": "50 hours" } })");
  const scenario::Scenario scenario = test::scenario_of(root.dump());
  const std::string with_simgrid = test::in_child([&] { return test::Run(scenario, engine::Driver::simgrid).text(); });
  CHECK(with_simgrid == test::Run(scenario).text());
}
