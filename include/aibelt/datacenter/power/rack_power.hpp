#pragma once

#include <cstdint>

#include "aibelt/datacenter/power/energy_meter.hpp"
#include "aibelt/product/products.hpp"

namespace aibelt::datacenter {

/// What a rack or node is doing.
enum class PowerState : std::uint8_t {
  off,
  idle,   ///< powered, without work
  load,   ///< at work, free to draw what it likes
  limit,  ///< at work under a power limit
};

/// A stage of power supply between the meter and the load: it takes (P + fixed) / efficiency for P, in W.
struct SupplyStage {
  double fixed_w = 0;
  double efficiency = 1;

  double input_w(double output_w) const { return (output_w + fixed_w) / efficiency; }
};

/// What a rack, a node or any other set of accelerators draws by state and utilisation, in W: idle + (max − idle)·u.
struct LoadPower {
  double idle_w = 0;
  double max_w = 0;

  /// `utilisation` from 0 to 1.
  double at(double utilisation) const { return idle_w + (max_w - idle_w) * utilisation; }

  /// Under `limit`, at most `limit_share` of max, but no less than idle: work stops before the idle power does.
  double in(PowerState state, double utilisation, double limit_share = 1) const;

  /// Share of what one accelerator of `n` draws.
  LoadPower divided_by(double n) const { return {idle_w / n, max_w / n}; }
};

/// Idle and full power of one rack.
LoadPower power_of(const product::Rack& rack);

}  // namespace aibelt::datacenter
