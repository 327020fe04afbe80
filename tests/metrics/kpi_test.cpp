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

TEST_CASE("Every KPI has a name of its own, a unit and a phrase that says what it is") {
  std::set<std::string> names;
  for (const Kpi& of : metrics::belt_kpis(metrics::Curves({}, {}))) {
    CHECK(names.insert(of.name).second);
    CHECK_FALSE(of.unit.empty());
    CHECK_FALSE(of.doc.empty());
  }
}
