#pragma once

#include <algorithm>

#include "aibelt/scenario/codec.hpp"

namespace aibelt::supply {

/// Tools on order, and the capacity `Rate` they add in the end.
template <base::Dimension Rate>
struct ToolSet {
  base::SimTime ordered;
  base::Quantity<Rate> capacity;
  base::Duration delivery{0};
  base::Duration qualification{0};
  base::Duration ramp_up{0};

  /// Capacity it adds at `date`: none until delivered and qualified, then rising evenly to all of it.
  base::Quantity<Rate> at(base::SimTime date) const {
    const base::SimTime ready = ordered + delivery + qualification;
    if (date < ready) {
      return {};
    }
    const base::Duration risen = std::min(date - ready, ramp_up);
    return ramp_up > base::Duration{0}
               ? capacity * (static_cast<double>(risen.count()) / static_cast<double>(ramp_up.count()))
               : capacity;
  }
};

template <class Tools, base::Dimension Rate>
scenario::FieldTable<Tools> tool_set_fields(const std::string& unit) {
  using Base = ToolSet<Rate>;
  const auto time = [](base::Duration Base::*member, const std::string& name, const std::string& doc,
                       const std::string& otherwise) {
    return scenario::field<Tools>(
        static_cast<base::Duration Tools::*>(member),
        {.name = name, .unit = "days", .low = 0, .high = 3650, .doc = doc, .by_default = otherwise});
  };
  return {
      scenario::field<Tools>(static_cast<base::SimTime Tools::*>(&Base::ordered),
                             {.name = "ordered", .doc = "date of the order"}),
      scenario::field<Tools>(static_cast<base::Quantity<Rate> Tools::*>(&Base::capacity),
                             {.name = "capacity", .unit = unit, .low = 0, .doc = "what the tools add in the end"}),
      time(&Base::delivery, "delivery", "from order to tools in place", ""),
      time(&Base::qualification, "qualification", "from tools in place to the first units", "0 days"),
      time(&Base::ramp_up, "ramp_up", "from the first units to full capacity, evenly", "0 days"),
  };
}

}  // namespace aibelt::supply
