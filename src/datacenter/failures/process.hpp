#pragma once

#include <optional>
#include <string>
#include <vector>

#include "aibelt/base/calendar.hpp"
#include "aibelt/base/random.hpp"
#include "aibelt/datacenter/failures.hpp"
#include "fault_source.hpp"
#include "node_register.hpp"
#include "repair_shop.hpp"

namespace aibelt::datacenter {

/// What stands behind `Failures`: the calendar of what is under way, and the sources of faults.
class Failures::Process {
 public:
  Process(const FailureSpec& spec, std::uint64_t seed, const std::string& name, base::SimTime start);

  void add_nodes(const NodeBatch& batch, base::SimTime now);
  void retire(std::int32_t first, std::int32_t count, base::SimTime now);
  base::SimTime next_time() const;
  std::optional<FailureEvent> pop(const IsBusy& is_busy);
  const NodeRegister& nodes() const { return nodes_; }
  std::string_view cause_name(std::int32_t cause) const;

 private:
  enum class Step : std::uint8_t { repaired, shared_ended, swapped, seasoned, round, drain, take, give_back };

  struct Due {
    Step step;
    bool cures = false;
    std::uint8_t swap = 0;
    std::int32_t cause = 0;
    std::int32_t first = 0;  ///< node, slot of `held_`, or first node of a wave
    std::int32_t last = 0;   ///< after the last node of a wave, or group of a shared fault
  };

  using Event = std::optional<FailureEvent::Kind>;

  void draw_all(base::SimTime now);
  void choose_next_source();
  Event strike(const IsBusy& is_busy);
  Event strike_component(std::size_t source, const IsBusy& is_busy);
  Event strike_shared(std::size_t source);
  Event play(const Due& due);
  Event repaired(const Due& due);
  Event shared_ended(const Due& due);
  Event swapped(const Due& due);
  Event begin_wave(const Due& due);
  void begin_round();
  void begin_repairs();
  void begin_swaps();
  /// Puts the node into `changed_` where it leaves or enters service by it.
  void hold(std::int32_t node);
  void release(std::int32_t node);
  /// An event of `kind` where any node is in `changed_`.
  Event told(FailureEvent::Kind kind) const { return changed_.empty() ? Event() : kind; }
  std::int32_t keep(std::vector<std::int32_t> nodes);

  const FailureSpec& spec_;
  NodeRegister nodes_;
  RepairShop shop_;
  base::Stream replacements_;
  std::vector<ComponentFaults> components_;
  std::vector<SharedFaults> shared_;
  std::vector<std::string_view> names_;  ///< components, then shared faults
  base::Calendar<Due> calendar_;
  std::vector<std::vector<std::int32_t>> held_;  ///< nodes that a shared fault under way holds, by slot
  std::vector<std::int32_t> free_slots_;
  std::vector<std::int32_t> changed_;  ///< nodes of the event under way
  base::SimTime now_;
  std::size_t next_source_ = 0;
  base::SimTime next_strike_ = base::kNever;
  std::int32_t cause_ = 0;  ///< of the event under way
  std::int32_t wave_size_ = 0;
  std::int32_t round_size_ = 0;  ///< nodes of the maintenance round under way
};

}  // namespace aibelt::datacenter
