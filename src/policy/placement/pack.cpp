#include "policies.hpp"
#include "search.hpp"

namespace aibelt::policy {
namespace {

class Pack : public PlacementPolicy {
 public:
  bool choose(const NodePool& pool, const Demand& demand, NodeShares& out) const override {
    if (is_gang(pool, demand)) {
      const auto shares_on = [&](const FreeIndex::Model& model) {
        Holders nodes = gang_nodes(pool, model, demand);
        return on_fewest(nodes, demand.accelerators);
      };
      return choose_gang(pool, demand, shares_on, out);
    }
    if (demand.accelerator_milli > 0) {
      return choose_node(sharing_node(pool, demand, true), demand, out) ||
             choose_node(fullest_node(pool, demand, 1), demand, out);
    }
    return choose_node(fullest_node(pool, demand, demand.accelerators), demand, out);
  }

  static const scenario::FieldTable<Pack>& fields() {
    static const scenario::FieldTable<Pack> none;
    return none;
  }
};

}  // namespace

scenario::Kind<PlacementPolicy> pack() {
  return scenario::kind<PlacementPolicy, Pack>(
      "pack", "the node with the fewest free accelerators that fits; a gang on the fewest nodes");
}

std::shared_ptr<const PlacementPolicy> default_placement() {
  static const auto policy = std::make_shared<const Pack>();
  return policy;
}

}  // namespace aibelt::policy
