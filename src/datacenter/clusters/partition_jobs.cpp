#include "partition.hpp"

#include <algorithm>
#include <limits>

#include "aibelt/base/error.hpp"

namespace aibelt::datacenter {

void Partition::submit(ClusterJob submitted, base::SimTime now) {
  now_ = now;
  const std::int64_t slots = slots_per_accelerator_ == 1
                                 ? submitted.task.accelerators
                                 : std::int64_t{submitted.task.accelerators} * submitted.task.accelerator_milli;
  submitted.slots = static_cast<std::int32_t>(std::min<std::int64_t>(slots, std::numeric_limits<std::int32_t>::max()));
  const std::int32_t seat = seat_for(std::move(submitted));
  queue(job(seat), now);
  arrivals_.push_back(seat);
  wants_pass_ = true;
}

std::int32_t Partition::seat_for(ClusterJob taken) {
  if (free_seats_.empty()) {
    seats_.emplace_back();
    is_taken_.push_back(0);
    free_seats_.push_back(static_cast<std::int32_t>(seats_.size()) - 1);
  }
  const std::int32_t seat = free_seats_.back();
  free_seats_.pop_back();
  ClusterJob& place = job(seat);
  taken.attempt = place.attempt;  // goes on counting, so that ends of earlier jobs of the seat stay stale
  place = std::move(taken);
  is_taken_[static_cast<std::size_t>(seat)] = 1;
  return seat;
}

void Partition::queue(ClusterJob& waiting, base::SimTime now) {
  waiting.queued_since = now;
  waiting.queued_h = hours_of(waiting);
  queued_h_ += waiting.queued_h;
  ++n_waiting_;
}

void Partition::unqueue(ClusterJob& waiting) {
  --n_waiting_;
  queued_h_ = n_waiting_ == 0 ? 0 : queued_h_ - waiting.queued_h;
}

ClusterJob Partition::withdraw(std::int32_t seat, base::SimTime now) {
  ClusterJob& leaving = job(seat);
  if (leaving.is_running) {
    end_attempt(seat, now, true);
    pool_.give_back(leaving.placement);
    leave_place(seat);
    scheduler_->complete(request_at_start(seat), leaving.begun + leaving.asked, now);
  } else {
    unqueue(leaving);
    const auto arrival = std::find(arrivals_.begin(), arrivals_.end(), seat);
    if (arrival != arrivals_.end()) {
      arrivals_.erase(arrival);
    } else {
      scheduler_->withdraw(seat);
    }
  }
  wants_pass_ = true;
  ClusterJob copy = leaving;
  is_taken_[static_cast<std::size_t>(seat)] = 0;
  free_seats_.push_back(seat);
  return copy;
}

workload::CheckpointPlan Partition::plan_of(const ClusterJob& planned) const {
  const auto& checkpoints = workloads_[planned.workload].spec.checkpoints;
  return checkpoints ? workload::CheckpointPlan{checkpoints->interval, checkpoints->write, checkpoints->restart}
                     : workload::CheckpointPlan{};
}

base::Duration Partition::startup_of(const ClusterJob& starting) const {
  return starting.n_runs > 0 ? plan_of(starting).restart : base::Duration{0};
}

base::Duration Partition::run_length_of(const ClusterJob& running) const {
  return workload::run_length(plan_of(running), startup_of(running), running.work - running.saved);
}

double Partition::hours_of(const ClusterJob& waiting) const {
  return waiting.accelerators() * std::chrono::duration<double, std::ratio<3600>>(run_length_of(waiting)).count();
}

bool Partition::take_place(ClusterJob& starting) {
  policy::Demand demand;
  if (starting.task.accelerator_milli < policy::kMilli) {
    demand.accelerator_milli = starting.task.accelerator_milli;
  } else {
    demand.accelerators = starting.task.accelerators;
  }
  return pool_.take(demand, *spec_.placement, starting.placement);
}

bool Partition::can_ever_hold(const Task& task) const { return task.accelerators <= installed(); }

/// The part of a run between two faults.
void Partition::begin_attempt(std::int32_t seat, base::SimTime now) {
  ClusterJob& starting = job(seat);
  starting.startup = startup_of(starting);
  starting.resumed = now;
  starting.resumed_work = pace_.at(now);
  starting.reading = book_.read(now);
  ends_.schedule(starting.resumed_work + run_length_of(starting), End{seat, ++starting.attempt});
  ++starting.n_runs;
}

workload::Progress Partition::progress_of(const ClusterJob& running, base::SimTime now) const {
  return workload::progress_after(plan_of(running), running.startup, running.work - running.saved,
                                  pace_.at(now) - running.resumed_work);
}

base::Duration Partition::saved_by(std::int32_t seat, base::SimTime now) const {
  return job(seat).saved + progress_of(job(seat), now).saved;
}

/// A job that `is_warned` keeps all its progress, one that is not what its last checkpoint has.
void Partition::end_attempt(std::int32_t seat, base::SimTime now, bool is_warned) {
  ClusterJob& ending = job(seat);
  const workload::Progress progress = progress_of(ending, now);
  const base::Duration kept = is_warned ? progress.done : progress.saved;
  const base::Duration ran = now - ending.resumed;
  ending.saved += kept;
  ending.run += ran;
  ending.stopped = now;
  ending.drawn += book_.drawn(ending.power, ending.reading, now);
  ++ending.attempt;
  observer_.on_ran(*this, seat, ran, kept, progress.done - kept);
}

void Partition::enter_place(std::int32_t seat) {
  ClusterJob& entering = job(seat);
  dynamic_ += entering.power.dynamic;
  entering.is_running = true;
  entering.running_place = running_.size();
  running_.push_back(seat);
}

void Partition::leave_place(std::int32_t seat) {
  ClusterJob& leaving = job(seat);
  dynamic_ -= leaving.power.dynamic;
  leaving.is_running = false;
  running_[leaving.running_place] = running_.back();
  job(running_.back()).running_place = leaving.running_place;
  running_.pop_back();
}

void Partition::finish(std::int32_t seat, base::SimTime now) {
  end_attempt(seat, now, true);
  ClusterJob& finished = job(seat);
  pool_.give_back(finished.placement);
  leave_place(seat);
  scheduler_->complete(request_at_start(seat), finished.begun + finished.asked, now);
  wants_pass_ = true;
  observer_.on_finish(*this, seat);
  is_taken_[static_cast<std::size_t>(seat)] = 0;
  free_seats_.push_back(seat);
}

std::vector<std::int32_t> Partition::running() const {
  std::vector<std::int32_t> seats = running_;
  std::sort(seats.begin(), seats.end());
  return seats;
}

std::vector<std::int32_t> Partition::waiting() const {
  std::vector<std::int32_t> seats;
  for (std::size_t i = 0; i < seats_.size(); ++i) {
    if (is_taken_[i] != 0 && !seats_[i].is_running) {
      seats.push_back(static_cast<std::int32_t>(i));
    }
  }
  return seats;
}

}  // namespace aibelt::datacenter
