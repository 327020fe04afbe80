#pragma once

#include <tuple>

#include "aibelt/policy/site_choice.hpp"

namespace aibelt::policy {

scenario::Kind<SiteChoicePolicy> choose_by_carbon();
scenario::Kind<SiteChoicePolicy> choose_by_data_gravity();
scenario::Kind<SiteChoicePolicy> choose_by_free_capacity();
scenario::Kind<SiteChoicePolicy> choose_by_latency();
scenario::Kind<SiteChoicePolicy> choose_by_price();

/// The cluster of the smallest `cost` among those with room for the job now, else the one with the shortest queue; ties go
/// to the shorter queue, then to the earlier name.
template <class Cost>
std::size_t cheapest(std::int64_t accelerators, const std::vector<ClusterOffer>& offers, const Cost& cost) {
  const auto key = [&](const ClusterOffer& offer) {
    const bool is_full = offer.free < accelerators;
    return std::tuple(is_full, is_full ? offer.queued_h : cost(offer), offer.queued_h);
  };
  std::size_t best = 0;
  for (std::size_t i = 1; i < offers.size(); ++i) {
    if (key(offers[i]) < key(offers[best])) {
      best = i;
    }
  }
  return best;
}

}  // namespace aibelt::policy
