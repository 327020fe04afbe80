#include <algorithm>
#include <chrono>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "aibelt/base/calendar.hpp"
#include "aibelt/base/random.hpp"
#include "aibelt/datacenter/power/rack_power.hpp"
#include "aibelt/datacenter/sections.hpp"
#include "aibelt/entity/effects.hpp"
#include "aibelt/entity/ledger.hpp"
#include "aibelt/policy/allocation.hpp"
#include "clusters/cluster_spec.hpp"
#include "notices.hpp"
#include "rack_split.hpp"
#include "services/service.hpp"
#include "services/wanted_work.hpp"
#include "site_spec.hpp"
#include "workloads/workload.hpp"

namespace aibelt::datacenter {
namespace {

constexpr double kDayInSeconds = 86400;
constexpr base::Duration kHour = std::chrono::hours{1};
constexpr std::int64_t kWholeSite = 1'000'000;  // shares of a site's accelerators are counted in millionths
constexpr double kMostSites = 1e6;              // a service may ask for many times a site, within what an integer holds

using Account = entity::Ledger::Account;

/// Shares every site's live accelerators among the services, day by day: lowest priority number first, in proportion within one.
/// A service's demand is spread over its sites by what they could serve; what one site cannot take goes to the others.
class Serving : public entity::Entity {
 public:
  explicit Serving(const entity::Setting& setting)
      : ledger_("service", setting.name, setting.series), wanted_(setting) {
    for (const auto& [name, entry] : setting.scenario.section("accelerators")) {
      const auto& accelerator = product::accelerator_of(setting.scenario, name);
      accelerators_[setting.items.find(entity::Good::package, name)] = &accelerator;
    }
    for (const auto& [id, partner] : setting.customers) {
      pools_.push_back(
          {id, partner.name, opening_of(partner, setting),
           base::Stream(static_cast<std::uint64_t>(setting.scenario.seed), "services/" + partner.name + "/allocation"),
           ledger_.total(partner.name, "utilisation", "ratio"), package_powers(partner, setting),
           entity::Effects(setting.scenario, partner.name)});
    }
    for (const auto& [name, entry] : setting.scenario.section("services")) {
      add_service(name, dynamic_cast<const Service&>(*entry.spec), entity::Effects::of_service(setting.scenario, name));
    }
  }

  void start(entity::Desk& desk) override {
    ledger_.roll(desk);
    calendar_.schedule(desk.now(), 0);
  }

  base::SimTime next_event() const override { return calendar_.is_empty() ? base::kNever : calendar_.next_time(); }

  void step(entity::Desk& desk) override {
    ledger_.roll(desk);
    calendar_.pop();
    serve(desk.now());
    report_loads(desk);
    wanted_.end_day(desk);
    calendar_.schedule(desk.now() + base::kDay, 0);
  }

  void receive(const entity::Message& message, entity::Desk& desk) override {
    ledger_.roll(desk);
    const auto& change = std::get<entity::LiveChange>(message.content);
    const auto pool =
        std::find_if(pools_.begin(), pools_.end(), [&](const Pool& known) { return known.id == message.from; });
    pool->live[change.item] += change.change;
    wanted_.note_live(static_cast<std::size_t>(pool - pools_.begin()), change.item, change.change);
  }

  void finish(entity::Desk& desk) override { ledger_.finish(desk); }

 private:
  struct Pool {
    entity::EntityId id;
    std::string name;
    std::map<entity::ItemId, std::int64_t> live;
    base::Stream policy_stream;  ///< its own, so that other sites leave it alone
    Account utilisation;
    std::map<entity::ItemId, LoadPower> package_powers;  ///< of one accelerator of each item; empty: nobody asks
    entity::Effects effects;                             ///< of disruptions of the site
    double up = 1;                                       ///< share of the accelerators that work, today
    std::int64_t left = 0;                               ///< of kWholeSite, of those that work today

    double used() const { return static_cast<double>(kWholeSite - left) / static_cast<double>(kWholeSite); }
  };

