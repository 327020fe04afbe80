#include "policies.hpp"

namespace aibelt::policy {
namespace {

struct ByFreeCapacity : SiteChoicePolicy {
  std::size_t choose(std::int64_t accelerators, const std::vector<ClusterOffer>& offers) const override {
    return cheapest(accelerators, offers, [](const ClusterOffer& offer) { return -static_cast<double>(offer.free); });
  }

  static const scenario::FieldTable<ByFreeCapacity>& fields() {
    static const scenario::FieldTable<ByFreeCapacity> none;
    return none;
  }
};

}  // namespace

scenario::Kind<SiteChoicePolicy> choose_by_free_capacity() {
  return scenario::kind<SiteChoicePolicy, ByFreeCapacity>(
      "free_capacity", "of the clusters with room, the one with most accelerators free");
}

std::shared_ptr<const SiteChoicePolicy> default_site_choice() { return std::make_shared<ByFreeCapacity>(); }

}  // namespace aibelt::policy
