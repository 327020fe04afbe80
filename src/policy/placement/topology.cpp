#include <algorithm>
#include <bit>

#include "policies.hpp"
#include "search.hpp"

namespace aibelt::policy {
namespace {

/// What a gang can use of each rack and group.
struct GangRoom {
  std::vector<std::int32_t> racks;
  std::vector<std::int32_t> groups;
};

std::int32_t value(const std::vector<std::int32_t>& list, std::int32_t i) { return list[static_cast<std::size_t>(i)]; }

/// The first of the least values that are `wanted` or more; -1 where there is none.
std::int32_t tightest(const std::vector<std::int32_t>& free, std::int32_t wanted) {
  std::int32_t best = -1;
  for (std::size_t i = 0; i < free.size(); ++i) {
    if (free[i] >= wanted && (best < 0 || free[i] < value(free, best))) {
      best = static_cast<std::int32_t>(i);
    }
  }
  return best;
}

/// A search for one gang on one model.
class GangSearch {
 public:
  GangSearch(const NodePool& pool, const FreeIndex::Model& model, const Demand& demand)
      : pool_(pool), index_(pool.index()), model_(model), demand_(demand) {}

  Holders shares() const {
    if (demand_.is_plain()) {
      return shares(model_.rack_free, model_.group_free);
    }
    const GangRoom room = room_for_gang();
    return shares(room.racks, room.groups);
  }

 private:
  Holders shares(const std::vector<std::int32_t>& racks, const std::vector<std::int32_t>& groups) const {
    const std::int32_t rack = tightest(racks, demand_.accelerators);
    if (rack >= 0) {
      return on_nodes_of(rack, demand_.accelerators);
    }
    const std::int32_t group = tightest(groups, demand_.accelerators);
    Holders candidates;
    for (std::size_t i = 0; i < racks.size(); ++i) {
      if (racks[i] > 0 && (group < 0 || index_.racks()[i].group == group)) {
        candidates.push_back({static_cast<std::int32_t>(i), racks[i]});
      }
    }
    Holders chosen;
    for (const Holder& part : on_fewest(candidates, demand_.accelerators)) {
      const Holders nodes = on_nodes_of(part.number, part.accelerators);
      chosen.insert(chosen.end(), nodes.begin(), nodes.end());
    }
    return chosen;
  }

  Holders on_nodes_of(std::int32_t rack, std::int32_t wanted) const {
    Holders nodes;
    for (const std::int32_t node : index_.racks()[static_cast<std::size_t>(rack)].nodes) {
      const std::int32_t free = usable(node);
      if (free > 0) {
        nodes.push_back({node, free});
      }
    }
    return on_fewest(nodes, wanted);
  }

  /// Accelerators of the node that the gang can use.
  std::int32_t usable(std::int32_t node) const {
    const bool is_candidate = pool_.is_in_service(node) && &index_.models()[model_of(node)] == &model_;
    return is_candidate ? gang_share(demand_, std::popcount(pool_.free_mask(node)), pool_.free_cpu_milli(node),
                                     pool_.free_memory_mib(node))
                        : 0;
  }

  std::size_t model_of(std::int32_t node) const { return static_cast<std::size_t>(pool_.shape(node).model); }

  GangRoom room_for_gang() const {
    GangRoom room{std::vector<std::int32_t>(model_.rack_free.size()),
                  std::vector<std::int32_t>(model_.group_free.size())};
    for (std::size_t i = 0; i < room.racks.size(); ++i) {
      const FreeIndex::Rack& rack = index_.racks()[i];
      for (const std::int32_t node : rack.nodes) {
        room.racks[i] += usable(node);
      }
      if (room.racks[i] > 0) {
        room.groups[static_cast<std::size_t>(rack.group)] += room.racks[i];
      }
    }
    return room;
  }

  const NodePool& pool_;
  const FreeIndex& index_;
  const FreeIndex::Model& model_;
  const Demand& demand_;
};

/// A node of one model with `free` whole free accelerators, in the rack that has least free; -1 where there is none.
std::int32_t node_in_tightest_rack(const NodePool& pool, const FreeIndex::Model& model, std::int32_t free) {
  const NodeSet& racks = model.racks_by_free[static_cast<std::size_t>(free)];
  std::int32_t best = racks.next(0);
  for (std::int32_t rack = best; rack >= 0; rack = racks.next(rack + 1)) {
    best = value(model.rack_free, rack) < value(model.rack_free, best) ? rack : best;
  }
  if (best < 0) {
    return -1;
  }
  const auto& nodes = pool.index().racks()[static_cast<std::size_t>(best)].nodes;
  const auto found = std::find_if(nodes.begin(), nodes.end(), [&](std::int32_t node) {
    return pool.is_in_service(node) && std::popcount(pool.free_mask(node)) == free &&
           &pool.index().models()[static_cast<std::size_t>(pool.shape(node).model)] == &model;
  });
  return *found;
}

/// The fullest node for a plain job within a node, of several the one in the tightest rack; -1 where there is none.
std::int32_t plain_node(const NodePool& pool, const Demand& demand) {
  const auto& models = pool.index().models();
  const std::int32_t most = pool.index().largest(demand.models);
  for (std::int32_t free = demand.accelerators; free <= most; ++free) {
    for (std::size_t m = 0; m < models.size(); ++m) {
      if (demand.models.accepts(static_cast<std::int32_t>(m)) && free <= models[m].largest &&
          models[m].racks_by_free[static_cast<std::size_t>(free)].next(0) >= 0) {
        return node_in_tightest_rack(pool, models[m], free);
      }
    }
  }
  return -1;
}

class Topology : public PlacementPolicy {
 public:
  bool choose(const NodePool& pool, const Demand& demand, NodeShares& out) const override {
    if (is_gang(pool, demand)) {
      const auto shares_on = [&](const FreeIndex::Model& model) { return GangSearch(pool, model, demand).shares(); };
      return choose_gang(pool, demand, shares_on, out);
    }
    if (demand.is_plain()) {
      return choose_node(plain_node(pool, demand), demand, out);
    }
    return default_placement()->choose(pool, demand, out);
  }

  static const scenario::FieldTable<Topology>& fields() {
    static const scenario::FieldTable<Topology> none;
    return none;
  }
};

}  // namespace

scenario::Kind<PlacementPolicy> topology() {
  return scenario::kind<PlacementPolicy, Topology>("topology",
                                                   "a gang in the tightest rack that fits, else in the tightest group "
                                                   "on the fewest racks, else on the fewest racks; "
                                                   "smaller jobs as pack, in the tightest rack");
}

}  // namespace aibelt::policy
