#pragma once

#include <string>

#include <fmt/format.h>

namespace aibelt::test {

/// A fab that starts DDR whenever nobody orders anything else, from January 2026 on; `fab` holds its fields beyond its products.
inline std::string fab_scenario(const std::string& fab, const std::string& to = "2030-01",
                                const std::string& sections = "") {
  return fmt::format(R"({{
    "name": "fab", "from": "2026-01-01", "to": "{}",
    "memory": {{ "ddr": {{ "layers": 1, "die_data": "16 Gbit", "die_area": "50 mm2", "node": "1b",
                           "sort_yield": {{ "kind": "fixed", "yield": 1 }} }},
                 "old": {{ "layers": 1, "die_data": "8 Gbit", "die_area": "50 mm2", "node": "1a",
                           "sort_yield": {{ "kind": "fixed", "yield": 1 }} }} }},
    "fabs": {{ "fab": {{ {} }} }}{}
  }})",
                     to, fab, sections);
}

/// A flow with a queue: `"flow": { … }`; `more` begins with a comma.
inline std::string flow(const std::string& kind, double raw_days, double alpha, const std::string& bottleneck,
                        const std::string& more = "") {
  return fmt::format(R"("flow": {{ "kind": "{}", "raw_process_time": "{} days", "alpha": {}, "bottleneck": {}{} }})",
                     kind, raw_days, alpha, bottleneck, more);
}

}  // namespace aibelt::test
