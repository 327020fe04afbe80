#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "aibelt/base/quantity.hpp"
#include "aibelt/base/time.hpp"
#include "aibelt/scenario/codec.hpp"

namespace aibelt::datacenter {

using FaultRate = base::Quantity<base::kPlain / base::kTime>;
using NodeFaultRate = base::Quantity<base::dimension(base::Measure::node, -1) / base::kTime>;
using AcceleratorFaultRate = base::Quantity<base::dimension(base::Measure::package, -1) / base::kTime>;

/// How long something takes: `fixed`, `exponential` or `lognormal` about a mean.
struct SpanSpec {
  std::string distribution = "exponential";
  base::Duration mean{0};
  base::Ratio variation = base::Ratio::from_base_units(1);  ///< coefficient of variation, lognormal only

  static const scenario::FieldTable<SpanSpec>& fields();
};

/// The second, thorough stage of a repair that some nodes need after the first.
struct EscalationSpec {
  base::Ratio share;
  SpanSpec repair;
  base::Ratio cures;

  static const scenario::FieldTable<EscalationSpec>& fields();
};

/// One part of a node that fails: at what rate, with what effect, repaired in what time.
struct ComponentSpec {
  std::optional<NodeFaultRate> rate_per_node;
  std::optional<AcceleratorFaultRate> rate_per_accelerator;
  std::string applies = "always";  ///< or `when_busy`
  base::Ratio interrupt_share;     ///< faults after which the node restarts in place
  SpanSpec repair;
  base::Ratio cures;  ///< repairs after which a lemon is as good as others
  std::optional<EscalationSpec> escalation;

  static const scenario::FieldTable<ComponentSpec>& fields();
};

/// New nodes fail more often for a while.
struct EarlyLifeSpec {
  base::Ratio factor = base::Ratio::from_base_units(1);
  base::Duration span{0};

  static const scenario::FieldTable<EarlyLifeSpec>& fields();
};

/// A share of nodes fails more often until repaired well or found out.
struct LemonSpec {
  base::Ratio share;
  base::Ratio factor = base::Ratio::from_base_units(1);
  std::optional<std::int64_t> detected_after;  ///< faults until it is replaced; never when missing
  SpanSpec replacement;

  static const scenario::FieldTable<LemonSpec>& fields();
};

/// A fault that takes down every node of a rack, of a switch's group of racks, or of the site.
struct SharedFaultSpec {
  std::string scope = "rack";  ///< or `switch`, `site`
  FaultRate rate;              ///< of each rack, switch or site
  SpanSpec repair;

  static const scenario::FieldTable<SharedFaultSpec>& fields();
};

/// Planned work that reaches every node once an interval, a share of the nodes at a time.
struct MaintenanceSpec {
  base::Duration interval{0};
  base::Ratio share;
  base::Duration duration{0};
  base::Duration notice{0};  ///< from draining the nodes to taking them; 0 kills what runs

  static const scenario::FieldTable<MaintenanceSpec>& fields();
};

/// What fails in a cluster and how it comes back; see docs/model/failures.md.
struct FailureSpec {
  std::map<std::string, ComponentSpec> components;
  std::map<std::string, SharedFaultSpec> shared_faults;
  std::int64_t racks_per_switch = 1;
  std::optional<std::int64_t> crew;  ///< repairs at one time; as many as need be when missing
  base::Ratio spare_share;           ///< of the nodes, to the nearest whole node
  base::Duration swap_time{0};
  std::optional<EarlyLifeSpec> early_life;
  std::optional<LemonSpec> lemons;
  std::optional<MaintenanceSpec> maintenance;

  /// Reports what no single field shows: two rates or none, maintenance that does not fit its interval.
  void check(scenario::Reader& reader, const std::string& path) const;

  static const scenario::FieldTable<FailureSpec>& fields();
};

/// Nodes `first` to `first + count - 1`, all of one rack.
struct NodeBatch {
  std::int32_t first = 0;
  std::int32_t count = 1;
  std::int32_t rack = 0;
  std::int32_t accelerators = 1;  ///< of each node, at most 255
  base::SimTime since{};          ///< where its early life begins
};

/// Something a cluster has to act on.
struct FailureEvent {
  enum class Kind : std::uint8_t {
    interrupt,  ///< what runs on the nodes dies; they stay in service
    drain,      ///< nothing new starts on the nodes: they go down for maintenance shortly
    node_down,  ///< the nodes leave service; what runs on them dies
    node_up     ///< the nodes enter service
  };

  base::SimTime time;
  Kind kind;
  std::int32_t cause;  ///< see `Failures::cause_name`; of a node_up: what the nodes had been down for, or `kSpare`
  std::span<const std::int32_t> nodes;  ///< ascending, at least one; valid until the next event is taken
};

/// The faults, repairs, spares and maintenance of one cluster.
///
/// Faults of each component are one superposed Poisson process over all nodes, thinned by what a node is and does
/// [lewis1979]: a fault costs O(log n) of n pending events, a node in service costs none. Six bytes are kept a node,
/// and an event for each node that is down. Random streams: `<name>/failures/<component or shared fault>/faults` and
/// `/repair`, `<name>/failures/lemons`, `<name>/failures/replacements`. Events come in the order of time; at one
/// instant what was under way comes first, in the order of its beginning, then faults in the order of their causes.
///
///     while (failures.next_time() <= now) {
///       if (const auto event = failures.pop(is_busy)) { … }
///     }
class Failures {
 public:
  /// Whether work runs on the node, which is in service; asked for components that fail `when_busy` only.
  using IsBusy = std::function<bool(std::int32_t node)>;

  static constexpr std::int32_t kMaintenance = -1;
  static constexpr std::int32_t kSpare = -2;  ///< a spare takes the place of a failed node

  /// `spec` outlives it. Maintenance rounds begin one interval after `start`.
  Failures(const FailureSpec& spec, std::uint64_t seed, const std::string& name, base::SimTime start);
  ~Failures();
  Failures(Failures&&) noexcept;
  Failures& operator=(Failures&&) noexcept;

  /// The nodes join, the last of them as spares so far as the share of spares grows: ask `is_in_service`. LogicError
  /// unless nodes join in ascending order without a gap, at or after the last event taken.
  void add_nodes(const NodeBatch& batch, base::SimTime now);

  /// The nodes leave for ever, whatever their state; no event tells of them any more.
  void retire(std::int32_t first, std::int32_t count, base::SimTime now);

  /// When something may happen next; kNever where nothing is.
  base::SimTime next_time() const;

  /// Takes what may happen at `next_time()`; nullopt where it comes to nothing for the cluster. LogicError at kNever.
  std::optional<FailureEvent> pop(const IsBusy& is_busy);

  bool is_in_service(std::int32_t node) const;
  std::int32_t n_in_service() const;
  std::int32_t n_spare() const;  ///< ready, not in service
  std::int32_t n_down() const;   ///< neither in service nor spare nor on the way into service, nor retired
  std::int32_t n_lemons() const;

  /// Name of the component or shared fault, `maintenance` or `spare`.
  std::string_view cause_name(std::int32_t cause) const;

 private:
  class Process;
  std::unique_ptr<Process> process_;
};

}  // namespace aibelt::datacenter
