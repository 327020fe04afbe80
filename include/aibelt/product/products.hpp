#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "aibelt/base/count.hpp"
#include "aibelt/product/die_yield.hpp"
#include "aibelt/scenario/ramp.hpp"
#include "aibelt/scenario/scenario.hpp"

namespace aibelt::product {

using StackCount = base::Quantity<base::dimension(base::Measure::stack)>;
using TokenRatePerPackage =
    base::Quantity<base::dimension(base::Measure::token) / base::kTime / base::dimension(base::Measure::package)>;

struct Die;

/// A memory product: one die on a wafer, a number of them in a stack.
struct Memory : scenario::Spec {
  std::int64_t layers = 1;
  base::DataSize die_data;
  Area die_area;  ///< 0: width × height
  std::optional<base::Length> die_width;
  std::optional<base::Length> die_height;
  std::string die_count = "formula";
  base::Ratio die_aspect = base::Ratio::from_base_units(1);
  base::Length scribe = base::Length::from_base_units(80e-6);
  base::Length edge_exclusion = base::Length::from_base_units(3e-3);
  base::Length wafer_diameter = base::Length::from_base_units(0.3);
  std::shared_ptr<const DieYield> sort_yield;
  scenario::Ramp<base::kPlain> tsv_yield{base::Ratio::from_base_units(1)};
  scenario::Ramp<base::kPlain> bond_yield{base::Ratio::from_base_units(1)};  ///< before anything was learned
  std::optional<base::Ratio> learned_bond_yield;
  StackCount bond_learning;  ///< stacks after which 1 − 1/e is learned
  scenario::Ramp<base::kPlain> stack_test_yield{base::Ratio::from_base_units(1)};
  base::Ratio retest;      ///< share of the failing stacks that pass a second test
  base::Ratio downgraded;  ///< share of the stacks that fail for good and are sold as `downgrade_to`
  std::string downgrade_to;
  std::string base_die = "own";
  std::string node;  ///< of the core die, such as 1b; empty: not stated

  bool needs_outside_base_die() const { return base_die == "outside"; }

  /// Area of one die without its scribe line.
  Area area() const;

  /// Whole dies that fit on a wafer: π r²/A − 2 π r/√(2 A) with the die and its scribe line as A [devries2005], or counted on a grid
  /// where `die_count` says so.
  base::Count<Die> gross_dies() const;

  /// Share of gross dies whose test finds bits and vias good, after a line has made `wafers`.
  double die_yield(base::SimTime date, double wafers = 0) const;

  /// Whether a line that makes more of it bonds better.
  bool learns_bonding() const { return learned_bond_yield.has_value(); }

  /// Of one bond: y∞ − (y∞ − y₀) exp(−n/n_c) after n stacks [levy1965]; y₀ where nothing is learned.
  double bond_yield_after(double stacks, base::SimTime date) const;

  /// Share of stacks that pass the test or its retest: p = y + (1 − y) × retest, where y is the bond yield after `stacks` to the
  /// power of layers − 1, times the test yield.
  double stack_yield(base::SimTime date, double stacks = 0) const;

  base::DataSize stack_data() const { return die_data * static_cast<double>(layers); }

  void check(scenario::Reader& reader, const std::string& path) const override;
  static const scenario::FieldTable<Memory>& fields();
};

/// Whole rectangles of `width` × `height` inside a circle, on the best of the four grids whose lines or whose middles meet in the
/// centre; lengths in one unit.
std::int64_t dies_on_grid(double width, double height, double radius);

/// Wafer starts behind one bit of good stacks, line yield aside; infinite where nothing is good. The wafer trade ratio of one memory
/// over another is the quotient of the two.
double wafers_per_bit(const Memory& memory, base::SimTime date, double wafers = 0, double stacks = 0);

/// Something a package or a rack takes that the model does not make: a logic die, a substrate, a switch tray, a cooling loop.
struct Part : scenario::Spec {
  static const scenario::FieldTable<Part>& fields();
};

/// How many of each part one unit takes, by name.
using Kit = std::map<std::string, std::int64_t>;

/// An accelerator package: what it is made of and what it does.
struct Accelerator : scenario::Spec {
  std::string memory;  ///< empty: its memory is not stacked
  std::int64_t stacks = 0;
  std::int64_t packages_per_wafer = 0;  ///< per interposer wafer; 0: it needs no interposer
  std::string interposer;               ///< its type, such as `cowos_l`; empty: any
  Kit kit;
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
  Kit kit;
  base::Power power;
  std::optional<base::Power> idle_power;  ///< kIdleShare of `power` where the scenario does not say

  std::optional<std::int64_t> node_accelerators;  ///< a divisor of `accelerators`

  /// Accelerators of one node, the unit of placement and of faults: as stated, else the largest divisor not above 8.
  std::int64_t accelerators_per_node() const;

  base::Power idle() const { return idle_power.value_or(power * kIdleShare); }

  void check(scenario::Reader& reader, const std::string& path) const override;
  static const scenario::FieldTable<Rack>& fields();
};

/// The sections `memory`, `parts`, `accelerators` and `racks`.
scenario::Catalogue product_sections();

const Memory& memory_of(const scenario::Scenario& scenario, std::string_view name);
const Accelerator& accelerator_of(const scenario::Scenario& scenario, std::string_view name);
const Rack& rack_of(const scenario::Scenario& scenario, std::string_view name);

}  // namespace aibelt::product
