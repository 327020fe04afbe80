/// SK hynix, Samsung and Micron of `scenarios/roadmap/makers.json`, each from wafer to stack with its own yields.

#include <map>

#include "aibelt/scenario/document.hpp"
#include "tests/engine/running.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace aibelt;

namespace {

test::Run run_of_makers() {
  const test::TemporaryFolder folder;
  const auto file = folder.write("x.json", fmt::format(R"({{
    "extends": "{}/scenarios/roadmap/makers.json", "name": "makers", "from": "2024-01", "to": "2026-07",
    "packaging": {{ "cowos": {{ "capacity": "80 kwafers/month", "cycle_time": "35 days",
        "types": {{ "cowos_l": "60 kwafers/month", "cowos_s": "20 kwafers/month" }}, "products": {{ "b300": {{}}, "mi355x": {{}} }} }} }},
    "assembly": {{ "integrator": {{ "capacity": "20 kracks/month", "cycle_time": "20 days", "burn_in": "5 days",
        "burn_in_yield": 0.9, "products": {{ "gb300_nvl72": {{}}, "mi355_72": {{}} }} }} }},
    "customers": {{ "buyers": {{ "demand": {{ "gb300_nvl72": "6 kracks/month", "mi355_72": "2 kracks/month" }},
        "order_ahead": "300 days" }} }},
    "lanes": {{
      "a": {{ "from": "skh_stacking", "to": "cowos", "lead_time": "7 days" }},
      "b": {{ "from": "samsung_stacking", "to": "cowos", "lead_time": "7 days" }},
      "c": {{ "from": "micron_stacking", "to": "cowos", "lead_time": "7 days" }},
      "d": {{ "from": "cowos", "to": "integrator", "lead_time": "7 days" }},
      "e": {{ "from": "integrator", "to": "buyers", "lead_time": "7 days" }} }} }})",
                                                       AIBELT_SOURCE_DIR));
  base::Issues issues;
  const auto document = scenario::load_document(file, {}, issues);
  REQUIRE(document.has_value());
  const auto scenario = scenario::read_scenario(*document, engine::catalogue(), issues);
  if (scenario) {
    engine::validate(*scenario, *document, issues);
  }
  for (const base::Issue& issue : issues) {
    UNSCOPED_INFO(base::to_text(issue));
  }
  REQUIRE(issues.empty());
  return test::Run(*scenario);
}

}  // namespace

// Eleven bonds at 0.99 and tests of 0.8, 0.65 and 0.6 (yield.hbm3e.skh, an assumption, yield.mu.2024).
TEST_CASE("Three makers deliver one product, each with its own yields") {
  const test::Run run = run_of_makers();
  const double bonds = std::pow(0.99, 11);
  for (const auto& [maker, test_yield] :
       std::map<std::string, double>{{"skh", 0.8}, {"samsung", 0.65}, {"micron", 0.6}}) {
    INFO(maker);
    const auto total = [&](std::string_view measure) {
      return run.total({.measure = measure, .item = "hbm3e_12", .place = maker + "_stacking"});
    };
    const double stacks = total("good") + total("scrap");
    REQUIRE(stacks > 100000);
    CHECK(total("good") / stacks == Approx(bonds * test_yield).margin(0.01));
    CHECK(std::fmod(total("started"), 32) == 0);
  }
  CHECK(run.total({.measure = "received", .place = "buyers"}) > 10000);
}
