#include "aibelt/metrics/kpi.hpp"

#include <set>

#include "aibelt/metrics/belt_kpis.hpp"
#include "tests/metrics/rows.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using metrics::Kpi;
using metrics::Roll;
using test::month;

namespace {

Kpi kpi(Roll roll) {
  return {"racks",
          "racks",
          "",
          roll,
          {{month("2026-11"), 3}, {month("2026-12"), 5}, {month("2027-01"), 10}, {month("2027-02"), 2}}};
}

}  // namespace

TEST_CASE("A KPI makes a run of its months: their sum, their mean or the last") {
  CHECK(kpi(Roll::sum).value() == 20);
  CHECK(kpi(Roll::mean).value() == 5);
  CHECK(kpi(Roll::last).value() == 2);
  CHECK(Kpi{"", "", "", Roll::mean, {}}.value() == 0);
}

TEST_CASE("A KPI makes years of its months") {
  CHECK(kpi(Roll::sum).by_year() == std::map<int, double>{{2026, 8}, {2027, 12}});
  CHECK(kpi(Roll::mean).by_year() == std::map<int, double>{{2026, 4}, {2027, 6}});
  CHECK(kpi(Roll::last).by_year() == std::map<int, double>{{2026, 5}, {2027, 2}});
}

TEST_CASE("A KPI is asked at a month, over a year or over the run, and has no other times") {
  const Kpi of = kpi(Roll::sum);
  CHECK(of.at("2026-12") == 5);
  CHECK(of.at("2027") == 12);
  CHECK(of.at("") == 20);
  CHECK_FALSE(of.at("2026-10").has_value());
  CHECK_FALSE(of.at("2025").has_value());
  CHECK_FALSE(of.at("soon").has_value());
}

TEST_CASE("A ratio divides sums, by month, year and run, and is zero where there is nothing to divide by") {
  Kpi ratio = kpi(Roll::ratio);
  ratio.per = {{month("2026-11"), 1}, {month("2026-12"), 3}, {month("2027-01"), 0}, {month("2027-02"), 4}};
  CHECK(ratio.value() == 20.0 / 8);
  CHECK(ratio.by_year() == std::map<int, double>{{2026, 2}, {2027, 3}});
  CHECK(ratio.at("2026-11") == 3);
  CHECK(ratio.at("2027-01") == 0);
}

TEST_CASE("Curves are found and summed by what is asked of their series") {
  const metrics::Curves curves = test::Rows()
                                     .add({"fab", "M14", "hbm", "good", "wafers"}, "2026-01", {1, 2})
                                     .add({"fab", "M16", "hbm", "good", "wafers"}, "2026-02", {10})
                                     .add({"fab", "M16", "ddr", "good", "wafers"}, "2026-02", {100})
                                     .add({"fab", "M16", "hbm", "scrap", "wafers"}, "2026-04", {1000})
                                     .curves();
  CHECK(curves.months() == std::vector<base::Month>{month("2026-01"), month("2026-02"), month("2026-04")});
  CHECK(curves.sum({.measure = "good", .item = "hbm"}) ==
        metrics::Monthly{{month("2026-01"), 1}, {month("2026-02"), 12}});
  CHECK(curves.sum_at({.measure = "good"}, month("2026-02")) == 112);
  CHECK(curves.sum_at({.place = "M16"}, month("2026-01")) == 0);
  CHECK(curves.find({.place = "M16"}).size() == 3);
  CHECK(curves.find({.stage = "site"}).empty());
}

TEST_CASE("The belt's KPIs sum the places and have every month of the run") {
  const auto kpis =
      metrics::belt_kpis(test::Rows()
                             .add({"fab", "M14", "hbm", "started", "wafers"}, "2026-01", {1, 2})
                             .add({"fab", "M16", "hbm", "started", "wafers"}, "2026-01", {10, 20, 30})
                             .add({"site", "ulsan", "rack", "live", "racks"}, "2026-02", {4, 7})
                             .add({"memory_supplier", "micron", "hbm", "shipped", "stacks"}, "2026-03", {9})
                             .add({"accelerator_supplier", "boards", "gpu", "shipped", "packages"}, "2026-03", {90})
                             .curves());
  const auto named = [&](const std::string& name) {
    return *std::find_if(kpis.begin(), kpis.end(), [&](const Kpi& of) { return of.name == name; });
  };
  CHECK(named("wafers_started").value() == 63);
  CHECK(named("wafers_started").at("2026-02") == 22);
  CHECK(named("racks_live").value() == 7);
  CHECK(named("racks_live").at("2026-01") == 0);
  CHECK(named("stacks_bought").value() == 9);
  CHECK(named("tokens_served").months.size() == 3);
}

TEST_CASE("Clusters and energy have KPIs where a run has them, per token where it serves some") {
  test::Rows rows;
  rows.add({"cluster", "a", "jobs", "wait", "job-hours"}, "2026-01", {6})
      .add({"cluster", "b", "jobs", "started", "jobs"}, "2026-01", {2, 1})
      .add({"site", "ulsan", "", "energy_facility", "MWh"}, "2026-01", {3});
  const auto named = [](const metrics::Kpis& kpis, const std::string& name) {
    return *std::find_if(kpis.begin(), kpis.end(), [&](const Kpi& of) { return of.name == name; });
  };
  const auto bare = metrics::belt_kpis(rows.curves());
  CHECK(named(bare, "job_wait").value() == 2);
  CHECK(named(bare, "energy_facility").value() == 3);
  CHECK(named(bare, "job_wait").is_present);
  CHECK_FALSE(named(bare, "energy_per_token").is_present);
  CHECK_FALSE(named(bare, "jobs_late").is_present);
  rows.add({"service", "services", "chat", "served", "tokens"}, "2026-01", {1e9});
  const auto serving = metrics::belt_kpis(rows.curves());
  CHECK(named(serving, "energy_per_token").is_present);
  CHECK(named(serving, "energy_per_token").value() == Approx(3 * 3.6e9 / 1e9));
  CHECK(metrics::present(bare).size() < bare.size());
}

TEST_CASE("Every KPI has a name of its own, a unit and a phrase that says what it is") {
  std::set<std::string> names;
  for (const Kpi& of : metrics::belt_kpis(metrics::Curves({}, {}))) {
    CHECK(names.insert(of.name).second);
    CHECK_FALSE(of.unit.empty());
    CHECK_FALSE(of.doc.empty());
  }
}
