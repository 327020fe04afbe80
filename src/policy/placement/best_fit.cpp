#include <cmath>

#include "aibelt/scenario/codec.hpp"
#include "policies.hpp"
#include "search.hpp"

namespace aibelt::policy {
namespace {

/// What would be left of one resource, as part of the largest node's.
double left(std::int64_t free, std::int64_t wanted, std::int64_t largest) {
  return largest == 0 ? 0 : static_cast<double>(free - wanted) / static_cast<double>(largest);
}

class BestFit : public PlacementPolicy {
 public:
  bool choose(const NodePool& pool, const Demand& demand, NodeShares& out) const override {
    return is_gang(pool, demand) ? default_placement()->choose(pool, demand, out)
                                 : choose_node(best_node(pool, demand), demand, out);
  }

  static const scenario::FieldTable<BestFit>& fields() {
    static const scenario::FieldTable<BestFit> table = {
        weight("accelerator_weight", &BestFit::accelerator_weight, "0.5", "accelerators left on the node"),
        weight("cpu_weight", &BestFit::cpu_weight, "0.5", "CPU left on the node"),
        weight("memory_weight", &BestFit::memory_weight, "0", "host memory left on the node"),
        scenario::field(&BestFit::grades, {.name = "grades",
                                           .unit = "1",
                                           .low = 1,
                                           .high = 1e9,
                                           .doc = "a node's score is rounded down to 1/grades of the weights' unit",
                                           .by_default = "100"}),
    };
    return table;
  }

 private:
  static scenario::Field<BestFit> weight(const char* name, base::Ratio BestFit::*member, const char* by_default,
                                         const char* what) {
    return scenario::field(member, {.name = name,
                                    .unit = "1",
                                    .low = 0,
                                    .high = 1,
                                    .doc = std::string("weight of the ") + what + ", as part of the largest node's",
                                    .by_default = by_default});
  }

  /// Higher is better; whole.
  double grade(const NodePool& pool, const Demand& demand, std::int32_t node) const {
    const NodeShape& largest = pool.largest();
    const std::int64_t milli = std::int64_t{demand.accelerators} * kMilli + demand.accelerator_milli;
    const double rest =
        accelerator_weight.in_base_units() *
            left(pool.free_milli(node), milli, std::int64_t{largest.accelerators} * kMilli) +
        cpu_weight.in_base_units() * left(pool.free_cpu_milli(node), demand.cpu_milli, largest.cpu_milli) +
        memory_weight.in_base_units() * left(pool.free_memory_mib(node), demand.memory_mib, largest.memory_mib);
    return std::floor((1.0 - rest) * static_cast<double>(grades));
  }

  std::int32_t best_node(const NodePool& pool, const Demand& demand) const {
    std::int32_t best = -1;
    double highest = 0;
    const auto consider = [&](std::int32_t node) {
      if (!has_host_room(pool, node, demand)) {
        return;
      }
      const double score = grade(pool, demand, node);
      if (best < 0 || score > highest || (score == highest && node < best)) {
        best = node;
        highest = score;
      }
    };
    for_each_node(pool, demand.models, demand.accelerator_milli > 0 ? 1 : demand.accelerators, consider);
    if (demand.accelerator_milli > 0) {
      for_each_sharing_node(pool, demand, consider);
    }
    return best;
  }

  base::Ratio accelerator_weight = base::Ratio::from_base_units(0.5);
  base::Ratio cpu_weight = base::Ratio::from_base_units(0.5);
  base::Ratio memory_weight{};
  std::int64_t grades = 100;
};

}  // namespace

scenario::Kind<PlacementPolicy> best_fit() {
  return scenario::kind<PlacementPolicy, BestFit>(
      "best_fit",
      "the node with the least weighted remainder of accelerators, CPU and memory [weng2023]; a gang as pack");
}

}  // namespace aibelt::policy
