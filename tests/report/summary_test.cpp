#include "aibelt/report/summary.hpp"

#include <limits>

#include "aibelt/base/error.hpp"
#include "aibelt/base/version.hpp"
#include "tests/report/example_run.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;

TEST_CASE("summary.json gives each KPI with its unit, over the run and by year, and what held up each month") {
  const std::string version(base::version());
  const metrics::Binding plan{base::month_of(*base::parse_date("2025-10")),
                              "site",
                              "plan",
                              {{"service", "chat", "unmet", 12, "tokens"}, {"site", "", "plan", 41, "MW"}}};
  CHECK(report::summary_json(test::example_scenario(), test::example_kpis(), {{plan}, {}}) == R"({
  "scenario": "small",
  "title": "Does \"it\" run?",
  "version": ")" + version + R"(",
  "seed": 7,
  "from": "2025-10-01",
  "to": "2026-02-01",
  "kpis": [
    {
      "name": "good_stacks",
      "value": 408.0,
      "unit": "stacks",
      "doc": "stacks that pass final test",
      "by_year": {
        "2025": 304.5,
        "2026": 103.5
      }
    }
  ],
  "binding_for_services": [
    {
      "month": "2025-10",
      "stage": "site",
      "reason": "plan",
      "evidence": [
        "service chat: 12 tokens unmet",
        "site: the 41 MW planned are in use"
      ]
    }
  ],
  "binding_for_racks": []
}
)");
}

TEST_CASE("a run without KPIs, figures and overrides has empty lists, not missing keys") {
  scenario::Scenario scenario;
  CHECK(report::summary_json(scenario, {}).find("\"kpis\": []") != std::string::npos);
  const std::string provenance = report::provenance_json(scenario, {});
  CHECK(provenance.find("\"overrides\": []") != std::string::npos);
  CHECK(provenance.find("\"uses\": []") != std::string::npos);
}

TEST_CASE("provenance.json gives every figure with where it comes from") {
  const std::string version(base::version());
  const std::string text = report::provenance_json(test::example_scenario(), {"a.b=1", "c=d"});
  CHECK(text.starts_with(R"({
  "version": ")" + version +
                         R"(",
  "scenario": "small",
  "scenario_hash": "abc123",
  "seed": 7,
  "overrides": [
    "a.b=1",
    "c=d"
  ],
  "counts": {
    "fact": 1,
    "assumption": 1,
    "stated": 2
  },
  "uses": [
    {
      "path": "fabs.m16.starts",
      "origin": "fact",
      "fact": "m16.starts",
      "value": "100 kwafers/month",
      "low": "90 kwafers/month",
      "high": "",
      "as_of": "2025",
      "source": "Annual report",
      "mark": "S"
    },
)"));
  CHECK(text.ends_with("]\n}\n"));
}

TEST_CASE("a KPI that is no finite number is a bug of ours that names it") {
  metrics::Kpis kpis = test::example_kpis();
  kpis[0].months.begin()->second = std::numeric_limits<double>::infinity();
  CHECK_THROWS_WITH(report::summary_json(test::example_scenario(), kpis), "\"good_stacks\" has the value inf");
}

TEST_CASE("the version is three numbers") {
  const std::string version(base::version());
  CHECK(std::count(version.begin(), version.end(), '.') == 2);
  CHECK(version.find_first_not_of("0123456789.") == std::string::npos);
}
