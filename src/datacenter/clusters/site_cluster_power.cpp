#include "site_cluster.hpp"

#include <chrono>
#include <cmath>

#include "../site_spec.hpp"

namespace aibelt::datacenter {
namespace {

constexpr base::Duration kHour = std::chrono::hours{1};

double headroom_w(const policy::PowerView& view) { return view.limit - view.idle - view.dynamic; }

}  // namespace

policy::PowerView SiteCluster::power_view() const {
  TwoPower sum;
  for (const auto& partition : partitions_) {
    sum = sum + partition->power();
  }
  return {limit_w_, in_watts(sum.idle), in_watts(sum.dynamic)};
}

double SiteCluster::drawn_w() const { return in_watts(meter_.power()); }

bool SiteCluster::admits(Milliwatts dynamic) {
  const policy::PowerView view = power_view();
  const bool is_admitted = spec_.power_policy->admits(view, in_watts(dynamic));
  if (!is_admitted) {
    refused_headroom_w_ = std::min(refused_headroom_w_, headroom_w(view));
  }
  return is_admitted;
}

/// Asks again for what was refused for lack of power once there is more.
void SiteCluster::reconsider_refused() {
  if (refused_headroom_w_ != kNothingRefused && headroom_w(power_view()) > refused_headroom_w_) {
    refused_headroom_w_ = kNothingRefused;
    for (const auto& partition : partitions_) {
      partition->reconsider();
    }
  }
}

void SiteCluster::begin_hour(base::SimTime now) {
  limit_w_ = site_.usable_it_power_in(now) * power_part_;
  next_hour_ = now + kHour;
  const bool is_freed =
      std::any_of(spec_.reservations.begin(), spec_.reservations.end(),
                  [&](const ReservationSpec& kept) { return kept.to > now - kHour && kept.to <= now; });
  for (const auto& partition : partitions_) {
    if (is_freed) {
      partition->reconsider();
    }
  }
}

void SiteCluster::update_power(base::SimTime now) {
  const policy::PowerView view = power_view();
  const auto share = static_cast<std::int64_t>(std::floor(spec_.power_policy->dynamic_share(view) * PowerBook::kFull));
  if (share != share_) {
    share_ = share;
    for (const auto& partition : partitions_) {
      partition->set_power_share(now, share);
    }
  }
  meter_.set(now, milliwatts(view.idle + view.dynamic * static_cast<double>(share_) / PowerBook::kFull));
}

}  // namespace aibelt::datacenter