  struct Offer {
    std::string name;
    const Service* service;
    entity::Effects effects;
    std::vector<std::size_t> pools;
    Account demand, served, unmet, capacity;
    std::vector<Account> capacity_at;  ///< of each of `pools`; it also says where the service may run
    double open = 0;                   ///< wanted a second and not yet placed today
    std::vector<double> capacities;    ///< of each of `pools`, a second
  };

  /// Accelerators at work on a site when the run starts; later changes come as messages.
  static std::map<entity::ItemId, std::int64_t> opening_of(const entity::Partner& partner,
                                                           const entity::Setting& setting) {
    std::map<entity::ItemId, std::int64_t> live;
    for (const auto& [name, racks] : dynamic_cast<const SiteSpec&>(*partner.spec).opening) {
      const auto& rack = product::rack_of(setting.scenario, name);
      const std::int64_t left = racks - clusters_part(setting.scenario, partner.name, name, racks);
      live[setting.items.find(entity::Good::package, rack.accelerator)] += left * rack.accelerators;
    }
    return live;
  }

  /// What an accelerator of the site draws, for a site that keeps an energy account: by the first of its kinds of rack, in the order
  /// of names, that carries it.
  static std::map<entity::ItemId, LoadPower> package_powers(const entity::Partner& partner,
                                                            const entity::Setting& setting) {
    std::map<entity::ItemId, LoadPower> powers;
    const auto& site = dynamic_cast<const SiteSpec&>(*partner.spec);
    if (!site.is_metered()) {
      return powers;
    }
    for (const auto& [name, entry] : setting.scenario.section("racks")) {
      const auto is_it = [&name = name](const BuildStep& step) { return step.rack == name; };
      if (site.opening.contains(name) || std::any_of(site.build.begin(), site.build.end(), is_it)) {
        const auto& rack = product::rack_of(setting.scenario, name);
        powers.emplace(setting.items.find(entity::Good::package, rack.accelerator),
                       power_of(rack).divided_by(static_cast<double>(rack.accelerators)));
      }
    }
    return powers;
  }

  /// Tells each site with an energy account what its accelerators draw today.
  void report_loads(entity::Desk& desk) const {
    for (const Pool& pool : pools_) {
      if (pool.package_powers.empty()) {
        continue;
      }
      double power = 0;
      for (const auto& [item, count] : pool.live) {
        power += static_cast<double>(count) * pool.package_powers.at(item).at(pool.used());
      }
      auto load = std::make_shared<DayLoad>();
      load->day = desk.now();
      for (std::size_t hour = 0; hour < load->it_power_w.size(); ++hour) {
        load->it_power_w[hour] =
            power * pool.effects.availability(desk.now() + kHour * static_cast<std::int64_t>(hour), kHour);
      }
      desk.send(pool.id, desk.now() + kLoadDelay, entity::Notice{std::move(load)});
    }
  }

  void add_service(const std::string& name, const Service& service, entity::Effects effects) {
    Offer offer{.name = name,
                .service = &service,
                .effects = std::move(effects),
                .demand = ledger_.total(name, "demand", service.unit()),
                .served = ledger_.total(name, "served", service.unit()),
                .unmet = ledger_.total(name, "unmet", service.unit()),
                .capacity = ledger_.total(name, "capacity", service.unit())};
    for (std::size_t i = 0; i < pools_.size(); ++i) {
      const auto& sites = service.sites;
      if (sites.empty() || std::find(sites.begin(), sites.end(), pools_[i].name) != sites.end()) {
        offer.pools.push_back(i);
        offer.capacity_at.push_back(ledger_.total(name, "capacity_at_" + pools_[i].name, service.unit()));
      }
    }
    offers_.push_back(std::move(offer));
  }

  void serve(base::SimTime now) {
    for (Pool& pool : pools_) {
      pool.up = pool.effects.availability(now);
      pool.left = kWholeSite;
    }
    for (Offer& offer : offers_) {
      open_day(offer, now);
    }
    for (std::size_t i = 0; i < pools_.size(); ++i) {
      share_out(i, true);
    }
    for (std::size_t i = 0; i < pools_.size(); ++i) {
      share_out(i, false);
    }
    for (const Pool& pool : pools_) {
      if (!pool.live.empty()) {
        ledger_.add(pool.utilisation, pool.used() * pool.up / ledger_.days_in_month());
      }
    }
    for (Offer& offer : offers_) {
      wanted_.note_unmet(offer.pools, *offer.service, offer.open, now);
      ledger_.add(offer.unmet, offer.open * kDayInSeconds / offer.service->base_units_per_unit());
    }
  }

