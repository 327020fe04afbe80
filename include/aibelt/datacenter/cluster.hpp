#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "aibelt/base/calendar.hpp"
#include "aibelt/datacenter/processor_pool.hpp"
#include "aibelt/policy/scheduling.hpp"
#include "aibelt/workload/job.hpp"

namespace aibelt::datacenter {

/// A job that has run.
struct FinishedJob {
  const workload::Job& job;
  base::SimTime start;
  base::SimTime finish;
  const ProcessorRanges& processors;
  bool is_backfilled = false;

  base::Duration wait() const { return start - job.submission; }
};

/// Hears of each job at its end.
class ClusterObserver {
 public:
  virtual ~ClusterObserver() = default;
  virtual void on_finish(const FinishedJob& finished) = 0;
};

/// A bare cluster of like processors under one scheduling policy; holds only the jobs that wait or run.
///
/// The caller moves it from instant to instant, in ascending order: `complete`, then `submit` for each job of that
/// instant, then `schedule`.
class Cluster {
 public:
  Cluster(std::int32_t processors, const policy::SchedulingPolicy& policy, ClusterObserver& observer);

  /// When something is next to happen without a submission; kNever where nothing is.
  base::SimTime next_time() const;

  /// Ends the jobs that run until `now`.
  void complete(base::SimTime now);

  /// LogicError for a job of more processors than there are.
  void submit(const workload::Job& job);

  /// One scheduling pass.
  void schedule(base::SimTime now);

  /// No job waits or runs.
  bool is_idle() const { return n_waiting_ == 0 && ends_.is_empty(); }
  std::size_t n_waiting() const { return n_waiting_; }

 private:
  struct Seat {
    workload::Job job;
    base::SimTime start;
    ProcessorRanges processors;
    bool is_backfilled = false;
  };

  std::int32_t free_seat();
  void start(const policy::Start& start, base::SimTime now);
  void finish(std::int32_t seat, base::SimTime now);
  policy::Request request_of(std::int32_t seat) const;

  std::int32_t processors_;
  std::unique_ptr<policy::Scheduler> scheduler_;
  ClusterObserver& observer_;
  ProcessorPool pool_;
  base::Calendar<std::int32_t> ends_;  ///< seats of running jobs
  std::vector<Seat> seats_;            ///< jobs that wait or run, by the handle the scheduler knows them by
  std::vector<std::int32_t> free_seats_;
  policy::Starts starts_;
  std::size_t n_waiting_ = 0;
};

}  // namespace aibelt::datacenter
