#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "aibelt/base/issue.hpp"
#include "aibelt/base/time.hpp"
#include "aibelt/scenario/field.hpp"

namespace aibelt::policy {

/// A job as a scheduler sees it: a rigid demand for slots of one kind, all at once or not at all (a gang).
///
/// A slot is a processor, or a thousandth of one where the cluster counts so.
struct Request {
  std::int32_t job = 0;         ///< the cluster's handle, free for another job after this one's end
  std::int32_t processors = 1;  ///< slots
  base::Duration estimate{};    ///< of the run it asks for, not negative; overrun only where the cluster is slowed
  std::int32_t tenant = 0;      ///< index from 0
  std::int32_t priority = 1;    ///< a smaller number ranks higher
  base::SimTime submission{};   ///< the first one, where it was submitted again
  base::Duration attained{};    ///< run time in earlier runs
  std::int64_t cpu_milli = 0;   ///< thousandths of a processor core; 0 where nobody counts them
  std::int64_t memory_mib = 0;  ///< 0 where nobody counts it
};

/// The slots first, first + 1, ..., last of a cluster, counted from 0.
struct ProcessorRange {
  std::int32_t first = 0;
  std::int32_t last = 0;

  friend bool operator==(const ProcessorRange&, const ProcessorRange&) = default;
};
using ProcessorRanges = std::vector<ProcessorRange>;  ///< ascending, not touching

/// The cluster during a scheduling pass.
class Room {
 public:
  virtual ~Room() = default;

  virtual base::SimTime now() const = 0;

  /// Slots that no job uses; a start may be refused all the same.
  virtual std::int32_t free() const = 0;

  /// Slots in service, used or free.
  virtual std::int32_t capacity() const = 0;

  /// What is in service of the other resources, used or free; 0 where nobody counts them.
  virtual std::int64_t cpu_milli() const { return 0; }
  virtual std::int64_t memory_mib() const { return 0; }

  /// Starts a queued job now. False where there is no place for it, whatever `free` says; then it stays queued.
  /// `is_backfill`: it passes a job that goes on waiting and was submitted earlier or, under policies that rank by tenant,
  /// priority or service, ranks before it.
  virtual bool start(const Request& request, bool is_backfill) = 0;

  /// The same on particular slots.
  virtual bool start_on(const Request& request, bool is_backfill, const ProcessorRanges& processors) = 0;

  /// Stops a running job; its slots are free at once. The policy puts it back into its own queue, as `request_of` then
  /// gives it: the cluster neither calls `complete` nor `submit` for it.
  virtual void preempt(std::int32_t job) = 0;

  /// A waiting or running job as it stands now: `attained` so far, `estimate` of what is left to run.
  virtual Request request_of(std::int32_t job) const = 0;
};

/// The queue of one cluster under one policy.
///
/// At one instant the cluster reports all completions, then changes of capacity, then all submissions in their order,
/// then asks once. A job that ends before its work is done (its node failed) is completed and, where it is to run again,
/// submitted again with its first `submission`; it then stands at the end of the queue, or by its rank where the policy
/// ranks.
class Scheduler {
 public:
  virtual ~Scheduler() = default;

  /// `request` joins the queue. It may want more slots than are in service; then it waits for them.
  virtual void submit(const Request& request) = 0;

  /// `job`, which waits, leaves the queue unstarted.
  virtual void withdraw(std::int32_t job) = 0;

  /// A started job has ended or has been stopped. `request` is as it was at its start; `expected_end` is that start and
  /// `request.estimate`. `now` lies after it where the job has overrun.
  virtual void complete(const Request& request, base::SimTime expected_end, base::SimTime now) = 0;

  /// From `now` on there are `processors` slots in service, used or free, never fewer than are used.
  virtual void set_capacity(std::int32_t processors, base::SimTime now) = 0;

  /// More may fit than before, for a reason the scheduler does not see: a place that was refused may be had now.
  virtual void capacity_changed() {}

  /// Starts and stops jobs in `room`; those started leave the queue.
  virtual void decide(Room& room) = 0;

  /// When `decide` wants to be asked even if nothing happens; kNever where it does not.
  virtual base::SimTime next_decision() const { return base::kNever; }

  /// The start that `job` of the queue is promised; kNever where it has no promise. A promise is kept as long as no start
  /// is refused, no capacity is lost and no job overruns.
  virtual base::SimTime promised_start(std::int32_t /*job*/) const { return base::kNever; }
};

/// A rule that says which queued jobs start when.
class SchedulingPolicy {
 public:
  virtual ~SchedulingPolicy() = default;

  /// An empty queue for a cluster that opens with `processors` slots. `tenants` names the tenants by their index; without
  /// names all weigh the same.
  virtual std::unique_ptr<Scheduler> open(std::int32_t processors, const std::vector<std::string>& tenants) const = 0;

  /// The tenants it treats by name.
  virtual std::vector<std::string> tenants() const { return {}; }

  /// Whether it says itself on which slots a job runs; then it is of no use where a placement policy says so.
  virtual bool chooses_slots() const { return false; }

  /// Every policy there is; src/policy/scheduling/catalogue.cpp lists them.
  static const scenario::Kinds<SchedulingPolicy>& kinds();
};

/// The policy called `name`, whose parameters are the defaults and `settings` (`field=value`); null with issues, such as one
/// that lists the policies there are.
std::shared_ptr<const SchedulingPolicy> scheduling_policy(const std::string& name, base::Issues& issues,
                                                          const std::vector<std::string>& settings = {});

}  // namespace aibelt::policy
