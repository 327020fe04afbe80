#include "partition.hpp"

#include <algorithm>

namespace aibelt::datacenter {

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

}  // namespace aibelt::datacenter