  void open_day(Offer& offer, base::SimTime now) {
    offer.open = offer.service->demand(now) * offer.effects.demand_factor("", now);
    offer.capacities.clear();
    double sum = 0;
    for (const std::size_t pool : offer.pools) {
      double capacity = 0;
      for (const auto& [item, count] : pools_[pool].live) {
        capacity += static_cast<double>(count) * offer.service->rate_of(*accelerators_.at(item));
      }
      capacity *= pools_[pool].up;
      offer.capacities.push_back(capacity);
      sum += capacity;
    }
    const double per_unit = kDayInSeconds / offer.service->base_units_per_unit();
    ledger_.add(offer.demand, offer.open * per_unit);
    ledger_.add(offer.capacity, sum * per_unit);
    for (std::size_t i = 0; i < offer.pools.size(); ++i) {
      ledger_.add(offer.capacity_at[i], offer.capacities[i] * per_unit);
    }
  }

  /// Places open demand on one site; in the first round each service asks for its part by capacity, in the second for all it can get.
  void share_out(std::size_t pool_index, bool is_first_round) {
    Pool& pool = pools_[pool_index];
    std::vector<policy::Claim> claims;
    std::vector<std::pair<Offer*, double>> claimants;  // with the capacity of the whole site for it
    for (Offer& offer : offers_) {
      const auto place = std::find(offer.pools.begin(), offer.pools.end(), pool_index);
      if (place == offer.pools.end() || offer.open <= 0) {
        continue;
      }
      const auto first = static_cast<std::size_t>(place - offer.pools.begin());
      const double capacity = offer.capacities[first];
      double rest = 0;  // of this site and those after it, which the first round has yet to ask
      for (std::size_t i = first; i < offer.capacities.size(); ++i) {
        rest += offer.capacities[i];
      }
      if (capacity <= 0) {
        continue;
      }
      const double asked = is_first_round ? offer.open * capacity / rest : offer.open;
      const double part = std::min(kMostSites, asked / capacity) * static_cast<double>(kWholeSite);
      claims.push_back({offer.name, static_cast<std::int64_t>(part + 1), offer.service->rank});
      claimants.emplace_back(&offer, capacity);
    }
    const auto grants = policy::allocate(*policy_, {pool.left, claims}, pool.policy_stream);
    for (std::size_t i = 0; i < grants.size(); ++i) {
      Offer& offer = *claimants[i].first;
      const double served =
          std::min(offer.open, claimants[i].second * static_cast<double>(grants[i]) / static_cast<double>(kWholeSite));
      offer.open -= served;
      pool.left -= grants[i];
      wanted_.note_served(pool_index, *offer.service, served);
      ledger_.add(offer.served, served * kDayInSeconds / offer.service->base_units_per_unit());
    }
  }

  entity::Ledger ledger_;
  WantedWork wanted_;
  base::Calendar<int> calendar_;
  std::map<entity::ItemId, const product::Accelerator*> accelerators_;
  std::vector<Pool> pools_;
  std::vector<Offer> offers_;
  std::shared_ptr<const policy::AllocationPolicy> policy_ = policy::ranked_allocation();
};

}  // namespace

scenario::Catalogue datacenter_sections() {
  return {
      {"sites", "datacenters", {datacenter_site()}},
      {"services", "work wanted by date", {inference_service(), training_service()}},
      {"clusters", "racks of a site that run jobs", {accelerator_cluster()}},
      {"workloads",
       "jobs for the clusters",
       {batch_jobs(), agent_sessions(), training_campaign(), digital_twin(), fine_tuning(), trace_jobs()}},
  };
}

std::unique_ptr<entity::Entity> make_serving(const entity::Setting& setting) {
  return std::make_unique<Serving>(setting);
}

}  // namespace aibelt::datacenter
