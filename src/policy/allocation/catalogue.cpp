#include <algorithm>
#include <numeric>

#include "aibelt/base/error.hpp"
#include "policies.hpp"

namespace aibelt::policy {

const scenario::Kinds<AllocationPolicy>& AllocationPolicy::kinds() {
  static const scenario::Kinds<AllocationPolicy> all = {
      contract_first(), dated_shares(), max_min_fair(), priority(), proportional(), turn_and_earn(),
  };
  return all;
}

std::vector<std::int64_t> allocate(const AllocationPolicy& policy, const AllocationView& view, base::Stream& random) {
  std::vector<std::int64_t> wanted;
  for (const Claim& claim : view.claims) {
    wanted.push_back(claim.wanted);
  }
  const std::int64_t sum = std::accumulate(wanted.begin(), wanted.end(), std::int64_t{0});
  return sum <= view.available ? wanted : policy.decide(view, random);
}

}  // namespace aibelt::policy
