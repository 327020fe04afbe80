#include "search.hpp"

#include <algorithm>
#include <bit>
#include <tuple>

namespace aibelt::policy {
namespace {

/// The lowest member of `nodes` that takes the demand's CPU and memory; -1 where there is none.
std::int32_t first_fitting(const NodePool& pool, const Demand& demand, const NodeSet& nodes) {
  std::int32_t node = nodes.next(0);
  while (node >= 0 && !has_host_room(pool, node, demand)) {
    node = nodes.next(node + 1);
  }
  return node;
}

/// How many accelerators of a gang `have` of one host resource serves, where the whole gang wants `wanted` of it.
std::int64_t served(std::int64_t have, std::int64_t wanted, std::int64_t gang) {
  return wanted == 0 ? gang : have * gang / wanted;
}

Holder gang_holder(const NodePool& pool, std::int32_t node, const Demand& demand) {
  return {node, gang_share(demand, std::popcount(pool.free_mask(node)), pool.free_cpu_milli(node),
                           pool.free_memory_mib(node))};
}

/// The fullest node of each number of free accelerators that the first nodes of `holders` do not use, for the last share.
void add_last_nodes(const FreeIndex::Model& model, std::size_t last_bucket, std::int32_t after, Holders& holders) {
  for (std::size_t free = 1; free <= last_bucket; ++free) {
    const std::int32_t node = model.by_free[free].next(free == last_bucket ? after : 0);
    if (node >= 0) {
      holders.push_back({node, static_cast<std::int32_t>(free)});
    }
  }
}

/// Of the nodes of a plain gang only those that `on_fewest` can choose: the emptiest until they are enough, and for the
/// last share the first other one of each number of free accelerators.
Holders plain_gang_nodes(const FreeIndex::Model& model, std::int64_t wanted) {
  Holders holders;
  for (std::size_t free = model.by_free.size() - 1; free > 0; --free) {
    const NodeSet& nodes = model.by_free[free];
    for (std::int32_t node = nodes.next(0); node >= 0; node = nodes.next(node + 1)) {
      holders.push_back({node, static_cast<std::int32_t>(free)});
      wanted -= static_cast<std::int64_t>(free);
      if (wanted <= 0) {
        add_last_nodes(model, free, node + 1, holders);
        return holders;
      }
    }
  }
  return holders;
}

}  // namespace

std::int32_t gang_share(const Demand& demand, std::int64_t accelerators, std::int64_t cpu_milli,
                        std::int64_t memory_mib) {
  const std::int64_t gang = demand.accelerators;
  return static_cast<std::int32_t>(
      std::min({accelerators, served(cpu_milli, demand.cpu_milli, gang), served(memory_mib, demand.memory_mib, gang)}));
}

std::int32_t first_node_with(const NodePool& pool, const Demand& demand, std::int32_t free) {
  std::int32_t first = -1;
  const auto& models = pool.index().models();
  for (std::size_t m = 0; m < models.size(); ++m) {
    if (demand.models.accepts(static_cast<std::int32_t>(m)) && free <= models[m].largest) {
      const std::int32_t node = first_fitting(pool, demand, models[m].by_free[static_cast<std::size_t>(free)]);
      first = first < 0 || (node >= 0 && node < first) ? node : first;
    }
  }
  return first;
}

std::int32_t fullest_node(const NodePool& pool, const Demand& demand, std::int32_t least) {
  const std::int32_t most = pool.index().largest(demand.models);
  for (std::int32_t free = least; free <= most; ++free) {
    const std::int32_t node = first_node_with(pool, demand, free);
    if (node >= 0) {
      return node;
    }
  }
  return -1;
}

std::int32_t emptiest_node(const NodePool& pool, const Demand& demand, std::int32_t least) {
  for (std::int32_t free = pool.index().largest(demand.models); free >= least; --free) {
    const std::int32_t node = first_node_with(pool, demand, free);
    if (node >= 0) {
      return node;
    }
  }
  return -1;
}

std::int32_t sharing_node(const NodePool& pool, const Demand& demand, bool is_tightest) {
  const std::int32_t sign = is_tightest ? 1 : -1;
  std::tuple<std::int32_t, std::int32_t, std::int32_t> best{0, 0, -1};
  for_each_sharing_node(pool, demand, [&](std::int32_t node) {
    const std::int32_t room = pool.free_milli(node, pool.tightest_accelerator(node, demand.accelerator_milli));
    if (room < kMilli && has_host_room(pool, node, demand)) {
      const auto rank = std::tuple(sign * room, sign * std::popcount(pool.free_mask(node)), node);
      best = std::get<2>(best) < 0 || rank < best ? rank : best;
    }
  });
  return std::get<2>(best);
}

Holders on_fewest(Holders& holders, std::int64_t wanted) {
  const auto is_before = [](const Holder& a, const Holder& b) {
    return std::tuple(-a.accelerators, a.number) < std::tuple(-b.accelerators, b.number);
  };
  std::sort(holders.begin(), holders.end(), is_before);
  Holders chosen;
  for (auto next = holders.begin(); next != holders.end() && wanted > 0; ++next) {
    if (next->accelerators < wanted) {
      chosen.push_back(*next);
      wanted -= next->accelerators;
      continue;
    }
    const auto enough = std::partition_point(next, holders.end(),
                                             [wanted](const Holder& holder) { return holder.accelerators >= wanted; });
    const Holder last{0, (enough - 1)->accelerators};
    const auto tightest = std::lower_bound(next, holders.end(), last, is_before);
    chosen.push_back({tightest->number, static_cast<std::int32_t>(wanted)});
    return chosen;
  }
  return wanted > 0 ? Holders{} : chosen;
}

Holders gang_nodes(const NodePool& pool, const FreeIndex::Model& model, const Demand& demand) {
  if (demand.is_plain()) {
    return plain_gang_nodes(model, demand.accelerators);
  }
  Holders holders;
  for (std::size_t free = 1; free < model.by_free.size(); ++free) {
    const NodeSet& nodes = model.by_free[free];
    for (std::int32_t node = nodes.next(0); node >= 0; node = nodes.next(node + 1)) {
      const Holder holder = gang_holder(pool, node, demand);
      if (holder.accelerators > 0) {
        holders.push_back(holder);
      }
    }
  }
  return holders;
}

bool choose_node(std::int32_t node, const Demand& demand, NodeShares& out) {
  if (node >= 0) {
    out.push_back({node, demand.accelerators});
  }
  return node >= 0;
}

}  // namespace aibelt::policy
