#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "aibelt/base/count.hpp"
#include "aibelt/product/die_yield.hpp"
#include "aibelt/scenario/ramp.hpp"
#include "aibelt/scenario/scenario.hpp"

namespace aibelt::product {

using TokenRatePerPackage =
    base::Quantity<base::dimension(base::Measure::token) / base::kTime / base::dimension(base::Measure::package)>;

struct Die;

/// A memory product: one die on a wafer, a number of them in a stack.
struct Memory : scenario::Spec {
  std::int64_t layers = 1;
  base::DataSize die_data;
  Area die_area;
  base::Ratio die_aspect = base::Ratio::from_base_units(1);
  base::Length scribe = base::Length::from_base_units(80e-6);
  base::Length edge_exclusion = base::Length::from_base_units(3e-3);
  base::Length wafer_diameter = base::Length::from_base_units(0.3);
  std::shared_ptr<const DieYield> sort_yield;
  scenario::Ramp<base::kPlain> bond_yield{base::Ratio::from_base_units(1)};
  scenario::Ramp<base::kPlain> stack_test_yield{base::Ratio::from_base_units(1)};
  std::string base_die = "own";

  bool needs_outside_base_die() const { return base_die == "outside"; }

  /// Whole dies that fit on a wafer: π r²/A − 2 π r/√(2 A) with the die and its scribe line as A [devries2005].
  base::Count<Die> gross_dies() const;

  /// Share of stacks that pass the final test: bond yield to the power of layers − 1, times the test yield.
  double stack_yield(base::SimTime date) const;

  base::DataSize stack_data() const { return die_data * static_cast<double>(layers); }

  static const scenario::FieldTable<Memory>& fields();
};

/// An accelerator package: what it is made of and what it does.
struct Accelerator : scenario::Spec {
  std::string memory;  ///< empty: its memory is not stacked
  std::int64_t stacks = 0;
  std::int64_t packages_per_wafer = 0;  ///< per interposer wafer; 0: it needs no interposer
  TokenRatePerPackage token_rate;
  base::ComputeRate compute_rate;
  base::Ratio training_efficiency = base::Ratio::from_base_units(0);

  void check(scenario::Reader& reader, const std::string& path) const override;
  static const scenario::FieldTable<Accelerator>& fields();
};

/// Idle over full power of racks that do not state theirs, an assumption: a server of eight H200 starts a run at 0.38 of its
/// steady power, an upper bound (fact asm.rack.idle_share has the range).
inline constexpr double kIdleShare = 0.3;

/// A rack: accelerators with their power.
struct Rack : scenario::Spec {
  std::string accelerator;
  std::int64_t accelerators = 1;
  base::Power power;
  std::optional<base::Power> idle_power;  ///< kIdleShare of `power` where the scenario does not say

  std::optional<std::int64_t> node_accelerators;  ///< a divisor of `accelerators`

  /// Accelerators of one node, the unit of placement and of faults: as stated, else the largest divisor not above 8.
  std::int64_t accelerators_per_node() const;

  base::Power idle() const { return idle_power.value_or(power * kIdleShare); }

  void check(scenario::Reader& reader, const std::string& path) const override;
  static const scenario::FieldTable<Rack>& fields();
};

/// The sections `memory`, `accelerators` and `racks`.
scenario::Catalogue product_sections();

const Memory& memory_of(const scenario::Scenario& scenario, std::string_view name);
const Accelerator& accelerator_of(const scenario::Scenario& scenario, std::string_view name);
const Rack& rack_of(const scenario::Scenario& scenario, std::string_view name);

}  // namespace aibelt::product
