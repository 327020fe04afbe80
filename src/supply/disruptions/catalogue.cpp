#include "aibelt/supply/disruptions.hpp"
#include "kinds.hpp"

namespace aibelt::supply {

scenario::Catalogue disruption_sections() {
  return {{"disruptions",
           "what goes wrong, at a date or at random",
           {power_dip(), cancelled_order(), cargo_lost(), contamination(), demand_shock(), earthquake(), export_rule(),
            lane_closed(), tool_delay(), yield_excursion()}}};
}

}  // namespace aibelt::supply
