#pragma once

#include <string>
#include <vector>

#include "aibelt/metrics/kpi.hpp"
#include "aibelt/record/sink.hpp"
#include "aibelt/scenario/scenario.hpp"

namespace aibelt::test {

inline constexpr base::Month kOctober2025{12 * 2025 + 9};
inline constexpr base::SimTime kNoonOf14March2027 =
    std::chrono::sys_days{std::chrono::year{2027} / 3 / 14} + std::chrono::hours{12};

inline scenario::Scenario example_scenario() {
  scenario::Scenario scenario;
  scenario.name = "small";
  scenario.title = "Does \"it\" run?";
  scenario.from = base::start_of(kOctober2025);
  scenario.to = base::start_of(base::Month{kOctober2025.index + 4});
  scenario.seed = 7;
  scenario.hash = "abc123";
  scenario.uses = {
      {"fabs.m16.starts", scenario::Origin::fact, "m16.starts", "100 kwafers/month", "90 kwafers/month", "", "2025",
       "Annual report", "S"},
      {"fabs.m16.yield", scenario::Origin::assumption, "", "80 %", "70 %", "90 %", "", "no figure is published", "A"},
      {.path = "sites.ulsan.pue", .value = "1.3"},
      {.path = "sites.ulsan.racks", .value = "12"},
  };
  return scenario;
}

inline metrics::Kpis example_kpis() {
  metrics::Kpi good{.name = "good_stacks", .unit = "stacks", .doc = "stacks that pass final test"};
  for (int i = 0; i < 4; ++i) {
    good.months[base::Month{kOctober2025.index + i}] = 100.5 + i;
  }
  return {good};
}

/// Two series with four curve rows and two events; texts that need care in CSV are among them.
inline void write_example_rows(record::Sink& sink) {
  sink.declare({{"stacking", "icheon", "hbm4_12hi", "good", "stacks"}, {"belt", "", "say \"a, b\"", "gap", "1"}});
  for (int i = 0; i < 2; ++i) {
    sink.write(record::CurveRow{base::Month{kOctober2025.index + i}, {0}, 1000.0 + i});
    sink.write(record::CurveRow{base::Month{kOctober2025.index + i}, {1}, i == 0 ? 0.1 : -0.0});
  }
  sink.write(record::EventRow{base::start_of(kOctober2025), "fab", "m16", "first_output", "d1b", 25, "wafers"});
  sink.write(record::EventRow{kNoonOf14March2027, "site", "ulsan", "power_on", "line\nbreak", 1e21, "MW"});
}

}  // namespace aibelt::test
