#include "partition.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "aibelt/base/error.hpp"
#include "aibelt/datacenter/power/power_limit.hpp"
#include "aibelt/datacenter/power/rack_power.hpp"

namespace aibelt::datacenter {
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

}  // namespace aibelt::datacenter
