#include "aibelt/datacenter/power/rack_power.hpp"

#include <algorithm>

namespace aibelt::datacenter {

double LoadPower::in(PowerState state, double utilisation, double limit_share) const {
  switch (state) {
    case PowerState::off:
      return 0;
    case PowerState::idle:
      return idle_w;
    case PowerState::load:
      return at(utilisation);
    case PowerState::limit:
      return std::max(idle_w, std::min(at(utilisation), max_w * limit_share));
  }
  return 0;
}

LoadPower power_of(const product::Rack& rack) { return {rack.idle().in_base_units(), rack.power.in_base_units()}; }

}  // namespace aibelt::datacenter
