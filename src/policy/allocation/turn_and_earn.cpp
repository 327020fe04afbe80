#include "aibelt/scenario/codec.hpp"
#include "policies.hpp"

namespace aibelt::policy {
namespace {

class TurnAndEarn : public AllocationPolicy {
 public:
  std::vector<std::int64_t> decide(const AllocationView& view, base::Stream& random) const override {
    std::vector<double> weights;
    for (const Claim& claim : view.claims) {
      weights.push_back(static_cast<double>(claim.past));
    }
    return divide_by_weight(view, weights, random);
  }

  base::Duration window() const override { return window_; }

  static const scenario::FieldTable<TurnAndEarn>& fields() {
    static const scenario::FieldTable<TurnAndEarn> table = {
        scenario::field(&TurnAndEarn::window_, {.name = "window",
                                                .unit = "days",
                                                .low = 1,
                                                .high = 3650,
                                                .doc = "past deliveries count for this long",
                                                .by_default = "365 days"}),
    };
    return table;
  }

 private:
  base::Duration window_ = std::chrono::days{365};
};

}  // namespace

scenario::Kind<AllocationPolicy> turn_and_earn() {
  return scenario::kind<AllocationPolicy, TurnAndEarn>(
      "turn_and_earn",
      "by what each got in the past window; what one does not want goes to the others by theirs [cachon1999]");
}

}  // namespace aibelt::policy
