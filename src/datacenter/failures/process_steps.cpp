#include <algorithm>
#include <cmath>

#include "aibelt/base/error.hpp"
#include "process.hpp"
#include "sampling.hpp"

namespace aibelt::datacenter {

Failures::Process::Event Failures::Process::play(const Due& due) {
  cause_ = due.cause;
  switch (due.step) {
    case Step::repaired:
      return repaired(due);
    case Step::shared_ended:
      return shared_ended(due);
    case Step::swapped:
      return swapped(due);
    case Step::seasoned:
      draw_all(now_);
      return std::nullopt;
    case Step::round:
      begin_round();
      return std::nullopt;
    case Step::drain:
    case Step::take:
      return begin_wave(due);
    case Step::give_back:
      for (std::int32_t node = due.first; node < due.last; ++node) {
        release(node);
      }
      return told(FailureEvent::Kind::node_up);
  }
  throw base::LogicError("Failures: no such step");
}

Failures::Process::Event Failures::Process::repaired(const Due& due) {
  shop_.finish();
  if (due.cures) {
    nodes_.cure(due.first);
  }
  release(due.first);
  return told(FailureEvent::Kind::node_up);
}

Failures::Process::Event Failures::Process::shared_ended(const Due& due) {
  shared_[static_cast<std::size_t>(due.cause) - components_.size()].end(due.last);
  free_slots_.push_back(due.first);
  for (const std::int32_t node : held_[static_cast<std::size_t>(due.first)]) {
    release(node);
  }
  return told(FailureEvent::Kind::node_up);
}

Failures::Process::Event Failures::Process::swapped(const Due& due) {
  if (!nodes_.end_swap(due.first, due.swap)) {
    return std::nullopt;
  }
  changed_.push_back(due.first);
  return FailureEvent::Kind::node_up;
}

/// Cuts the nodes of now into waves; nodes that join later are of the next round.
void Failures::Process::begin_round() {
  const MaintenanceSpec& maintenance = *spec_.maintenance;
  round_size_ = nodes_.size();
  wave_size_ = static_cast<std::int32_t>(std::ceil(maintenance.share.in_base_units() * round_size_));
  calendar_.schedule(now_ + maintenance.interval, {.step = Step::round});
  if (round_size_ > 0) {
    calendar_.schedule(now_, {.step = Step::drain, .cause = kMaintenance, .last = wave_size_});
  }
}

Failures::Process::Event Failures::Process::begin_wave(const Due& due) {
  const MaintenanceSpec& maintenance = *spec_.maintenance;
  const auto schedule = [&](base::Duration delay, Step step, std::int32_t first, std::int32_t last) {
    calendar_.schedule(now_ + delay, {.step = step, .cause = kMaintenance, .first = first, .last = last});
  };
  if (due.step == Step::take) {
    schedule(maintenance.duration, Step::give_back, due.first, due.last);
    for (std::int32_t node = due.first; node < due.last; ++node) {
      hold(node);
    }
    return told(FailureEvent::Kind::node_down);
  }
  if (due.last < round_size_) {
    schedule(maintenance.duration, Step::drain, due.last, std::min(due.last + wave_size_, round_size_));
  }
  schedule(maintenance.notice, Step::take, due.first, due.last);
  if (maintenance.notice == base::Duration::zero()) {
    return std::nullopt;
  }
  for (std::int32_t node = due.first; node < due.last; ++node) {
    if (nodes_.is_in_service(node)) {
      changed_.push_back(node);
    }
  }
  return told(FailureEvent::Kind::drain);
}

void Failures::Process::begin_repairs() {
  while (const auto order = shop_.begin()) {
    if (nodes_.is_retired(order->node)) {
      shop_.finish();
      continue;
    }
    ComponentFaults::Repair repair;
    if (order->is_replacement) {
      repair = {sample(spec_.lemons->replacement, replacements_), true};
    } else {
      repair = components_[static_cast<std::size_t>(order->cause)].draw_repair(nodes_.is_lemon(order->node));
    }
    calendar_.schedule(now_ + repair.length,
                       {.step = Step::repaired, .cures = repair.cures, .cause = order->cause, .first = order->node});
  }
}

void Failures::Process::begin_swaps() {
  while (const auto node = nodes_.begin_swap()) {
    calendar_.schedule(now_ + spec_.swap_time,
                       {.step = Step::swapped, .swap = nodes_.swap_of(*node), .cause = kSpare, .first = *node});
  }
}

}  // namespace aibelt::datacenter
