#include "policies.hpp"

namespace aibelt::policy {
namespace {

class Proportional : public AllocationPolicy {
 public:
  std::vector<std::int64_t> decide(const AllocationView& view, base::Stream& random) const override {
    std::vector<double> weights;
    for (const Claim& claim : view.claims) {
      weights.push_back(static_cast<double>(claim.wanted));
    }
    return divide_by_weight(view, weights, random);
  }

  static const scenario::FieldTable<Proportional>& fields() {
    static const scenario::FieldTable<Proportional> none;
    return none;
  }
};

}  // namespace

scenario::Kind<AllocationPolicy> proportional() {
  return scenario::kind<AllocationPolicy, Proportional>("proportional",
                                                        "everyone gets the same fraction of what it wants");
}

std::shared_ptr<const AllocationPolicy> default_allocation() {
  static const auto policy = std::make_shared<const Proportional>();
  return policy;
}

}  // namespace aibelt::policy
