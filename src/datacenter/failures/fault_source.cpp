#include "fault_source.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "sampling.hpp"

namespace aibelt::datacenter {

namespace {

constexpr std::int32_t kWholeSite = std::numeric_limits<std::int32_t>::max();

double rate_of(const ComponentSpec& spec) {
  return spec.rate_per_node ? spec.rate_per_node->in_base_units()
                            : spec.rate_per_accelerator.value_or(AcceleratorFaultRate{}).in_base_units();
}

std::int32_t racks_per_group(const SharedFaultSpec& spec, std::int64_t racks_per_switch) {
  if (spec.scope == "rack") {
    return 1;
  }
  return spec.scope == "switch" ? static_cast<std::int32_t>(racks_per_switch) : kWholeSite;
}

/// An instant of a Poisson process of `rate` (1/s) after `now`.
base::SimTime next_of(double rate, base::SimTime now, base::Stream& stream) {
  return rate > 0 ? after(now, stream.exponential(1 / rate)) : base::kNever;
}

}  // namespace

ComponentFaults::ComponentFaults(const ComponentSpec& spec, const FailureSpec& all, std::uint64_t seed,
                                 const std::string& name)
    : spec_(&spec),
      rate_(rate_of(spec)),
      extra_new_(all.early_life ? all.early_life->factor.in_base_units() - 1 : 0),
      extra_lemon_(all.lemons ? all.lemons->factor.in_base_units() - 1 : 0),
      faults_(seed, name + "/faults"),
      repairs_(seed, name + "/repair") {}

void ComponentFaults::draw_next(const NodeRegister& nodes, base::SimTime now) {
  n_all_ = nodes.size() - nodes.first_left();
  units_new_ = extra_new_ * nodes.n_new();
  units_lemon_ = extra_lemon_ * static_cast<double>(nodes.lemons().size());
  const double most = spec_->rate_per_accelerator ? nodes.most_accelerators() : 1;
  next_ = next_of(rate_ * most * (n_all_ + units_new_ + units_lemon_), now, faults_);
}

/// A node in proportion to its rate: 1 for any, `extra_new_` more for a new one, `extra_lemon_` more for a lemon.
std::int32_t ComponentFaults::pick(const NodeRegister& nodes) {
  const bool has_extra = units_new_ + units_lemon_ > 0;
  const double place = has_extra ? faults_.uniform(0, n_all_ + units_new_ + units_lemon_) : 0;
  if (place < n_all_) {
    return nodes.first_left() + static_cast<std::int32_t>(faults_.below(static_cast<std::uint64_t>(n_all_)));
  }
  if (place < n_all_ + units_new_) {
    return nodes.new_node(static_cast<std::int32_t>(faults_.below(static_cast<std::uint64_t>(nodes.n_new()))));
  }
  const std::int32_t node = nodes.lemons()[faults_.below(nodes.lemons().size())];
  return nodes.is_lemon(node) ? node : -1;
}

std::optional<std::int32_t> ComponentFaults::hit(const NodeRegister& nodes, const Failures::IsBusy& is_busy) {
  const std::int32_t node = pick(nodes);
  if (node < 0 || !nodes.is_in_service(node)) {
    return std::nullopt;
  }
  const std::int32_t most = nodes.most_accelerators();
  if (spec_->rate_per_accelerator && nodes.accelerators(node) < most &&
      static_cast<std::int32_t>(faults_.below(static_cast<std::uint64_t>(most))) >= nodes.accelerators(node)) {
    return std::nullopt;
  }
  const bool is_idle = spec_->applies == "when_busy" && is_busy && !is_busy(node);
  return is_idle ? std::nullopt : std::optional(node);
}

bool ComponentFaults::only_interrupts() {
  const double share = spec_->interrupt_share.in_base_units();
  return share >= 1 || (share > 0 && faults_.bernoulli(share));
}

ComponentFaults::Repair ComponentFaults::draw_repair(bool is_lemon) {
  Repair repair{sample(spec_->repair, repairs_)};
  base::Ratio cures = spec_->cures;
  if (spec_->escalation && repairs_.bernoulli(spec_->escalation->share.in_base_units())) {
    repair.length += sample(spec_->escalation->repair, repairs_);
    cures = spec_->escalation->cures;
  }
  repair.cures = is_lemon && repairs_.bernoulli(cures.in_base_units());
  return repair;
}

SharedFaults::SharedFaults(const SharedFaultSpec& spec, std::int64_t racks_per_switch, std::uint64_t seed,
                           const std::string& name)
    : spec_(&spec),
      racks_per_group_(racks_per_group(spec, racks_per_switch)),
      faults_(seed, name + "/faults"),
      repairs_(seed, name + "/repair") {}

void SharedFaults::draw_next(const NodeRegister& nodes, base::SimTime now) {
  const std::int32_t n_groups = nodes.n_racks() / racks_per_group_ + (nodes.n_racks() % racks_per_group_ > 0 ? 1 : 0);
  is_down_.resize(static_cast<std::size_t>(n_groups));
  next_ = next_of(spec_->rate.in_base_units() * n_groups, now, faults_);
}

std::optional<std::int32_t> SharedFaults::hit() {
  const auto group = faults_.below(is_down_.size());
  if (is_down_[group]) {
    return std::nullopt;
  }
  is_down_[group] = true;
  return static_cast<std::int32_t>(group);
}

base::Duration SharedFaults::draw_repair() { return sample(spec_->repair, repairs_); }

std::vector<std::int32_t> SharedFaults::nodes_of(std::int32_t group, const NodeRegister& nodes) const {
  std::vector<std::int32_t> found;
  const bool is_site = racks_per_group_ == kWholeSite;
  nodes.nodes_of_racks(is_site ? 0 : group * racks_per_group_, is_site ? kWholeSite : (group + 1) * racks_per_group_,
                       found);
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace aibelt::datacenter
