#include "policies.hpp"

namespace aibelt::policy {
namespace {

struct ByDataGravity : SiteChoicePolicy {
  std::size_t choose(std::int64_t accelerators, const std::vector<ClusterOffer>& offers) const override {
    return cheapest(accelerators, offers,
                    [](const ClusterOffer& offer) { return static_cast<double>(offer.transfer.count()); });
  }

  static const scenario::FieldTable<ByDataGravity>& fields() {
    static const scenario::FieldTable<ByDataGravity> none;
    return none;
  }
};

}  // namespace

scenario::Kind<SiteChoicePolicy> choose_by_data_gravity() {
  return scenario::kind<SiteChoicePolicy, ByDataGravity>("data_gravity",
                                                         "of the clusters with room, the one its data reach soonest");
}

}  // namespace aibelt::policy
