#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "aibelt/base/issue.hpp"
#include "aibelt/base/time.hpp"
#include "aibelt/scenario/field.hpp"

namespace aibelt::policy {

/// A job as a scheduler sees it: a rigid demand for processors of one kind.
struct Request {
  std::int32_t job = 0;         ///< the cluster's handle, free for another job after this one's end
  std::int32_t processors = 1;  ///< no more than the cluster has
  base::Duration estimate{};    ///< not negative; the job never runs longer
};

/// The cluster at the time of a scheduling pass.
struct SchedulingView {
  base::SimTime now;
  std::int32_t free = 0;  ///< processors
};

/// The processors first, first + 1, ..., last of a cluster, counted from 0.
struct ProcessorRange {
  std::int32_t first = 0;
  std::int32_t last = 0;

  friend bool operator==(const ProcessorRange&, const ProcessorRange&) = default;
};
using ProcessorRanges = std::vector<ProcessorRange>;  ///< ascending, not touching

/// A job to be started now.
struct Start {
  std::int32_t job = 0;
  bool is_backfill = false;    ///< passes a job that was submitted earlier and goes on waiting
  ProcessorRanges processors;  ///< where the policy chooses them; empty: the free ones of the lowest numbers
};
using Starts = std::vector<Start>;

/// The queue of one cluster under one policy.
///
/// At one instant the cluster reports all completions, then all submissions in the order of the trace, then asks once.
class Scheduler {
 public:
  virtual ~Scheduler() = default;

  /// `request` joins the queue.
  virtual void submit(const Request& request) = 0;

  /// A started job has ended, at its estimate's end `expected_end` or before.
  virtual void complete(const Request& request, base::SimTime expected_end, base::SimTime now) = 0;

  /// Adds to `starts` the jobs that start now, in order; they leave the queue.
  virtual void decide(const SchedulingView& view, Starts& starts) = 0;

  /// When `decide` wants to be asked even if nothing happens; kNever where it does not.
  virtual base::SimTime next_decision() const { return base::kNever; }

  /// The start that `job` of the queue is promised; kNever where it has no promise.
  virtual base::SimTime promised_start(std::int32_t /*job*/) const { return base::kNever; }
};

/// A rule that says which queued jobs start when.
class SchedulingPolicy {
 public:
  virtual ~SchedulingPolicy() = default;

  /// An empty queue for a cluster of `processors`.
  virtual std::unique_ptr<Scheduler> open(std::int32_t processors) const = 0;

  /// Every policy there is; src/policy/scheduling/catalogue.cpp lists them.
  static const scenario::Kinds<SchedulingPolicy>& kinds();
};

/// The policy called `name` with its default parameters; null with an issue that lists the policies there are.
std::shared_ptr<const SchedulingPolicy> scheduling_policy(const std::string& name, base::Issues& issues);

}  // namespace aibelt::policy
