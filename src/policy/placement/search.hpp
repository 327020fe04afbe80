#pragma once

#include <cstdint>
#include <vector>

#include "aibelt/policy/placement.hpp"
#include "free_index.hpp"

namespace aibelt::policy {

/// A node or a rack with so many whole accelerators for the job at hand.
struct Holder {
  std::int32_t number = 0;
  std::int32_t accelerators = 0;
};
using Holders = std::vector<Holder>;

/// Whether the node's free CPU and memory are enough for the whole demand.
inline bool has_host_room(const NodePool& pool, std::int32_t node, const Demand& demand) {
  return demand.cpu_milli <= pool.free_cpu_milli(node) && demand.memory_mib <= pool.free_memory_mib(node);
}

/// How many accelerators of a gang fit a host with that much of everything.
std::int32_t gang_share(const Demand& demand, std::int64_t accelerators, std::int64_t cpu_milli,
                        std::int64_t memory_mib);

/// The lowest node of `free` whole free accelerators that takes the demand's CPU and memory; -1 where there is none.
std::int32_t first_node_with(const NodePool& pool, const Demand& demand, std::int32_t free);

/// The node with the fewest whole free accelerators, `least` or more, that takes the demand's CPU and memory; -1: none.
std::int32_t fullest_node(const NodePool& pool, const Demand& demand, std::int32_t least);

/// The node with the most whole free accelerators, `least` or more, that takes the demand's CPU and memory; -1: none.
std::int32_t emptiest_node(const NodePool& pool, const Demand& demand, std::int32_t least);

/// The node whose tightest partly used accelerator with room for the demand's fraction has least room, or, without
/// `is_tightest`, most; of several the one with the fewest (most) whole free accelerators, then the lowest number; -1:
/// none.
std::int32_t sharing_node(const NodePool& pool, const Demand& demand, bool is_tightest);

/// Calls `visit(node)` for the nodes in service of the models allowed that have `least` or more whole free accelerators.
template <class Visit>
void for_each_node(const NodePool& pool, ModelSet allowed, std::int32_t least, const Visit& visit) {
  const auto& models = pool.index().models();
  for (std::size_t m = 0; m < models.size(); ++m) {
    if (!allowed.accepts(static_cast<std::int32_t>(m))) {
      continue;
    }
    for (auto free = static_cast<std::size_t>(least); free < models[m].by_free.size(); ++free) {
      const NodeSet& nodes = models[m].by_free[free];
      for (std::int32_t node = nodes.next(0); node >= 0; node = nodes.next(node + 1)) {
        visit(node);
      }
    }
  }
}

/// Calls `visit(node)` for the nodes in service of the models allowed whose partly used accelerators have room for the
/// demand's fraction.
template <class Visit>
void for_each_sharing_node(const NodePool& pool, const Demand& demand, const Visit& visit) {
  const auto& models = pool.index().models();
  for (std::size_t m = 0; m < models.size(); ++m) {
    if (!demand.models.accepts(static_cast<std::int32_t>(m))) {
      continue;
    }
    const NodeSet& nodes = models[m].shared;
    for (std::int32_t node = nodes.next(0); node >= 0; node = nodes.next(node + 1)) {
      if (pool.tightest_accelerator(node, demand.accelerator_milli) >= 0) {
        visit(node);
      }
    }
  }
}

/// Whether the demand is a gang over several nodes.
inline bool is_gang(const NodePool& pool, const Demand& demand) {
  return demand.accelerators > pool.index().largest(demand.models);
}

/// `wanted` accelerators on the fewest of `holders`, by number and what is taken there; empty where they have not enough.
///
/// While no holder has all that is still wanted, the one with most is taken in full; then the one with the least that is
/// enough. Lowest numbers first. Reorders `holders`.
Holders on_fewest(Holders& holders, std::int64_t wanted);

/// The nodes of a model that `on_fewest` would choose from, with what the gang can use of them.
Holders gang_nodes(const NodePool& pool, const FreeIndex::Model& model, const Demand& demand);

/// The shares of a gang on one model, chosen by `shares_on(model)`, of the first model by number that has a place.
template <class SharesOn>
bool choose_gang(const NodePool& pool, const Demand& demand, const SharesOn& shares_on, NodeShares& out) {
  const auto& models = pool.index().models();
  for (std::size_t m = 0; m < models.size(); ++m) {
    if (!demand.models.accepts(static_cast<std::int32_t>(m)) || models[m].free < demand.accelerators) {
      continue;
    }
    const Holders shares = shares_on(models[m]);
    for (const Holder& share : shares) {
      out.push_back({share.number, share.accelerators});
    }
    if (!shares.empty()) {
      return true;
    }
  }
  return false;
}

/// Appends the demand on one node, unless it is -1.
bool choose_node(std::int32_t node, const Demand& demand, NodeShares& out);

}  // namespace aibelt::policy
