#include "policies.hpp"

namespace aibelt::policy {
namespace {

struct ByLatency : SiteChoicePolicy {
  std::size_t choose(std::int64_t accelerators, const std::vector<ClusterOffer>& offers) const override {
    return cheapest(accelerators, offers,
                    [](const ClusterOffer& offer) { return static_cast<double>(offer.latency.count()); });
  }

  static const scenario::FieldTable<ByLatency>& fields() {
    static const scenario::FieldTable<ByLatency> none;
    return none;
  }
};

}  // namespace

scenario::Kind<SiteChoicePolicy> choose_by_latency() {
  return scenario::kind<SiteChoicePolicy, ByLatency>("latency",
                                                     "of the clusters with room, the one nearest to the job's users");
}

}  // namespace aibelt::policy
