#pragma once

#include <cstdint>
#include <vector>

#include "aibelt/base/random.hpp"
#include "aibelt/policy/placement.hpp"

namespace aibelt::test {

/// What a pool should hold, counted accelerator by accelerator.
class Mirror {
 public:
  explicit Mirror(const policy::NodePool& pool);

  /// Enters a placement of `demand`, checking that it is all of it, on one model, in service and on free accelerators.
  void take(const policy::Demand& demand, const policy::Placement& placement);
  void give_back(const policy::Placement& placement);
  void set_in_service(std::int32_t node, bool in_service);

  /// Compares every figure of the pool with a recount.
  void compare() const;

 private:
  struct Node {
    std::vector<std::int32_t> free_milli;
    std::int64_t cpu_milli = 0;
    std::int64_t memory_mib = 0;
    bool is_in_service = true;
    std::int32_t jobs = 0;
  };
  void change(const policy::Placement& placement, std::int32_t sign);

  const policy::NodePool& pool_;
  std::vector<Node> nodes_;
};

/// A pool of up to `most` nodes of 1 to 3 models and several sizes in racks and groups.
policy::NodePool random_pool(base::Stream& random, std::uint64_t most);

/// A demand of any sort: whole, gang, fraction or CPU only; with or without CPU, memory and models.
policy::Demand random_demand(base::Stream& random);

/// Whole accelerators only, up to `most`.
policy::Demand plain_demand(base::Stream& random, std::uint64_t most);

/// Every policy of the catalogue with its default parameters.
std::vector<std::shared_ptr<const policy::PlacementPolicy>> all_policies();

std::shared_ptr<const policy::PlacementPolicy> policy_called(const std::string& name);

/// Whole accelerators free on a node in service, 0 elsewhere.
std::int32_t free_in_service(const policy::NodePool& pool, std::int32_t node);

}  // namespace aibelt::test
