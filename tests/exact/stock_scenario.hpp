#pragma once

#include <string>
#include <vector>

#include <fmt/format.h>

namespace aibelt::exact {

/// A row of warehouses that hold one kind of racks: an ample supplier fills the most upstream one, a consumer empties the last.
struct StockSeries {
  struct Stage {
    std::string name;
    std::string ordering;  ///< JSON
    std::int64_t opening_stock = 0;
    std::string costs = "";           ///< JSON fields, each behind a comma
    std::string lead_time = "1 day";  ///< from whoever delivers to it
    std::string order_time = "1 s";   ///< to whoever delivers to it
  };
  std::string from = "2026-01-01";
  std::string to;
  std::string demand;         ///< JSON
  std::string counting = "";  ///< JSON fields of a warehouse, each behind a comma
  std::vector<Stage> stages;  ///< most upstream first
  std::int64_t seed = 1;

  std::string json() const {
    std::string warehouses, lanes;
    std::string before = "source";
    for (const Stage& stage : stages) {
      warehouses += fmt::format(
          R"({}"{}": {{ "goods": "racks"{}, "items": {{ "crate": {{ "opening_stock": {}, "ordering": {}{} }} }} }})",
          warehouses.empty() ? "" : ", ", stage.name, counting, stage.opening_stock, stage.ordering, stage.costs);
      lanes += fmt::format(R"("to-{0}": {{ "from": "{1}", "to": "{0}", "lead_time": "{2}", "order_time": "{3}" }}, )",
                           stage.name, before, stage.lead_time, stage.order_time);
      before = stage.name;
    }
    return fmt::format(R"({{
      "name": "series", "from": "{}", "to": "{}", "seed": {},
      "accelerators": {{ "board": {{}} }},
      "racks": {{ "crate": {{ "accelerator": "board", "accelerators": 1, "power": "1 kW" }} }},
      "suppliers": {{ "source": {{ "kind": "ample_supplier", "goods": "racks", "products": ["crate"] }} }},
      "warehouses": {{ {} }},
      "customers": {{ "market": {{ "kind": "consumer", "goods": "racks", "demand": {{ "crate": {} }} }} }},
      "lanes": {{ {} "to-market": {{ "from": "{}", "to": "market", "lead_time": "1 s", "order_time": "1 s" }} }}
    }})",
                       from, to, seed, warehouses, demand, lanes, before);
  }
};

}  // namespace aibelt::exact
