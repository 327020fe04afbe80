#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "aibelt/base/calendar.hpp"
#include "aibelt/datacenter/failures.hpp"
#include "aibelt/policy/scheduling.hpp"
#include "aibelt/workload/checkpointing.hpp"
#include "cluster_job.hpp"
#include "cluster_spec.hpp"
#include "pace.hpp"
#include "power_book.hpp"

namespace aibelt::datacenter {

class Partition;

/// A workload by name.
struct WorkloadOf {
  const std::string& name;
  const WorkloadSpec& spec;
};

/// Hears what happens to the jobs of a partition.
class PartitionObserver {
 public:
  virtual ~PartitionObserver() = default;

  virtual void on_start(Partition& partition, std::int32_t seat) = 0;

  /// A run or part of a run has ended after `ran`, of which `kept` was work that is saved now and `lost` work that is not.
  virtual void on_ran(Partition& partition, std::int32_t seat, base::Duration ran, base::Duration kept,
                      base::Duration lost) = 0;

  /// A fault has broken the job off; it restarts at once where it finds accelerators, else it waits for them.
  virtual void on_fault(Partition& partition, std::int32_t seat, std::string_view cause) = 0;

  virtual void on_finish(Partition& partition, std::int32_t seat) = 0;

  /// Nodes have left or entered service.
  virtual void on_nodes(Partition& partition, std::string_view what, std::string_view cause, std::size_t nodes) = 0;

  /// Whether a job that adds `dynamic` may start, for the sake of the cluster's power.
  virtual bool admits(Milliwatts dynamic) = 0;
};

/// The racks of one kind in a cluster: their nodes, the queue for them, the jobs that run, their faults.
///
/// The entity moves it from instant to instant: what is due of `end_jobs` and `take_failures`, then `submit`, then `pass`.
class Partition : private policy::Room {
 public:
  struct Setup {
    const ClusterSpec& spec;
    const std::string& cluster;
    const std::string& rack_name;
    const product::Rack& rack;
    const product::Accelerator& accelerator;
    const std::vector<WorkloadOf>& workloads;
    const std::vector<std::string>& tenants;
    std::int64_t seed;
    base::SimTime start;
    bool has_fractions;
    CostClock& costs;
  };

  Partition(const Setup& setup, PartitionObserver& observer);

  /// Racks enter (or, negative, the oldest leave for ever, and what runs there restarts elsewhere).
  void change_racks(std::int64_t change, base::SimTime now);

  /// The next instant at which `end_jobs`, `take_failures` or `pass` has something to do without a submission.
  base::SimTime next_time() const;
  bool has_ends(base::SimTime now) const;
  bool has_failures(base::SimTime now) const { return failures_ && failures_->next_time() <= now; }
  bool wants_pass(base::SimTime now) const;

  void end_jobs(base::SimTime now);
  void take_failures(base::SimTime now);
  void submit(ClusterJob job, base::SimTime now);
  void pass(base::SimTime now);

  /// Starts that were refused may be tried again.
  void reconsider() {
    scheduler_->capacity_changed();
    wants_pass_ = true;
  }

  /// From `now` on work draws `share` millionths of its dynamic power.
  void set_power_share(base::SimTime now, std::int64_t share);

  /// Takes a waiting or running job out, its progress saved as that of a job which is warned.
  ClusterJob withdraw(std::int32_t seat, base::SimTime now);

  /// Books what a running job has run when the scenario's run ends; nothing may follow.
  void stop_for_good(std::int32_t seat, base::SimTime now) { end_attempt(seat, now, true); }

  /// Work of a running job that its checkpoints have saved by `now`.
  base::Duration saved_by(std::int32_t seat, base::SimTime now) const;

  /// Speed of its jobs over full speed.
  double speed() const { return static_cast<double>(pace_.speed()) / Pace::kFull; }

  const std::string& rack_name() const { return rack_name_; }
  const product::Accelerator& accelerator() const { return accelerator_; }
  const std::string& accelerator_name() const { return rack_.accelerator; }
  const ClusterJob& job(std::int32_t seat) const { return seats_[static_cast<std::size_t>(seat)]; }
  ClusterJob& job(std::int32_t seat) { return seats_[static_cast<std::size_t>(seat)]; }
  /// Seats of jobs that run, and of those that wait, in no order of meaning.
  std::vector<std::int32_t> running() const;
  std::vector<std::int32_t> waiting() const;

