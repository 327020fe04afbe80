#include "wanted_work.hpp"

#include <algorithm>
#include <memory>
#include <numeric>
#include <string>
#include <utility>

#include "../notices.hpp"
#include "../rack_split.hpp"

namespace aibelt::datacenter {
namespace {

constexpr int kDaysInWeek = 7;

}  // namespace

WantedWork::WantedWork(const entity::Setting& setting) : scenario_(setting.scenario) {
  for (const auto& [id, partner] : setting.customers) {
    Site& site = sites_.emplace_back(Site{.id = id});
    const auto& spec = dynamic_cast<const SiteSpec&>(*partner.spec);
    if (!spec.growth->follows_demand()) {
      continue;
    }
    site.spec = &spec;
    for (const std::string& name : spec.kinds_of_rack()) {
      const auto& rack = product::rack_of(scenario_, name);
      const auto item = setting.items.find(entity::Good::package, rack.accelerator);
      const auto opening = spec.opening.find(name);
      const std::int64_t racks = opening == spec.opening.end() ? 0 : opening->second;
      const std::int64_t live = (racks - clusters_part(scenario_, partner.name, name, racks)) * rack.accelerators;
      auto kind = std::find_if(site.kinds.begin(), site.kinds.end(),
                               [&](const Accelerators& known) { return known.item == item; });
      if (kind == site.kinds.end()) {
        const double power = rack.power.in_base_units() / static_cast<double>(rack.accelerators);
        site.kinds.push_back({item, &product::accelerator_of(scenario_, rack.accelerator), power});
        kind = site.kinds.end() - 1;
      }
      kind->live += live;
    }
  }
}

void WantedWork::note_live(std::size_t site, entity::ItemId accelerator, std::int64_t change) {
  for (Accelerators& kind : sites_[site].kinds) {
    kind.live += kind.item == accelerator ? change : 0;
  }
}

void WantedWork::note_served(std::size_t site, const Service& service, double work) {
  add(sites_[site], service, work);
}

void WantedWork::add(Site& site, const Service& service, double work) {
  for (Accelerators& kind : site.kinds) {
    const double rate = service.rate_of(*kind.spec);
    kind.sum += rate > 0 ? work / rate : 0;
  }
}

void WantedWork::note_unmet(const std::vector<std::size_t>& sites, const Service& service, double work,
                            base::SimTime now) {
  std::vector<double> parts;
  for (const std::size_t site : sites) {
    parts.push_back(sites_[site].spec != nullptr ? power_left(sites_[site], now) : 0);
  }
  const double sum = std::accumulate(parts.begin(), parts.end(), 0.0);
  for (std::size_t i = 0; i < parts.size() && sum > 0; ++i) {
    add(sites_[sites[i]], service, work * parts[i] / sum);
  }
}

/// IT power that the buildings of the day when racks ordered now land leave beside the services' accelerators.
double WantedWork::power_left(const Site& site, base::SimTime now) const {
  double power = site.spec->planned_it_power(now + site.spec->order_ahead);
  for (const Accelerators& kind : site.kinds) {
    power -= kind.power * static_cast<double>(kind.live);
  }
  return std::max(0.0, power);
}

void WantedWork::end_day(entity::Desk& desk) {
  if (++day_ < kDaysInWeek) {
    return;
  }
  day_ = 0;
  for (Site& site : sites_) {
    if (site.spec == nullptr) {
      continue;
    }
    auto wanted = std::make_shared<WorkWanted>();
    for (Accelerators& kind : site.kinds) {
      wanted->accelerators[kind.item] = std::exchange(kind.sum, 0) / kDaysInWeek;
    }
    desk.send(site.id, desk.now() + kWantedDelay, entity::Notice{std::move(wanted)});
  }
}

}  // namespace aibelt::datacenter
