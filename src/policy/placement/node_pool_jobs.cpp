#include <algorithm>
#include <bit>

#include "aibelt/base/error.hpp"
#include "aibelt/policy/placement.hpp"
#include "free_index.hpp"
#include "search.hpp"

namespace aibelt::policy {
namespace {

bool is_within(std::int64_t value, std::int64_t high) { return value >= 0 && value <= high; }

/// The lowest `n` bits that `mask` has, all of them where it has fewer.
std::uint64_t lowest_bits(std::uint64_t mask, std::int32_t n) {
  if (n >= std::popcount(mask)) {
    return mask;
  }
  std::uint64_t rest = mask;
  for (std::int32_t i = 0; i < n; ++i) {
    rest &= rest - 1;
  }
  return mask & ~rest;
}

void check(const Demand& demand) {
  base::ensure(is_within(demand.accelerators, kLargestDemand) && is_within(demand.accelerator_milli, kMilli - 1) &&
                   is_within(demand.cpu_milli, kLargestHost) && is_within(demand.memory_mib, kLargestHost),
               "a demand is out of bounds");
  base::ensure(demand.accelerators == 0 || demand.accelerator_milli == 0,
               "a demand wants whole accelerators and a fraction");
  base::ensure(demand.accelerators + demand.accelerator_milli + demand.cpu_milli + demand.memory_mib > 0,
               "a demand wants nothing");
}

/// What of `total` lies with the accelerators from `first` to `last` of `n`, those before them first.
std::int64_t part(std::int64_t total, std::int64_t first, std::int64_t last, std::int64_t n) {
  return total * last / n - total * first / n;
}

}  // namespace

bool NodePool::can_ever_hold(const Demand& demand) const {
  check(demand);
  const auto& models = index_->models();
  if (demand.is_plain()) {
    const auto holds = [&](const FreeIndex::Model& model) {
      return demand.models.accepts(static_cast<std::int32_t>(&model - models.data())) &&
             model.accelerators >= demand.accelerators;
    };
    return !is_gang(*this, demand) || std::any_of(models.begin(), models.end(), holds);
  }
  const std::int32_t least = std::max(demand.accelerators, demand.accelerator_milli > 0 ? 1 : 0);
  std::vector<std::int64_t> usable(models.size());
  for (const Node& node : nodes_) {
    const NodeShape& shape = node.shape;
    if (!demand.models.accepts(shape.model)) {
      continue;
    }
    if (shape.accelerators >= least && shape.cpu_milli >= demand.cpu_milli && shape.memory_mib >= demand.memory_mib) {
      return true;
    }
    usable[static_cast<std::size_t>(shape.model)] +=
        gang_share(demand, shape.accelerators, shape.cpu_milli, shape.memory_mib);
  }
  return is_gang(*this, demand) &&
         std::any_of(usable.begin(), usable.end(), [&](std::int64_t n) { return n >= demand.accelerators; });
}

PlacementPart NodePool::part_of(const Demand& demand, const NodeShare& share, std::int64_t accelerators_before) const {
  PlacementPart result{share.node, lowest_bits(at(share.node).free, share.accelerators), kMilli, demand.cpu_milli,
                       demand.memory_mib};
  if (demand.accelerators > 0) {
    const std::int64_t last = accelerators_before + share.accelerators;
    result.cpu_milli = part(demand.cpu_milli, accelerators_before, last, demand.accelerators);
    result.memory_mib = part(demand.memory_mib, accelerators_before, last, demand.accelerators);
  } else if (demand.accelerator_milli > 0) {
    const std::int32_t accelerator = tightest_accelerator(share.node, demand.accelerator_milli);
    base::ensure(accelerator >= 0, "a placement policy chose a node without room for a fraction");
    result.accelerators = std::uint64_t{1} << accelerator;
    result.milli = demand.accelerator_milli;
  }
  return result;
}

bool NodePool::take(const Demand& demand, const PlacementPolicy& policy, Placement& out) {
  check(demand);
  shares_.clear();
  out.parts.clear();
  if (!policy.choose(*this, demand, shares_)) {
    return false;
  }
  std::int64_t n_accelerators = 0;
  for (const NodeShare& share : shares_) {
    base::ensure(at(share.node).is_in_service, "a placement policy chose a node out of service");
    out.parts.push_back(part_of(demand, share, n_accelerators));
    occupy(out.parts.back());
    n_accelerators += share.accelerators;
  }
  base::ensure(!shares_.empty() && n_accelerators == demand.accelerators,
               "a placement policy chose more or fewer accelerators than the job wants");
  issue_ticket(out);
  return true;
}

void NodePool::issue_ticket(Placement& placement) {
  if (idle_slots_.empty()) {
    idle_slots_.push_back(static_cast<std::uint32_t>(generations_.size()));
    generations_.push_back(0);
  }
  placement.slot = idle_slots_.back();
  idle_slots_.pop_back();
  placement.generation = ++generations_[placement.slot];
}

void NodePool::give_back(const Placement& placement) {
  base::ensure(placement.slot < generations_.size() && placement.generation % 2 == 1 &&
                   generations_[placement.slot] == placement.generation,
               "a placement is given back that is not held");
  ++generations_[placement.slot];
  idle_slots_.push_back(placement.slot);
  for (const PlacementPart& part : placement.parts) {
    vacate(part);
  }
}

void NodePool::occupy(const PlacementPart& part) {
  leave(part.node);
  Node& node = nodes_[static_cast<std::size_t>(part.node)];
  for (std::uint64_t rest = part.accelerators; rest != 0; rest &= rest - 1) {
    std::int16_t& room = milli_[node.first + static_cast<std::size_t>(std::countr_zero(rest))];
    base::ensure(room >= part.milli, "an accelerator is allocated twice");
    room = static_cast<std::int16_t>(room - part.milli);
    const std::uint64_t bit = rest & (~rest + 1);
    node.free &= ~bit;
    node.shared = room > 0 ? node.shared | bit : node.shared & ~bit;
  }
  const std::int64_t milli = std::int64_t{part.milli} * std::popcount(part.accelerators);
  node.free_milli -= milli;
  used_milli_ += milli;
  node.free_cpu_milli -= part.cpu_milli;
  node.free_memory_mib -= part.memory_mib;
  ++node.jobs;
  base::ensure(node.free_cpu_milli >= 0 && node.free_memory_mib >= 0, "CPU or memory is allocated twice");
  enter(part.node);
}

void NodePool::vacate(const PlacementPart& part) {
  base::ensure(part.node >= 0 && part.node < size(), "a placement holds a node the pool does not have");
  leave(part.node);
  Node& node = nodes_[static_cast<std::size_t>(part.node)];
  for (std::uint64_t rest = part.accelerators; rest != 0; rest &= rest - 1) {
    std::int16_t& room = milli_[node.first + static_cast<std::size_t>(std::countr_zero(rest))];
    room = static_cast<std::int16_t>(room + part.milli);
    base::ensure(room <= kMilli, "more of an accelerator is given back than was taken");
    const std::uint64_t bit = rest & (~rest + 1);
    const bool is_free = room == kMilli;
    node.free = is_free ? node.free | bit : node.free;
    node.shared = is_free ? node.shared & ~bit : node.shared | bit;
  }
  const std::int64_t milli = std::int64_t{part.milli} * std::popcount(part.accelerators);
  node.free_milli += milli;
  used_milli_ -= milli;
  node.free_cpu_milli += part.cpu_milli;
  node.free_memory_mib += part.memory_mib;
  --node.jobs;
  base::ensure(node.jobs >= 0, "a node is given back more jobs than it holds");
  enter(part.node);
}

}  // namespace aibelt::policy
