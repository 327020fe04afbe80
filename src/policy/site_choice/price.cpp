#include "policies.hpp"

namespace aibelt::policy {
namespace {

struct ByPrice : SiteChoicePolicy {
  std::size_t choose(std::int64_t accelerators, const std::vector<ClusterOffer>& offers) const override {
    return cheapest(accelerators, offers, [](const ClusterOffer& offer) { return offer.price; });
  }

  static const scenario::FieldTable<ByPrice>& fields() {
    static const scenario::FieldTable<ByPrice> none;
    return none;
  }
};

}  // namespace

scenario::Kind<SiteChoicePolicy> choose_by_price() {
  return scenario::kind<SiteChoicePolicy, ByPrice>(
      "price", "of the clusters with room, the one where a kWh at the accelerator costs least now");
}

}  // namespace aibelt::policy
