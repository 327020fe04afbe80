#include "aibelt/datacenter/planning.hpp"

#include <algorithm>
#include <chrono>

#include "aibelt/entity/effects.hpp"
#include "aibelt/product/products.hpp"
#include "clusters/cluster_spec.hpp"
#include "notices.hpp"
#include "services/service.hpp"
#include "site_spec.hpp"

namespace aibelt::datacenter {
namespace {

constexpr double kMega = 1e6;
constexpr double kDayInSeconds = 86400;
constexpr double kNextDay = 1;  // services hear of racks the day after

/// What clusters leave to services of the racks of one kind.
double services_share(const scenario::Scenario& scenario, const std::string& site, const std::string& rack,
                      double& n_clusters) {
  double share = 1;
  for (const auto& [name, entry] : scenario.section("clusters")) {
    const auto& cluster = dynamic_cast<const ClusterSpec&>(*entry.spec);
    if (cluster.site == site && cluster.share_of(rack) > 0) {
      share -= cluster.share_of(rack);
      ++n_clusters;
    }
  }
  constexpr double kRounding = 1e-9;
  return share > kRounding ? share : 0;
}

plan::RackKind kind_of(const SiteSpec& spec, const scenario::Scenario& scenario, const std::string& name,
                       double early_days) {
  const auto& rack = product::rack_of(scenario, name);
  plan::RackKind kind{.item = name + " racks",
                      .power = rack.power.in_base_units() / kMega,
                      .accelerators = static_cast<double>(rack.accelerators),
                      .accelerator = rack.accelerator};
  const auto opening = spec.opening.find(name);
  kind.opening = opening == spec.opening.end() ? 0 : static_cast<double>(opening->second);
  for (std::size_t i = 0; i < spec.build.size(); ++i) {
    if (spec.build[i].rack == name) {
      const base::SimTime end = i + 1 < spec.build.size() ? spec.build[i + 1].from : scenario.to + 2 * base::kWeek;
      kind.windows.emplace_back(std::max(0.0, plan::days_of(spec.build[i].from - scenario.from) - early_days),
                                plan::days_of(end - scenario.from) - early_days);
    }
  }
  return kind;
}

/// Week by week what its crews can connect, by the first day on which racks of the week can land.
std::vector<plan::Dated> orders_of(const SiteSpec& spec, const scenario::Scenario& scenario, double early_days) {
  base::SimTime due = scenario.from;
  if (spec.growth->follows_demand()) {
    due += base::kWeek + kWantedDelay + spec.order_ahead;
  }
  std::vector<plan::Dated> orders;
  for (; due < scenario.to + base::kWeek; due += base::kWeek) {
    orders.push_back({std::max(0.0, plan::days_of(due - scenario.from) - early_days),
                      spec.commissioning.at(due).in_base_units() * 7 * kDayInSeconds});
  }
  return orders;
}

}  // namespace

plan::Site plan_site(const scenario::Scenario& scenario, const std::string& name, double early_days) {
  const auto& spec = scenario.spec<SiteSpec>("sites", name);
  plan::Site site{.name = name};
  for (const std::string& rack : spec.kinds_of_rack()) {
    site.kinds.push_back(kind_of(spec, scenario, rack, early_days));
    site.kinds.back().share = services_share(scenario, name, rack, site.spare_racks);
  }
  site.planned_power = plan::daily(scenario.from, scenario.to, [&](base::SimTime day) {
    return std::max(spec.planned_it_power(day), spec.planned_it_power(day + base::kWeek)) / kMega;
  });
  site.usable_power =
      plan::daily(scenario.from, scenario.to, [&](base::SimTime day) { return spec.usable_it_power(day) / kMega; });
  site.crews = {
      plan::daily(scenario.from, scenario.to,
                  [&](base::SimTime day) { return spec.commissioning.at(day).in_base_units() * kDayInSeconds; }),
      1};
  site.orders = orders_of(spec, scenario, early_days);
  site.orders_early = early_days;
  site.live_after = plan::days_of(spec.burn_in) + kNextDay;
  site.service_life = spec.service_life ? plan::days_of(*spec.service_life) : 0;
  return site;
}

std::vector<plan::Service> plan_services(const scenario::Scenario& scenario) {
  std::vector<plan::Service> services;
  for (const auto& [name, entry] : scenario.section("services")) {
    const auto& spec = dynamic_cast<const Service&>(*entry.spec);
    const double per_day = kDayInSeconds / spec.base_units_per_unit();
    plan::Service service{.name = name, .unit = spec.unit(), .sites = spec.sites};
    for (const auto& [site, of_site] : scenario.section("sites")) {
      if (spec.sites.empty()) {
        service.sites.push_back(site);
      }
    }
    const auto effects = entity::Effects::of_service(scenario, name);
    service.wanted = plan::daily(scenario.from, scenario.to, [&](base::SimTime day) {
      return spec.demand(day) * effects.demand_factor("", day) * per_day;
    });
    for (const auto& [accelerator, of_it] : scenario.section("accelerators")) {
      service.rates[accelerator] = spec.rate_of(product::accelerator_of(scenario, accelerator)) * per_day;
    }
    services.push_back(std::move(service));
  }
  return services;
}

}  // namespace aibelt::datacenter
