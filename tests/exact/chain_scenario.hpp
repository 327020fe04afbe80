#pragma once

#include <string>

#include <fmt/format.h>

namespace aibelt::exact {

/// One plant a stage with yields of 1, from 1 January 2026, day 0. A wafer holds 640 dies (pi 150^2 / 100 - 2 pi 150 /
/// sqrt(2 100) = 640.2), a stack 8 of them, a package 8 stacks, a rack 5 packages: one wafer makes 80 stacks, 10 packages,
/// 2 racks. From the start of its wafer to the customer's door a rack takes 59 days:
///
///   fab 20 | 1 | tsv 4 | 1 | stacker 5 | 2 | packer 6 | 3 | integrator 7 | 10 | buyer
///
/// An order travels one day a stage, so the fab hears on day 5 of what the buyer ordered on day 0.
inline std::string chain(const std::string& fab_capacity, const std::string& racks_wanted) {
  return fmt::format(R"({{
    "name": "chain", "from": "2026-01-01", "to": "2026-09-01",
    "memory": {{ "hbm": {{ "layers": 8, "die_data": "16 Gbit", "die_area": "100 mm2", "scribe": "0 mm", "edge_exclusion": "0 mm",
                          "sort_yield": {{ "kind": "fixed", "yield": 1 }} }} }},
    "accelerators": {{ "gpu": {{ "memory": "hbm", "stacks": 8, "packages_per_wafer": 10 }} }},
    "racks": {{ "rack5": {{ "accelerator": "gpu", "accelerators": 5, "power": "10 kW" }} }},
    "fabs": {{ "fab": {{ "capacity": {0}, "cycle_time": "20 days", "products": {{ "hbm": {{}} }} }} }},
    "wafer_finishing": {{ "tsv": {{ "capacity": "100 wafers/day", "cycle_time": "4 days", "products": {{ "hbm": {{}} }} }} }},
    "stacking": {{ "stacker": {{ "capacity": "100 kstacks/day", "cycle_time": "5 days", "products": {{ "hbm": {{}} }} }} }},
    "packaging": {{ "packer": {{ "capacity": "100 wafers/day", "cycle_time": "6 days", "products": {{ "gpu": {{}} }} }} }},
    "assembly": {{ "integrator": {{ "capacity": "1000 racks/day", "cycle_time": "7 days", "products": {{ "rack5": {{}} }} }} }},
    "customers": {{ "buyer": {{ "demand": {{ "rack5": {1} }}, "order_ahead": "70 days" }} }},
    "lanes": {{
      "wafers": {{ "from": "fab", "to": "tsv", "lead_time": "1 day" }},
      "dies": {{ "from": "tsv", "to": "stacker", "lead_time": "1 day" }},
      "stacks": {{ "from": "stacker", "to": "packer", "lead_time": "2 days" }},
      "packages": {{ "from": "packer", "to": "integrator", "lead_time": "3 days" }},
      "racks": {{ "from": "integrator", "to": "buyer", "lead_time": "10 days" }}
    }}
  }})",
                     fab_capacity, racks_wanted);
}

}  // namespace aibelt::exact
