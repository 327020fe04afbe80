#include "partition.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "aibelt/base/error.hpp"
#include "aibelt/datacenter/power/power_limit.hpp"
#include "aibelt/datacenter/power/rack_power.hpp"

namespace aibelt::datacenter {
namespace {

/// To the nearest microsecond, so that an estimate that makes a factor of a whole span comes back as it was.
base::Duration stretched(base::Duration span, double factor) {
  return base::Duration{static_cast<std::int64_t>(std::floor(static_cast<double>(span.count()) * factor + 0.5))};
}

}  // namespace

Partition::Partition(const Setup& setup, PartitionObserver& observer)
    : spec_(setup.spec),
      rack_name_(setup.rack_name),
      rack_(setup.rack),
      accelerator_(setup.accelerator),
      workloads_(setup.workloads),
      observer_(observer),
      slots_per_accelerator_(setup.has_fractions ? policy::kMilli : 1),
      scheduler_(setup.spec.scheduling->open(0, setup.tenants)),
      pace_(setup.start),
      book_(setup.costs, setup.start),
      now_(setup.start) {
  const LoadPower power = power_of(rack_);
  const auto accelerators = static_cast<double>(rack_.accelerators);
  idle_per_rack_ = milliwatts(power.idle_w);
  idle_w_ = power.idle_w / accelerators;
  dynamic_w_ = (power.max_w - power.idle_w) / accelerators;
  if (spec_.failures) {
    failures_.emplace(*spec_.failures, static_cast<std::uint64_t>(setup.seed), setup.cluster + "/" + rack_name_,
                      setup.start);
  }
}

void Partition::change_racks(std::int64_t change, base::SimTime now) {
  end_jobs(now);  // what ends now does not run on in racks that leave
  for (; change > 0; --change) {
    add_rack(now);
  }
  if (change < 0) {
    remove_racks(-change, now);
  }
  scheduler_->capacity_changed();
  wants_pass_ = true;
}

void Partition::add_rack(base::SimTime now) {
  const auto per_node = static_cast<std::int32_t>(rack_.accelerators_per_node());
  const auto count = static_cast<std::int32_t>(rack_.accelerators) / per_node;
  const std::int32_t first = pool_.size();
  const std::int32_t rack = first / count;
  if (failures_) {
    failures_->add_nodes({first, count, rack, per_node, now}, now);
  }
  for (std::int32_t node = first; node < first + count; ++node) {
    pool_.add({.accelerators = per_node}, {rack, rack / static_cast<std::int32_t>(spec_.racks_per_switch)});
    pool_.set_in_service(node, !failures_ || failures_->is_in_service(node));
  }
  ++n_racks_;
}

void Partition::remove_racks(std::int64_t racks, base::SimTime now) {
  base::ensure(n_racks_ >= racks, "a cluster loses a rack it has not");
  const auto count = static_cast<std::int32_t>(racks * rack_.accelerators / rack_.accelerators_per_node());
  std::vector<std::int32_t> nodes;
  for (std::int32_t node = first_node_; node < first_node_ + count; ++node) {
    nodes.push_back(node);
    pool_.set_in_service(node, false);
  }
  if (failures_) {
    failures_->retire(first_node_, count, now);
  }
  first_node_ += count;
  retired_ += racks * rack_.accelerators;
  n_racks_ -= racks;
  break_off(seats_on(nodes), "retirement", now);
}

// ---------------------------------------------------------------------------------------------------------------------
// Time

void Partition::drop_stale_ends() const {
  while (!ends_.is_empty()) {
    const End& end = ends_.next();
    const ClusterJob& job = seats_[static_cast<std::size_t>(end.seat)];
    if (job.is_running && job.attempt == end.attempt) {
      return;
    }
    ends_.pop();
  }
}

base::SimTime Partition::next_time() const {
  if (wants_pass_) {
    return now_;
  }
  drop_stale_ends();
  const base::SimTime end = ends_.is_empty() ? base::kNever : pace_.when(ends_.next_time());
  const base::SimTime fault = failures_ ? failures_->next_time() : base::kNever;
  return std::min({end, fault, scheduler_->next_decision()});
}

bool Partition::has_ends(base::SimTime now) const {
  drop_stale_ends();
  return !ends_.is_empty() && pace_.when(ends_.next_time()) <= now;
}

bool Partition::wants_pass(base::SimTime now) const { return wants_pass_ || scheduler_->next_decision() <= now; }

void Partition::end_jobs(base::SimTime now) {
  now_ = now;
  while (has_ends(now)) {
    finish(ends_.pop().event.seat, now);
  }
}

void Partition::pass(base::SimTime now) {
  now_ = now;
  wants_pass_ = false;
  if (const std::int32_t slots = capacity(); slots != known_capacity_) {
    known_capacity_ = slots;
    scheduler_->set_capacity(slots, now);
  }
  for (const std::int32_t seat : arrivals_) {
    scheduler_->submit(request_of(seat));
  }
  arrivals_.clear();
  scheduler_->decide(*this);
}

void Partition::set_power_share(base::SimTime now, std::int64_t share) {
  book_.set_share(now, share);
  const double part = static_cast<double>(share) / PowerBook::kFull;
  const double idle_share = idle_w_ / (idle_w_ + dynamic_w_);
  PowerLimitCurve curve;
  curve.static_share = std::max(curve.static_share, idle_share);  // no work without dynamic power
  const double speed = curve.speed_at(idle_share + (1 - idle_share) * part, spec_.compute_bound.in_base_units());
  pace_.set(now, static_cast<std::int64_t>(std::floor(speed * Pace::kFull)));
}

// ---------------------------------------------------------------------------------------------------------------------
// Faults

void Partition::take_failures(base::SimTime now) {
  now_ = now;
  const Failures::IsBusy is_busy = [this](std::int32_t node) { return !pool_.is_idle(node); };
  while (failures_->next_time() <= now) {
    const auto event = failures_->pop(is_busy);
    if (!event) {
      continue;
    }
    const bool is_up = event->kind == FailureEvent::Kind::node_up;
    if (event->kind != FailureEvent::Kind::interrupt) {
      for (const std::int32_t node : event->nodes) {
        pool_.set_in_service(node, is_up);
      }
    }
    const std::string_view cause = failures_->cause_name(event->cause);
    if (is_up) {
      observer_.on_nodes(*this, "up", cause, event->nodes.size());
    } else if (event->kind == FailureEvent::Kind::node_down) {
      observer_.on_nodes(*this, "down", cause, event->nodes.size());
    }
    if (event->kind == FailureEvent::Kind::interrupt || event->kind == FailureEvent::Kind::node_down) {
      break_off(seats_on(event->nodes), cause, now);
    }
    scheduler_->capacity_changed();
    wants_pass_ = true;
  }
}

std::vector<std::int32_t> Partition::seats_on(std::span<const std::int32_t> nodes) const {
  std::vector<std::int32_t> seats;
  for (const std::int32_t seat : running_) {
    const auto& parts = job(seat).placement.parts;
    if (std::any_of(parts.begin(), parts.end(), [&](const policy::PlacementPart& part) {
          return std::binary_search(nodes.begin(), nodes.end(), part.node);
        })) {
      seats.push_back(seat);
    }
  }
  std::sort(seats.begin(), seats.end());
  return seats;
}

/// All give their places back first, so that they may take each other's.
void Partition::break_off(const std::vector<std::int32_t>& seats, std::string_view cause, base::SimTime now) {
  for (const std::int32_t seat : seats) {
    end_attempt(seat, now, false);
    pool_.give_back(job(seat).placement);
  }
  for (const std::int32_t seat : seats) {
    ClusterJob& broken = job(seat);
    if (take_place(broken)) {
      begin_attempt(seat, now);
    } else {
      leave_place(seat);
      scheduler_->complete(request_at_start(seat), broken.begun + broken.asked, now);
      queue(broken, now);
      arrivals_.push_back(seat);
      wants_pass_ = true;
    }
    observer_.on_fault(*this, seat, cause);
  }
}

// ---------------------------------------------------------------------------------------------------------------------
// Jobs

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
  idle_of_jobs_ += entering.power.idle;
  entering.is_running = true;
  entering.running_place = running_.size();
  running_.push_back(seat);
}

