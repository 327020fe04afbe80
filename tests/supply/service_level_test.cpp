/// How well customers are served, counted by hand at one integrator that makes 1 rack a day from 1 January 2026 on.

#include "aibelt/metrics/service_level.hpp"
#include "aibelt/metrics/belt_kpis.hpp"
#include "tests/engine/running.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using Values = std::vector<double>;

namespace {

/// A buyer of `demand` who orders 28 days ahead, and maybe others like him; the lanes take a day.
test::Run run_with(const std::string& demand, const std::string& opening_stock,
                   const std::vector<std::string>& buyers = {"buyer"}) {
  std::string customers;
  std::string lanes;
  for (const std::string& buyer : buyers) {
    customers += fmt::format(R"({}"{}": {{ "demand": {{ "rack": {} }}, "order_ahead": "28 days" }})",
                             customers.empty() ? "" : ", ", buyer, demand);
    lanes += fmt::format(R"(, "{0}": {{ "from": "integrator", "to": "{0}", "lead_time": "1 day" }})", buyer);
  }
  return test::run_of(fmt::format(R"({{
    "name": "service", "from": "2026-01-01", "to": "2026-03-01",
    "accelerators": {{ "board": {{}} }},
    "racks": {{ "rack": {{ "accelerator": "board", "accelerators": 1, "power": "10 kW" }} }},
    "suppliers": {{ "maker": {{ "kind": "accelerator_supplier", "capacity": "1000 packages/day", "cycle_time": "0 days",
                               "products": {{ "board": {{ "opening_stock": 1000 }} }} }} }},
    "assembly": {{ "integrator": {{ "capacity": "1 racks/day", "cycle_time": "0 days",
                                   "products": {{ "rack": {{ "opening_stock": {} }} }} }} }},
    "customers": {{ {} }},
    "lanes": {{ "in": {{ "from": "maker", "to": "integrator", "lead_time": "1 h" }}{} }}
  }})",
                                  opening_stock, customers, lanes));
}

Values months_of(const test::Run& run, std::string_view measure) {
  return run.months("2026-01", 2, {.measure = measure, .item = "rack", .place = "integrator"});
}

metrics::Monthly level_of(const test::Run& run, std::string_view measure) {
  for (const metrics::Curve& curve : metrics::service_levels(run.curves())) {
    if (curve.series.measure == measure && curve.series.place == "integrator") {
      return curve.months;
    }
  }
  return {};
}

double kpi_of(const test::Run& run, std::string_view name) {
  for (const metrics::Kpi& kpi : metrics::belt_kpis(run.curves())) {
    if (kpi.name == name) {
      return kpi.value();
    }
  }
  throw std::runtime_error("no such KPI");
}

constexpr base::Month kJanuary{12 * 2026};

}  // namespace

// Lines of 14 are due to leave on 2 January (the day after the first order, which asks for the 1st), 7, 14, 21, 28 January and so on,
// as the first comes in a day after it is placed. 30 in stock fill two of them and a part of the third.
TEST_CASE("A line counts once, in the month of its date, and what left by then is on time") {
  const test::Run run = run_with(R"("2 racks/day")", "30");
  const Values lines = months_of(run, "lines_due");
  CHECK(lines == Values{5, 4});
  CHECK(months_of(run, "quantity_due") == Values{70, 56});
  CHECK_THROWS(months_of(run, "lines_due_to_buyer"));  // an only customer's are those of all
  const Values whole = months_of(run, "lines_on_time");
  const Values on_time = months_of(run, "quantity_on_time");
  CHECK(whole == Values{2, 0});
  CHECK(on_time == Values{30, 0});
  CHECK(level_of(run, "on_time_in_full").at(kJanuary) == whole[0] / 5);
  CHECK(level_of(run, "fill_rate").at(kJanuary) == on_time[0] / 70);
  const double of_boards = run.total({.measure = "lines_due", .place = "maker"});  // from stock, all on time
  CHECK(kpi_of(run, "on_time_in_full") == Approx((2 + of_boards) / (9 + of_boards)));
  CHECK(kpi_of(run, "rack_fill_rate") == Approx((on_time[0] + on_time[1]) / 126));
}

TEST_CASE("With enough in stock every line is on time, in full, and nothing is late") {
  const test::Run run = run_with(R"("2 racks/day")", "1000");
  CHECK(months_of(run, "lines_on_time") == months_of(run, "lines_due"));
  CHECK(months_of(run, "quantity_on_time") == months_of(run, "quantity_due"));
  CHECK(kpi_of(run, "on_time_in_full") == 1);
  CHECK(months_of(run, "backlog") == Values{0, 0});
  CHECK(months_of(run, "oldest_backlog_to_buyer") == Values{0, 0});
}

// One order of 1,400 racks asks for 5 February and must leave on the 4th; 21 in stock leave on that day, then one a day. At the last
// dispatch of February, on the 28th, what is still there is 24 days old.
TEST_CASE("The age of a backlog is counted from the date of its lines") {
  const std::string once = R"({ "points": [["2026-01-01", "0 racks/day"], ["2026-02-05", "200 racks/day"],
                                           ["2026-02-12", "0 racks/day"]], "interpolation": "step" })";
  const test::Run run = run_with(once, "21");
  CHECK(months_of(run, "lines_due") == Values{0, 1});
  CHECK(months_of(run, "quantity_due") == Values{0, 1400});
  const double backlog = months_of(run, "backlog")[1];
  CHECK(backlog > 1300);
  CHECK(months_of(run, "backlog_age_to_buyer") == Values{0, 24});
  CHECK(months_of(run, "oldest_backlog_to_buyer") == Values{0, 24});
  CHECK(months_of(run, "backlog_days") == Values{0, 24 * backlog});
  CHECK(kpi_of(run, "rack_backlog_age") == 24);
  CHECK(level_of(run, "fill_rate").size() == 1);  // nothing was due in January
}

TEST_CASE("The levels of several customers add up to the maker's") {
  const test::Run run = run_with(R"("1 racks/day")", "30", {"early", "late"});
  for (const std::string measure : {"lines_due", "lines_on_time", "quantity_due", "quantity_on_time", "backlog"}) {
    INFO(measure);
    const Values all = months_of(run, measure);
    const Values early = months_of(run, measure + "_to_early");
    const Values late = months_of(run, measure + "_to_late");
    REQUIRE(all.size() == 2);
    for (std::size_t i = 0; i < all.size(); ++i) {
      CHECK(all[i] == early.at(i) + late.at(i));
    }
  }
}
