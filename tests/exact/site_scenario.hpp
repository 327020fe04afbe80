#pragma once

#include <string>

#include <fmt/format.h>

namespace aibelt::exact {

/// A site of 100 kW racks from 1 January 2026, day 0: boards of 10 packages from outside (10 days, 1 on the way), racks built in 5
/// days, 3 on the way. An order that the site places on day t for at least 21 days later arrives when due; a late one on t + 21.
inline std::string site(const std::string& fields, const std::string& more = "") {
  return fmt::format(R"({{
    "name": "site", "from": "2026-01-01", "to": "2026-09-01",
    "accelerators": {{ "gpu": {{ "token_rate": "100 tokens/s/GPU", "compute_rate": "2000 TFLOP/s", "training_efficiency": 0.5 }} }},
    "racks": {{ "rack": {{ "accelerator": "gpu", "accelerators": 10, "power": "100 kW" }} }},
    "suppliers": {{ "boards": {{ "kind": "accelerator_supplier", "capacity": "1000 packages/day", "cycle_time": "10 days",
                               "products": {{ "gpu": {{}} }} }} }},
    "assembly": {{ "integrator": {{ "capacity": "1000 racks/day", "cycle_time": "5 days", "products": {{ "rack": {{}} }} }} }},
    "sites": {{ "site": {{ {0}, "build": [{{ "from": "2026-01-01", "rack": "rack" }}], "order_ahead": "21 days" }} }},
    "lanes": {{
      "boards": {{ "from": "boards", "to": "integrator", "lead_time": "1 day" }},
      "racks": {{ "from": "integrator", "to": "site", "lead_time": "3 days" }}
    }}{1}
  }})",
                     fields, more);
}

/// Sites `a` and `b` with nothing but their opening racks, of 10 packages at 100 tokens a second or 1 EFLOP a second each.
inline std::string two_sites(int racks_of_a, int racks_of_b, const std::string& services) {
  return fmt::format(R"({{
    "name": "serving", "from": "2026-01-01", "to": "2026-04-01",
    "accelerators": {{ "gpu": {{ "token_rate": "100 tokens/s/GPU", "compute_rate": "2 EFLOP/s", "training_efficiency": 0.5 }} }},
    "racks": {{ "rack": {{ "accelerator": "gpu", "accelerators": 10, "power": "100 kW" }} }},
    "sites": {{
      "a": {{ "phases": "10 MW", "opening": {{ "rack": {0} }}, "commissioning": "1 racks/day", "order_ahead": "0 days" }},
      "b": {{ "phases": "10 MW", "opening": {{ "rack": {1} }}, "commissioning": "1 racks/day", "order_ahead": "0 days" }}
    }},
    "services": {{ {2} }}
  }})",
                     racks_of_a, racks_of_b, services);
}

}  // namespace aibelt::exact
