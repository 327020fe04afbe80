#include <algorithm>
#include <map>

#include "policies.hpp"

namespace aibelt::policy {
namespace {

class Priority : public AllocationPolicy {
 public:
  std::vector<std::int64_t> decide(const AllocationView& view, base::Stream& random) const override {
    std::map<std::int64_t, std::vector<std::size_t>> classes;
    for (std::size_t i = 0; i < view.claims.size(); ++i) {
      classes[view.claims[i].priority].push_back(i);
    }
    std::vector<std::int64_t> grants(view.claims.size(), 0);
    std::int64_t left = view.available;
    for (const auto& [rank, members] : classes) {
      std::vector<Claim> claims;
      for (const std::size_t i : members) {
        claims.push_back(view.claims[i]);
      }
      const auto parts = allocate(*default_allocation(), {left, claims}, random);
      for (std::size_t i = 0; i < members.size(); ++i) {
        grants[members[i]] = parts[i];
        left -= parts[i];
      }
    }
    return grants;
  }

  static const scenario::FieldTable<Priority>& fields() {
    static const scenario::FieldTable<Priority> none;
    return none;
  }
};

}  // namespace

scenario::Kind<AllocationPolicy> priority() {
  return scenario::kind<AllocationPolicy, Priority>("priority",
                                                    "lowest priority number first, proportionally within a class");
}

std::shared_ptr<const AllocationPolicy> ranked_allocation() {
  static const auto policy = std::make_shared<const Priority>();
  return policy;
}

}  // namespace aibelt::policy
