#include <algorithm>

#include "policies.hpp"
#include "search.hpp"

namespace aibelt::policy {
namespace {

/// The holders with the most accelerators, each in full, as far as they are wanted; empty where they have not enough.
Holders on_emptiest(Holders holders, std::int64_t wanted) {
  std::stable_sort(holders.begin(), holders.end(),
                   [](const Holder& a, const Holder& b) { return a.accelerators > b.accelerators; });
  Holders chosen;
  for (auto next = holders.begin(); next != holders.end() && wanted > 0; ++next) {
    const auto part = static_cast<std::int32_t>(std::min<std::int64_t>(wanted, next->accelerators));
    chosen.push_back({next->number, part});
    wanted -= part;
  }
  return wanted > 0 ? Holders{} : chosen;
}

class Spread : public PlacementPolicy {
 public:
  bool choose(const NodePool& pool, const Demand& demand, NodeShares& out) const override {
    if (is_gang(pool, demand)) {
      const auto shares_on = [&](const FreeIndex::Model& model) {
        return on_emptiest(gang_nodes(pool, model, demand), demand.accelerators);
      };
      return choose_gang(pool, demand, shares_on, out);
    }
    if (demand.accelerator_milli > 0) {
      return choose_node(emptiest_node(pool, demand, 1), demand, out) ||
             choose_node(sharing_node(pool, demand, false), demand, out);
    }
    return choose_node(emptiest_node(pool, demand, demand.accelerators), demand, out);
  }

  static const scenario::FieldTable<Spread>& fields() {
    static const scenario::FieldTable<Spread> none;
    return none;
  }
};

}  // namespace

scenario::Kind<PlacementPolicy> spread() {
  return scenario::kind<PlacementPolicy, Spread>(
      "spread", "the node with the most free accelerators; a gang on the emptiest nodes, each in full");
}

}  // namespace aibelt::policy
