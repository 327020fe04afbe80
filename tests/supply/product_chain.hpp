#pragma once

#include <string>

#include "aibelt/scenario/json_source.hpp"
#include "tests/engine/running.hpp"

namespace aibelt::test {

/// Two memories and what is made of them, from wafer to rack, every capacity ample and every yield 1; `changes` are merged into it.
inline scenario::Json product_chain(const scenario::Json& changes = scenario::Json::object()) {
  auto chain = scenario::Json::parse(R"({
    "name": "chain", "from": "2026-01-01", "to": "2027-01-01",
    "memory": {
      "tall": { "layers": 4, "die_data": "24 Gbit", "die_area": "100 mm2", "sort_yield": { "kind": "fixed", "yield": 1 } },
      "low": { "layers": 2, "die_data": "24 Gbit", "die_area": "100 mm2", "sort_yield": { "kind": "fixed", "yield": 1 } }
    },
    "parts": { "logic": {}, "tray": {} },
    "accelerators": {
      "big": { "memory": "tall", "stacks": 2, "packages_per_wafer": 10, "interposer": "cowos_l", "kit": { "logic": 2 } },
      "small": { "memory": "low", "stacks": 1, "packages_per_wafer": 20, "interposer": "cowos_s", "kit": { "logic": 1 } }
    },
    "racks": {
      "cabinet": { "accelerator": "big", "accelerators": 4, "power": "50 kW", "kit": { "tray": 3 } },
      "shelf": { "accelerator": "small", "accelerators": 4, "power": "10 kW" }
    },
    "fabs": { "fab": { "capacity": "1000 wafers/day", "cycle_time": "5 days", "products": { "tall": {}, "low": {} } } },
    "wafer_finishing": { "tsv": { "capacity": "1000 wafers/day", "cycle_time": "5 days", "products": { "tall": {}, "low": {} } } },
    "stacking": { "stacker": { "capacity": "5000 stacks/day", "cycle_time": "5 days", "products": { "tall": {}, "low": {} } } },
    "packaging": { "packer": { "capacity": "1000 wafers/day", "cycle_time": "5 days", "products": { "big": {}, "small": {} } } },
    "assembly": { "integrator": { "capacity": "1000 racks/day", "cycle_time": "5 days", "products": { "cabinet": {}, "shelf": {} } } },
    "suppliers": { "foundry": { "kind": "part_supplier", "capacity": "100000 parts/day", "cycle_time": "0 days",
                                "products": { "logic": {}, "tray": {} } } },
    "customers": { "buyer": { "demand": { "cabinet": "5 racks/day", "shelf": "5 racks/day" }, "order_ahead": "60 days" } },
    "lanes": {
      "1": { "from": "fab", "to": "tsv", "lead_time": "1 day" }, "2": { "from": "tsv", "to": "stacker", "lead_time": "1 day" },
      "3": { "from": "stacker", "to": "packer", "lead_time": "1 day" }, "4": { "from": "packer", "to": "integrator", "lead_time": "1 day" },
      "5": { "from": "integrator", "to": "buyer", "lead_time": "1 day" }, "6": { "from": "foundry", "to": "packer", "lead_time": "1 day" },
      "7": { "from": "foundry", "to": "integrator", "lead_time": "1 day" }
    }
  })");
  chain.merge_patch(changes);
  return chain;
}

inline Run run_of_chain(const std::string& changes) {
  return run_of(product_chain(scenario::Json::parse(changes)).dump());
}

}  // namespace aibelt::test
