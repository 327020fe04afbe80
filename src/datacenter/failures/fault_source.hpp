#pragma once

#include <optional>
#include <string>
#include <vector>

#include "aibelt/base/random.hpp"
#include "aibelt/datacenter/failures.hpp"
#include "node_register.hpp"

namespace aibelt::datacenter {

/// Candidates for faults of one component: a Poisson process at a rate that is never exceeded; `hit` thins it.
class ComponentFaults {
 public:
  ComponentFaults(const ComponentSpec& spec, const FailureSpec& all, std::uint64_t seed, const std::string& name);

  /// Draws the next candidate after `now` for the nodes there are, in place of the one that was due.
  void draw_next(const NodeRegister& nodes, base::SimTime now);
  base::SimTime next() const { return next_; }

  /// The node in service that the candidate of `next()` hits; nullopt where it comes to nothing.
  std::optional<std::int32_t> hit(const NodeRegister& nodes, const Failures::IsBusy& is_busy);

  bool only_interrupts();

  struct Repair {
    base::Duration length{0};
    bool cures = false;
  };
  Repair draw_repair(bool is_lemon);

 private:
  std::int32_t pick(const NodeRegister& nodes);

  const ComponentSpec* spec_;
  double rate_;         ///< of a node, or of an accelerator, 1/s
  double extra_new_;    ///< additional rate of a new node over a seasoned one's
  double extra_lemon_;  ///< of a lemon over a sound one's
  base::Stream faults_;
  base::Stream repairs_;
  base::SimTime next_ = base::kNever;
  double n_all_ = 0;      ///< nodes from the first that is left
  double units_new_ = 0;  ///< extra rate of all new nodes, in rates of a node
  double units_lemon_ = 0;
};

/// Faults that strike whole racks, switches or the site.
class SharedFaults {
 public:
  SharedFaults(const SharedFaultSpec& spec, std::int64_t racks_per_switch, std::uint64_t seed, const std::string& name);

  void draw_next(const NodeRegister& nodes, base::SimTime now);
  base::SimTime next() const { return next_; }

  /// The group that is struck; nullopt where it is down by an earlier fault of this kind.
  std::optional<std::int32_t> hit();
  void end(std::int32_t group) { is_down_[static_cast<std::size_t>(group)] = false; }

  base::Duration draw_repair();
  /// The nodes of a group, ascending.
  std::vector<std::int32_t> nodes_of(std::int32_t group, const NodeRegister& nodes) const;

 private:
  const SharedFaultSpec* spec_;
  std::int32_t racks_per_group_;
  base::Stream faults_;
  base::Stream repairs_;
  base::SimTime next_ = base::kNever;
  std::vector<bool> is_down_;  ///< by group
};

}  // namespace aibelt::datacenter
