#include "policies.hpp"

namespace aibelt::policy {
namespace {

class DatedShares : public AllocationPolicy {
 public:
  std::vector<std::int64_t> decide(const AllocationView& view, base::Stream& random) const override {
    std::vector<double> weights;
    for (const Claim& claim : view.claims) {
      weights.push_back(claim.share);
    }
    return divide_by_weight(view, weights, random);
  }

  static const scenario::FieldTable<DatedShares>& fields() {
    static const scenario::FieldTable<DatedShares> none;
    return none;
  }
};

}  // namespace

scenario::Kind<AllocationPolicy> dated_shares() {
  return scenario::kind<AllocationPolicy, DatedShares>(
      "dated_shares",
      "by each customer's agreed share at the date; what one does not want goes to the others by their shares");
}

}  // namespace aibelt::policy
