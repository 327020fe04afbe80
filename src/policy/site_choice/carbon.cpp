#include "policies.hpp"

namespace aibelt::policy {
namespace {

struct ByCarbon : SiteChoicePolicy {
  std::size_t choose(std::int64_t accelerators, const std::vector<ClusterOffer>& offers) const override {
    return cheapest(accelerators, offers, [](const ClusterOffer& offer) { return offer.carbon; });
  }

  static const scenario::FieldTable<ByCarbon>& fields() {
    static const scenario::FieldTable<ByCarbon> none;
    return none;
  }
};

}  // namespace

scenario::Kind<SiteChoicePolicy> choose_by_carbon() {
  return scenario::kind<SiteChoicePolicy, ByCarbon>(
      "carbon", "of the clusters with room, the one whose power emits least CO2 now");
}

}  // namespace aibelt::policy