  bool can_ever_hold(const Task& task) const;
  std::int64_t free_accelerators() const { return pool_.free_accelerators(); }
  std::int64_t installed() const { return pool_.accelerators() - retired_; }
  std::int64_t in_service() const { return pool_.accelerators_in_service(); }
  double used() const { return static_cast<double>(pool_.used_milli()) / policy::kMilli; }
  std::int64_t n_waiting() const { return n_waiting_; }
  double queued_hours() const { return queued_h_; }  ///< accelerator-hours that wait

  /// Idle power of all racks, and dynamic power of all jobs at full power.
  TwoPower power() const { return {idle_per_rack_ * n_racks_, dynamic_}; }

  /// `0-7 16`: accelerators of the job's last run, numbered node by node.
  std::string allocated(std::int32_t seat) const;

 private:
  struct End {
    std::int32_t seat;
    std::uint32_t attempt;
  };

  // What the scheduler sees.
  base::SimTime now() const override { return now_; }
  std::int32_t free() const override;
  std::int32_t capacity() const override;
  bool start(const policy::Request& request, bool is_backfill) override;
  bool start_on(const policy::Request&, bool, const policy::ProcessorRanges&) override;
  void preempt(std::int32_t seat) override;
  policy::Request request_of(std::int32_t seat) const override;

  std::int32_t seat_for(ClusterJob job);
  bool take_place(ClusterJob& job);
  bool collides_with_reservation(const ClusterJob& job, const policy::Request& request) const;
  void begin_attempt(std::int32_t seat, base::SimTime now);
  void end_attempt(std::int32_t seat, base::SimTime now, bool is_warned);
  void enter_place(std::int32_t seat);
  void leave_place(std::int32_t seat);
  void finish(std::int32_t seat, base::SimTime now);
  void break_off(const std::vector<std::int32_t>& seats, std::string_view cause, base::SimTime now);
  std::vector<std::int32_t> seats_on(std::span<const std::int32_t> nodes) const;
  void add_rack(base::SimTime now);
  void remove_racks(std::int64_t racks, base::SimTime now);
  void drop_stale_ends() const;
  workload::CheckpointPlan plan_of(const ClusterJob& job) const;
  workload::Progress progress_of(const ClusterJob& job, base::SimTime now) const;
  base::Duration startup_of(const ClusterJob& job) const;
  base::Duration run_length_of(const ClusterJob& job) const;
  double hours_of(const ClusterJob& job) const;
  void queue(ClusterJob& job, base::SimTime now);
  void unqueue(ClusterJob& job);
  policy::Request request_at_start(std::int32_t seat) const;

  const ClusterSpec& spec_;
  const std::string& rack_name_;
  const product::Rack& rack_;
  const product::Accelerator& accelerator_;
  const std::vector<WorkloadOf>& workloads_;
  PartitionObserver& observer_;
  std::int32_t slots_per_accelerator_;
  policy::NodePool pool_;
  std::unique_ptr<policy::Scheduler> scheduler_;
  std::optional<Failures> failures_;
  Pace pace_;
  PowerBook book_;
  mutable base::Calendar<End> ends_;  ///< on the pace's clock; ends of attempts that were broken off are dropped late
  std::vector<ClusterJob> seats_;
  std::vector<char> is_taken_;
  std::vector<std::int32_t> free_seats_;
  std::vector<std::int32_t> running_;   ///< seats, in no order
  std::vector<std::int32_t> arrivals_;  ///< submitted since the last pass
  base::SimTime now_;
  bool wants_pass_ = false;
  std::int32_t known_capacity_ = 0;
  std::int64_t n_racks_ = 0;
  std::int32_t first_node_ = 0;  ///< of the oldest rack
  std::int64_t retired_ = 0;     ///< accelerators
  std::int64_t n_waiting_ = 0;
  double queued_h_ = 0;
  Milliwatts idle_per_rack_ = 0;
  double idle_w_ = 0;     ///< of an accelerator
  double dynamic_w_ = 0;  ///< of an accelerator at full load
  Milliwatts dynamic_ = 0;
};

}  // namespace aibelt::datacenter