void Partition::leave_place(std::int32_t seat) {
  ClusterJob& leaving = job(seat);
  dynamic_ -= leaving.power.dynamic;
  idle_of_jobs_ -= leaving.power.idle;
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

// ---------------------------------------------------------------------------------------------------------------------
// What the scheduler sees

std::int32_t Partition::free() const {
  return static_cast<std::int32_t>(slots_per_accelerator_ == 1 ? pool_.free_accelerators() : pool_.free_milli());
}

std::int32_t Partition::capacity() const {
  const std::int64_t used = pool_.used_milli() * slots_per_accelerator_ / policy::kMilli;
  return free() + static_cast<std::int32_t>(used);
}

bool Partition::start(const policy::Request& request, bool /*is_backfill*/) {
  ClusterJob& starting = job(request.job);
  const double accelerators = starting.accelerators();
  const TwoPower power{milliwatts(idle_w_ * accelerators),
                       milliwatts(dynamic_w_ * accelerators * workloads_[starting.workload].spec.load.in_base_units())};
  if (request.processors > free() || collides_with_reservation(starting, request) || !observer_.admits(power.dynamic) ||
      !take_place(starting)) {
    return false;
  }
  unqueue(starting);
  starting.power = power;
  enter_place(request.job);
  starting.begun = now_;
  starting.asked = request.estimate;
  starting.attained = starting.run;
  starting.first_start = std::min(starting.first_start, now_);
  begin_attempt(request.job, now_);
  observer_.on_start(*this, request.job);
  return true;
}

bool Partition::start_on(const policy::Request& request, bool is_backfill, const policy::ProcessorRanges&) {
  return start(request, is_backfill);  // which slots, the placement says
}

void Partition::preempt(std::int32_t seat) {
  end_attempt(seat, now_, true);
  ClusterJob& stopped = job(seat);
  pool_.give_back(stopped.placement);
  leave_place(seat);
  queue(stopped, now_);
}

policy::Request Partition::request_of(std::int32_t seat) const {
  const ClusterJob& asked = job(seat);
  policy::Request request{.job = seat,
                          .processors = asked.slots,
                          .tenant = asked.tenant,
                          .priority = static_cast<std::int32_t>(workloads_[asked.workload].spec.rank),
                          .submission = asked.task.submission,
                          .attained = asked.run};
  if (asked.is_running) {
    request.attained += now_ - asked.resumed;
    request.estimate = std::max(base::Duration{0}, asked.begun + asked.asked - now_);
  } else {
    request.estimate = stretched(run_length_of(asked), asked.task.overestimate);
  }
  return request;
}

policy::Request Partition::request_at_start(std::int32_t seat) const {
  policy::Request request = request_of(seat);
  request.estimate = job(seat).asked;
  request.attained = job(seat).attained;
  return request;
}

bool Partition::collides_with_reservation(const ClusterJob& starting, const policy::Request& request) const {
  const base::SimTime end = now_ + request.estimate;
  for (const ReservationSpec& kept : spec_.reservations) {
    if (workloads_[starting.workload].name == kept.workload || end <= kept.from || now_ >= kept.to) {
      continue;
    }
    std::int64_t in_the_way = request.processors;
    for (const std::int32_t seat : running_) {
      const ClusterJob& other = job(seat);
      if (workloads_[other.workload].name != kept.workload && other.begun + other.asked > kept.from) {
        in_the_way += other.slots;
      }
    }
    if (in_the_way > capacity() - kept.accelerators * slots_per_accelerator_) {
      return true;
    }
  }
  return false;
}

std::string Partition::allocated(std::int32_t seat) const {
  std::string text;
  std::int64_t first = -1;
  std::int64_t last = -2;
  const auto put = [&] {
    if (first >= 0) {
      text += (text.empty() ? "" : " ") + std::to_string(first) + (last > first ? "-" + std::to_string(last) : "");
    }
  };
  for (const policy::PlacementPart& part : job(seat).placement.parts) {
    for (std::int64_t i = 0; i < rack_.accelerators_per_node(); ++i) {
      const std::int64_t number = part.node * rack_.accelerators_per_node() + i;
      if ((part.accelerators >> i & 1) == 0) {
        continue;
      }
      if (number != last + 1) {
        put();
        first = number;
      }
      last = number;
    }
  }
  put();
  return text;
}

}  // namespace aibelt::datacenter
