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
  base::SimTime start;  ///< of its first run
  base::SimTime finish;
  const ProcessorRanges& processors;  ///< of its last run
  bool is_backfilled = false;         ///< its last run
  std::int32_t n_preemptions = 0;     ///< runs that were broken off; the next goes on where they stopped

  /// All the time in the queue, between its runs too.
  base::Duration wait() const { return finish - job.submission - job.runtime; }
};

/// One run of a job, to its end or to where it was broken off.
struct JobRun {
  const workload::Job& job;
  base::SimTime start;
  base::SimTime finish;
  const ProcessorRanges& processors;
};

/// Hears of each job at its end, after the last of its runs.
class ClusterObserver {
 public:
  virtual ~ClusterObserver() = default;
  virtual void on_finish(const FinishedJob& finished) = 0;
  virtual void on_run(const JobRun& /*run*/) {}
};

/// A bare cluster of like processors under one scheduling policy; holds only the jobs that wait or run.
///
/// The caller moves it from instant to instant, in ascending order: `complete`, then `submit` for each job of that
/// instant, then `schedule`. No start is refused that asks for no more processors than are free.
class Cluster : private policy::Room {
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
  bool is_idle() const { return n_waiting_ == 0 && n_running_ == 0; }
  std::size_t n_waiting() const { return n_waiting_; }

 private:
  struct Seat {
    workload::Job job;
    base::SimTime first_start;
    base::SimTime start;         ///< of the present or last run
    base::Duration attained{};   ///< before it
    std::int32_t n_runs = 0;     ///< of all jobs that have had the seat
    std::int32_t first_run = 1;  ///< the job's first
    bool is_running = false;
    bool is_backfilled = false;
    ProcessorRanges processors;
  };
  struct End {
    std::int32_t seat;
    std::int32_t run;  ///< of the seat's; it is broken off where the seat has gone on to another
  };

  base::SimTime now() const override { return now_; }
  std::int32_t free() const override { return pool_.n_free(); }
  std::int32_t capacity() const override { return processors_; }
  bool start(const policy::Request& request, bool is_backfill) override;
  bool start_on(const policy::Request& request, bool is_backfill, const ProcessorRanges& processors) override;
  void preempt(std::int32_t job) override;
  policy::Request request_of(std::int32_t job) const override;

  std::int32_t free_seat();
  void run(std::int32_t seat, bool is_backfill);
  void finish(std::int32_t seat, base::SimTime now);
  void vacate(Seat& seat, base::SimTime now);

  std::int32_t processors_;
  std::unique_ptr<policy::Scheduler> scheduler_;
  ClusterObserver& observer_;
  ProcessorPool pool_;
  base::Calendar<End> ends_;
  std::vector<Seat> seats_;  ///< jobs that wait or run, by the handle the scheduler knows them by
  std::vector<std::int32_t> free_seats_;
  std::size_t n_waiting_ = 0;
  std::size_t n_running_ = 0;
  base::SimTime now_;
};

}  // namespace aibelt::datacenter
