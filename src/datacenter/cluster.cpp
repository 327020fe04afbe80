#include "aibelt/datacenter/cluster.hpp"

#include <algorithm>

#include "aibelt/base/error.hpp"

namespace aibelt::datacenter {

Cluster::Cluster(std::int32_t processors, const policy::SchedulingPolicy& policy, ClusterObserver& observer)
    : processors_(processors), scheduler_(policy.open(processors)), observer_(observer), pool_(processors) {}

base::SimTime Cluster::next_time() const {
  const base::SimTime asked_for = scheduler_->next_decision();
  return ends_.is_empty() ? asked_for : std::min(asked_for, ends_.next_time());
}

void Cluster::complete(base::SimTime now) {
  while (!ends_.is_empty() && ends_.next_time() <= now) {
    const auto end = ends_.pop();
    finish(end.event, end.time);
  }
}

void Cluster::submit(const workload::Job& job) {
  base::ensure(job.processors >= 1 && job.processors <= processors_, "Cluster: a job wants processors there are not");
  const std::int32_t seat = free_seat();
  seats_[static_cast<std::size_t>(seat)].job = job;
  scheduler_->submit(request_of(seat));
  ++n_waiting_;
}

void Cluster::schedule(base::SimTime now) {
  starts_.clear();
  scheduler_->decide({now, pool_.n_free()}, starts_);
  for (const policy::Start& decided : starts_) {
    start(decided, now);
  }
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

void Cluster::start(const policy::Start& decided, base::SimTime now) {
  Seat& seat = seats_[static_cast<std::size_t>(decided.job)];
  seat.start = now;
  seat.is_backfilled = decided.is_backfill;
  if (decided.processors.empty()) {
    pool_.take(seat.job.processors, seat.processors);
  } else {
    pool_.take_these(decided.processors);
    seat.processors = decided.processors;
  }
  ends_.schedule(now + seat.job.runtime, decided.job);
  --n_waiting_;
}

void Cluster::finish(std::int32_t index, base::SimTime now) {
  Seat& seat = seats_[static_cast<std::size_t>(index)];
  pool_.give_back(seat.processors);
  scheduler_->complete(request_of(index), seat.start + seat.job.estimate, now);
  observer_.on_finish({seat.job, seat.start, now, seat.processors, seat.is_backfilled});
  free_seats_.push_back(index);
}

policy::Request Cluster::request_of(std::int32_t seat) const {
  const workload::Job& job = seats_[static_cast<std::size_t>(seat)].job;
  return {seat, job.processors, job.estimate};
}

}  // namespace aibelt::datacenter
