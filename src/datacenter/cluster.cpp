#include "aibelt/datacenter/cluster.hpp"

#include <algorithm>

#include "aibelt/base/error.hpp"

namespace aibelt::datacenter {

Cluster::Cluster(std::int32_t processors, const policy::SchedulingPolicy& policy, ClusterObserver& observer)
    : processors_(processors), scheduler_(policy.open(processors, {})), observer_(observer), pool_(processors) {}

base::SimTime Cluster::next_time() const {
  const base::SimTime asked_for = scheduler_->next_decision();
  return ends_.is_empty() ? asked_for : std::min(asked_for, ends_.next_time());
}

void Cluster::complete(base::SimTime now) {
  while (!ends_.is_empty() && ends_.next_time() <= now) {
    const auto end = ends_.pop();
    const Seat& seat = seats_[static_cast<std::size_t>(end.event.seat)];
    if (seat.is_running && seat.n_runs == end.event.run) {
      finish(end.event.seat, end.time);
    }
  }
}

void Cluster::submit(const workload::Job& job) {
  base::ensure(job.processors >= 1 && job.processors <= processors_, "Cluster: a job wants processors there are not");
  const std::int32_t index = free_seat();
  Seat& seat = seats_[static_cast<std::size_t>(index)];
  seat.job = job;
  seat.attained = base::Duration::zero();
  seat.first_run = seat.n_runs + 1;
  scheduler_->submit(request_of(index));
  ++n_waiting_;
}

void Cluster::schedule(base::SimTime now) {
  now_ = now;
  scheduler_->decide(*this);
}

std::int32_t Cluster::free_seat() {
  if (free_seats_.empty()) {
    seats_.emplace_back();
    return static_cast<std::int32_t>(seats_.size()) - 1;
  }
  const std::int32_t seat = free_seats_.back();
  free_seats_.pop_back();
  return seat;
}

bool Cluster::start(const policy::Request& request, bool is_backfill) {
  Seat& seat = seats_[static_cast<std::size_t>(request.job)];
  if (seat.job.processors > pool_.n_free()) {
    return false;
  }
  pool_.take(seat.job.processors, seat.processors);
  run(request.job, is_backfill);
  return true;
}

bool Cluster::start_on(const policy::Request& request, bool is_backfill, const ProcessorRanges& processors) {
  pool_.take_these(processors);
  seats_[static_cast<std::size_t>(request.job)].processors = processors;
  run(request.job, is_backfill);
  return true;
}

void Cluster::run(std::int32_t index, bool is_backfill) {
  Seat& seat = seats_[static_cast<std::size_t>(index)];
  base::ensure(!seat.is_running, "Cluster: a job is started twice");
  seat.start = now_;
  seat.is_running = true;
  seat.is_backfilled = is_backfill;
  if (++seat.n_runs == seat.first_run) {
    seat.first_start = now_;
  }
  ends_.schedule(now_ + seat.job.runtime - seat.attained, {index, seat.n_runs});
  --n_waiting_;
  ++n_running_;
}

void Cluster::preempt(std::int32_t job) {
  Seat& seat = seats_[static_cast<std::size_t>(job)];
  base::ensure(seat.is_running, "Cluster: a job is stopped that does not run");
  vacate(seat, now_);
  seat.attained += now_ - seat.start;
  ++n_waiting_;
}

void Cluster::vacate(Seat& seat, base::SimTime now) {
  pool_.give_back(seat.processors);
  seat.is_running = false;
  --n_running_;
  observer_.on_run({seat.job, seat.start, now, seat.processors});
}

void Cluster::finish(std::int32_t index, base::SimTime now) {
  Seat& seat = seats_[static_cast<std::size_t>(index)];
  vacate(seat, now);
  const policy::Request request = request_of(index);
  scheduler_->complete(request, seat.start + request.estimate, now);
  observer_.on_finish(
      {seat.job, seat.first_start, now, seat.processors, seat.is_backfilled, seat.n_runs - seat.first_run});
  free_seats_.push_back(index);
}

/// While it runs, from now on; else before its next run, or before the one that has just ended.
policy::Request Cluster::request_of(std::int32_t index) const {
  const Seat& seat = seats_[static_cast<std::size_t>(index)];
  const base::Duration attained = seat.attained + (seat.is_running ? now_ - seat.start : base::Duration::zero());
  return {.job = index,
          .processors = seat.job.processors,
          .estimate = seat.job.estimate - attained,
          .tenant = seat.job.tenant + 1,
          .priority = -seat.job.priority,
          .submission = seat.job.submission,
          .attained = attained,
          .cpu_milli = seat.job.cpu_milli,
          .memory_mib = seat.job.memory_mib};
}

}  // namespace aibelt::datacenter
