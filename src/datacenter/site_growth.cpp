#include "site_growth.hpp"

#include <algorithm>
#include <chrono>

#include "aibelt/product/products.hpp"
#include "clusters/cluster_spec.hpp"

namespace aibelt::datacenter {
namespace {

/// The part of the racks of this kind on `site` that services have.
double services_share(const scenario::Scenario& scenario, const std::string& site, const std::string& rack) {
  double share = 1;
  for (const auto& [name, entry] : scenario.section("clusters")) {
    const auto& cluster = dynamic_cast<const ClusterSpec&>(*entry.spec);
    share -= cluster.site == site ? cluster.share_of(rack) : 0;
  }
  constexpr double kRounding = 1e-9;
  return share > kRounding ? share : 0;
}

}  // namespace

SiteGrowth::SiteGrowth(const SiteSpec& spec, const entity::Setting& setting) : spec_(spec) {
  if (!spec.growth->follows_demand()) {
    return;
  }
  for (const entity::Partner& listener : setting.listeners) {
    User& user = users_.emplace_back(User{listener.id, {}, {}});
    for (const std::string& name : spec.kinds_of_rack()) {
      const auto& rack = product::rack_of(setting.scenario, name);
      const double share = listener.spec == nullptr ? services_share(setting.scenario, setting.name, name)
                                                    : dynamic_cast<const ClusterSpec&>(*listener.spec).share_of(name);
      user.kinds[name] = {setting.items.find(entity::Good::package, rack.accelerator),
                          static_cast<double>(rack.accelerators), share};
    }
  }
}

void SiteGrowth::note(entity::EntityId user, const WorkWanted& wanted) {
  const auto found = std::find_if(users_.begin(), users_.end(), [&](const User& known) { return known.id == user; });
  if (found != users_.end()) {
    found->weeks.push_back(wanted);
  }
}

/// Of this kind, how many would have done the week's work and will clear the queue in time.
double SiteGrowth::accelerators(const WorkWanted& wanted, const Kind& kind) const {
  const auto served = wanted.accelerators.find(kind.accelerator);
  const double hours = std::chrono::duration<double, std::chrono::hours::period>(spec_.growth->queue_time()).count();
  return (served == wanted.accelerators.end() ? 0 : served->second) + wanted.at_work + wanted.queued_hours / hours;
}

std::vector<policy::RackUser> SiteGrowth::users(const std::string& rack, const std::vector<Planned>& planned) const {
  std::vector<policy::RackUser> views;
  for (const User& user : users_) {
    const Kind& ordered = user.kinds.at(rack);
    if (ordered.share <= 0 || user.weeks.empty()) {
      continue;
    }
    policy::RackUser& view = views.emplace_back();
    const double per_rack = ordered.accelerators * ordered.share;
    for (const WorkWanted& week : user.weeks) {
      view.wanted.push_back(accelerators(week, ordered) / per_rack);
    }
    for (const auto& [name, racks] : planned) {
      const Kind& kind = user.kinds.at(name);
      const double own = accelerators(user.weeks.back(), kind);
      const double worth = name == rack ? 1 : own > 0 ? accelerators(user.weeks.back(), ordered) / own : 0;
      view.planned += static_cast<double>(racks) * kind.accelerators * kind.share * worth / per_rack;
    }
  }
  return views;
}

}  // namespace aibelt::datacenter
