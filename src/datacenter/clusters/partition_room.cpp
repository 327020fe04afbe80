#include "partition.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace aibelt::datacenter {
namespace {

/// To the nearest microsecond, so that an estimate that makes a factor of a whole span comes back as it was.
base::Duration stretched(base::Duration span, double factor) {
  return base::Duration{static_cast<std::int64_t>(std::floor(static_cast<double>(span.count()) * factor + 0.5))};
}

}  // namespace

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
