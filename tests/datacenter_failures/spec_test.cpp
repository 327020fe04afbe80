#include "aibelt/scenario/document.hpp"
#include "tests/datacenter_failures/play.hpp"
#include "tests/scenario/issues_text.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using namespace aibelt::test;

namespace {

struct Read {
  FailureSpec spec;
  std::vector<std::string> problems;
};

Read read(const char* text) {
  const scenario::Document document;
  base::Issues issues;
  scenario::Reader reader(document, issues);
  Read result;
  scenario::read_fields(reader, scenario::Json::parse(text), "failures", FailureSpec::fields(), result.spec);
  result.spec.check(reader, "failures");
  result.problems = texts_of(issues);
  return result;
}

}  // namespace

TEST_CASE("A cluster's failures read from their fields") {
  const auto [spec, problems] = read(R"({
    "components": {
      "gpu": {"rate_per_accelerator": "1e-5 1/GPU/h", "interrupt_share": "40 %", "repair": {"mean": "4 days"},
              "escalation": {"share": 0.1, "repair": {"distribution": "fixed", "mean": "10 days"}, "cures": 0.9}},
      "host": {"rate_per_node": "0.0065 1/node/d", "applies": "when_busy",
               "repair": {"distribution": "lognormal", "mean": "2 h", "variation": 2}}},
    "shared_faults": {"leaf": {"scope": "switch", "rate": "0.1 1/year", "repair": {"mean": "3 h"}}},
    "racks_per_switch": 8, "crew": 3, "spares": "5 %", "swap_time": "10 min",
    "early_life": {"factor": 2, "span": "75 days"},
    "lemons": {"share": "1 %", "factor": 10, "detected_after": 4, "replacement": {"mean": "4 days"}},
    "maintenance": {"interval": "30 days", "share": "10 %", "duration": "8 h", "notice": "2 h"}})");
  CHECK(problems.empty());
  CHECK(spec.components.at("gpu").rate_per_accelerator->in_base_units() == Approx(1e-5 / 3600));
  CHECK(spec.components.at("gpu").escalation->repair.mean == 10 * base::kDay);
  CHECK(spec.components.at("host").rate_per_node->in_base_units() == Approx(0.0065 / 86400));
  CHECK(spec.components.at("host").repair.variation == ratio(2));
  CHECK(spec.shared_faults.at("leaf").scope == "switch");
  CHECK(spec.crew == 3);
  CHECK(spec.spare_share == ratio(0.05));
  CHECK(spec.lemons->detected_after == 4);
  CHECK(spec.maintenance->notice == 2 * kHour);
}

TEST_CASE("Everything about failures may be left out") {
  const auto [spec, problems] = read("{}");
  CHECK(problems.empty());
  CHECK_FALSE(spec.crew);
  CHECK_FALSE(spec.lemons);
}

TEST_CASE("What contradicts itself is reported with its path") {
  const auto problems = read(R"({
    "components": {"gpu": {"rate_per_node": "1 1/node/d", "rate_per_accelerator": "0.1 1/GPU/d"}, "fan": {}},
    "shared_faults": {"fan": {"scope": "rack", "rate": "1 1/year", "repair": {"mean": "1 h"}}},
    "maintenance": {"interval": "1 day", "share": "10 %", "duration": "8 h"}})")
                            .problems;
  REQUIRE(problems.size() == 4);
  CHECK_THAT(problems[0], Catch::Contains("failures.components.fan"));
  CHECK_THAT(problems[1], Catch::Contains("failures.components.gpu"));
  CHECK_THAT(problems[2], Catch::Contains("has the name of a component"));
  CHECK_THAT(problems[3], Catch::Contains("does not reach every node"));
}
