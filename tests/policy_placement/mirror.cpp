#include "tests/policy_placement/mirror.hpp"

#include <bit>
#include <set>

#include "tests/support/catch.hpp"

namespace aibelt::test {

using policy::Demand;
using policy::kMilli;
using policy::NodePool;
using policy::Placement;
using policy::PlacementPart;

Mirror::Mirror(const NodePool& pool) : pool_(pool) {
  for (std::int32_t i = 0; i < pool.size(); ++i) {
    const policy::NodeShape& shape = pool.shape(i);
    nodes_.push_back({std::vector<std::int32_t>(static_cast<std::size_t>(shape.accelerators), kMilli), shape.cpu_milli,
                      shape.memory_mib});
  }
}

void Mirror::change(const Placement& placement, std::int32_t sign) {
  for (const PlacementPart& part : placement.parts) {
    Node& node = nodes_.at(static_cast<std::size_t>(part.node));
    for (std::size_t i = 0; i < 64; ++i) {
      if ((part.accelerators >> i & 1) != 0) {
        node.free_milli.at(i) += sign * part.milli;
        REQUIRE(node.free_milli[i] >= 0);
        REQUIRE(node.free_milli[i] <= kMilli);
      }
    }
    node.cpu_milli += sign * part.cpu_milli;
    node.memory_mib += sign * part.memory_mib;
    node.jobs -= sign;
    REQUIRE(node.cpu_milli >= 0);
    REQUIRE(node.memory_mib >= 0);
  }
}

void Mirror::take(const Demand& demand, const Placement& placement) {
  std::int64_t milli = 0;
  std::int64_t cpu = 0;
  std::int64_t memory = 0;
  std::set<std::int32_t> nodes;
  std::set<std::int32_t> models;
  for (const PlacementPart& part : placement.parts) {
    milli += std::int64_t{part.milli} * std::popcount(part.accelerators);
    cpu += part.cpu_milli;
    memory += part.memory_mib;
    nodes.insert(part.node);
    models.insert(pool_.shape(part.node).model);
    REQUIRE(nodes_.at(static_cast<std::size_t>(part.node)).is_in_service);
    REQUIRE(demand.models.accepts(pool_.shape(part.node).model));
  }
  REQUIRE(milli == std::int64_t{demand.accelerators} * kMilli + demand.accelerator_milli);
  REQUIRE(cpu == demand.cpu_milli);
  REQUIRE(memory == demand.memory_mib);
  REQUIRE(nodes.size() == placement.parts.size());
  REQUIRE(models.size() == 1);
  change(placement, -1);
}

void Mirror::give_back(const Placement& placement) { change(placement, 1); }

void Mirror::set_in_service(std::int32_t node, bool in_service) {
  nodes_.at(static_cast<std::size_t>(node)).is_in_service = in_service;
}

void Mirror::compare() const {
  std::int64_t free = 0;
  std::int64_t free_milli = 0;
  std::int64_t used_milli = 0;
  for (std::int32_t i = 0; i < pool_.size(); ++i) {
    const Node& node = nodes_[static_cast<std::size_t>(i)];
    std::int64_t node_milli = 0;
    std::uint64_t mask = 0;
    for (std::size_t a = 0; a < node.free_milli.size(); ++a) {
      node_milli += node.free_milli[a];
      mask |= std::uint64_t{node.free_milli[a] == kMilli} << a;
      REQUIRE(pool_.free_milli(i, static_cast<std::int32_t>(a)) == node.free_milli[a]);
    }
    REQUIRE(pool_.free_mask(i) == mask);
    REQUIRE(pool_.free_milli(i) == node_milli);
    REQUIRE(pool_.free_cpu_milli(i) == node.cpu_milli);
    REQUIRE(pool_.free_memory_mib(i) == node.memory_mib);
    REQUIRE(pool_.jobs_on(i) == node.jobs);
    used_milli += static_cast<std::int64_t>(node.free_milli.size()) * kMilli - node_milli;
    free += node.is_in_service ? std::popcount(mask) : 0;
    free_milli += node.is_in_service ? node_milli : 0;
  }
  REQUIRE(pool_.free_accelerators() == free);
  REQUIRE(pool_.free_milli() == free_milli);
  REQUIRE(pool_.used_milli() == used_milli);
}

NodePool random_pool(base::Stream& random, std::uint64_t most) {
  NodePool pool;
  const std::uint64_t n_models = 1 + random.below(3);
  const std::uint64_t rack_size = 1 + random.below(5);
  const std::uint64_t group_size = 1 + random.below(4);
  const std::uint64_t n_nodes = 1 + random.below(most);
  for (std::uint64_t i = 0; i < n_nodes; ++i) {
    const auto accelerators = static_cast<std::int32_t>(random.below(5) * 2);
    const std::uint64_t rack = i / rack_size;
    pool.add({accelerators, static_cast<std::int64_t>(8000 + random.below(4) * 8000),
              static_cast<std::int64_t>(1024 << random.below(4)), static_cast<std::int32_t>(random.below(n_models))},
             {static_cast<std::int32_t>(rack), static_cast<std::int32_t>(rack / group_size)});
  }
  return pool;
}

Demand plain_demand(base::Stream& random, std::uint64_t most) {
  return {.accelerators = static_cast<std::int32_t>(1 + random.below(most))};
}

Demand random_demand(base::Stream& random) {
  Demand demand;
  switch (random.below(4)) {
    case 0:
      demand.accelerator_milli = static_cast<std::int32_t>(1 + random.below(999));
      break;
    case 1:
      demand = plain_demand(random, 30);
      break;
    case 2:
      demand = plain_demand(random, 8);
      break;
    default:
      demand.cpu_milli = 1;
  }
  if (random.bernoulli(0.5)) {
    demand.cpu_milli += static_cast<std::int64_t>(random.below(12'000));
    demand.memory_mib += static_cast<std::int64_t>(random.below(2'000));
  }
  if (random.bernoulli(0.3)) {
    demand.models.insert(static_cast<std::int32_t>(random.below(3)));
  }
  return demand;
}

std::shared_ptr<const policy::PlacementPolicy> policy_called(const std::string& name) {
  base::Issues issues;
  auto policy = policy::placement_policy(name, issues);
  REQUIRE(policy != nullptr);
  return policy;
}

std::vector<std::shared_ptr<const policy::PlacementPolicy>> all_policies() {
  std::vector<std::shared_ptr<const policy::PlacementPolicy>> all;
  for (const auto& kind : policy::PlacementPolicy::kinds()) {
    all.push_back(policy_called(kind.info.name));
  }
  return all;
}

std::int32_t free_in_service(const NodePool& pool, std::int32_t node) {
  return pool.is_in_service(node) ? std::popcount(pool.free_mask(node)) : 0;
}

}  // namespace aibelt::test
