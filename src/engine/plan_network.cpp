#include "aibelt/engine/plan_network.hpp"

#include <algorithm>
#include <chrono>

#include "aibelt/datacenter/planning.hpp"
#include "aibelt/network/lanes.hpp"
#include "aibelt/product/products.hpp"
#include "aibelt/supply/planning.hpp"
#include "outline.hpp"
#include "partners.hpp"

namespace aibelt::engine {
namespace {

constexpr double kDaySeconds = 86400;

/// What one of an item that somebody receives counts for.
double worth_of(const scenario::Scenario& scenario, Objective objective, const std::string& item) {
  const std::string name = network::product_of(item);
  const bool is_rack = item.ends_with(" racks");
  switch (objective) {
    case Objective::racks:
      return is_rack ? 1 : 0;
    case Objective::packages:
      return is_rack ? static_cast<double>(product::rack_of(scenario, name).accelerators)
                     : (item.ends_with(" packages") ? 1 : 0);
    case Objective::megawatts:
      return is_rack ? product::rack_of(scenario, name).power.in_base_units() / 1e6 : 0;
    case Objective::goods:
      return 1;
    case Objective::tokens:
    case Objective::compute:
      break;
  }
  return 0;
}

class Planner {
 public:
  Planner(const scenario::Scenario& scenario, Objective objective) : scenario_(scenario), objective_(objective) {
    network_.from = scenario.from;
    network_.to = scenario.to;
  }

  plan::Network network() {
    const std::vector<Actor> actors = actors_of(scenario_);
    for (const Actor& actor : actors) {
      add(actor);
    }
    const network::SupplyGraph graph = outline(scenario_, actors);
    for (const network::GoodsWay& way : graph.ways) {
      add_lane(way, scenario_.spec<network::Lane>("lanes", way.name));
    }
    for (plan::Service& service : network_.services = datacenter::plan_services(scenario_)) {
      const std::string unit = objective_ == Objective::tokens ? "tokens" : "EFLOP";
      const bool counts = objective_ == Objective::tokens || objective_ == Objective::compute;
      service.worth = counts && service.unit == unit ? 1 : 0;
    }
    return std::move(network_);
  }

 private:
  void add(const Actor& actor) {
    if (auto place = supply::plan_place(*actor.spec, scenario_, actor.name)) {
      network_.places.push_back(std::move(*place));
    }
    const double early = early_days(actor.name);
    for (plan::Demand& demand : supply::plan_demands(*actor.spec, scenario_, actor.name)) {
      for (plan::Dated& wanted : demand.wanted) {
        wanted.day = std::max(0.0, wanted.day - early);
      }
      demand.worth = worth_of(scenario_, objective_, demand.item);
      network_.demands.push_back(std::move(demand));
    }
    if (scenario_.section("sites").contains(actor.name)) {
      network_.sites.push_back(datacenter::plan_site(scenario_, actor.name, early));
      for (plan::RackKind& kind : network_.sites.back().kinds) {
        kind.worth = worth_of(scenario_, objective_, kind.item);
      }
    }
  }

  /// By how many days goods may come to `place` before they are due: who sends them plans with the mean time of the cheapest of
  /// several lanes, and they may take the least time of the quickest.
  double early_days(const std::string& place) const {
    std::map<std::string, entity::Partner> sources;
    std::map<std::string, base::Duration> least;
    for (const auto& [name, entry] : scenario_.section("lanes")) {
      const auto& lane = dynamic_cast<const network::Lane&>(*entry.spec);
      if (lane.to == place) {
        add_terms(sources[lane.from], name, lane);
        const auto known = least.try_emplace(lane.from, lane.lead_time).first;
        known->second = std::min(known->second, lane.lead_time);
      }
    }
    double early = 0;
    for (const auto& [from, partner] : sources) {
      early = std::max(early, plan::days_of(partner.lead_time - least.at(from)));
    }
    return early;
  }

  void add_lane(const network::GoodsWay& drawn, const network::Lane& lane) {
    plan::Way way{.name = drawn.name, .from = lane.from, .to = lane.to, .days = drawn.days};
    way.items = drawn.items;
    if (lane.capacity) {
      const auto of_day = [&](base::SimTime day) { return lane.capacity->at(day).in_base_units() * kDaySeconds; };
      way.capacity = {plan::daily(scenario_.from, scenario_.to, of_day), 1};
    }
    for (const std::string& item : way.items) {
      if (auto open = open_days(way.name, lane, network::product_of(item)); !open.empty()) {
        way.open.emplace(item, std::move(open));
      }
    }
    network_.ways.push_back(std::move(way));
  }

  /// Days on which goods of `product` may leave: disruptions apart, so that they arrive when the buyer is qualified for them.
  std::vector<bool> open_days(const std::string& name, const network::Lane& lane, const std::string& product) const {
    std::vector<bool> open = supply::open_days(scenario_, name, product);
    const auto qualified = lane.qualified.find(product);
    if (qualified == lane.qualified.end()) {
      return open;
    }
    open.resize(static_cast<std::size_t>((scenario_.to - scenario_.from + base::kDay - base::Duration{1}) / base::kDay),
                true);
    base::SimTime next_day = scenario_.from + base::kDay;
    for (std::size_t day = 0; day < open.size(); ++day, next_day += base::kDay) {
      open[day] = open[day] && next_day + lane.lead_time > qualified->second;
    }
    return open;
  }

  const scenario::Scenario& scenario_;
  Objective objective_;
  plan::Network network_;
};

}  // namespace

std::string unit_of(Objective objective) {
  switch (objective) {
    case Objective::tokens:
      return "tokens";
    case Objective::compute:
      return "EFLOP";
    case Objective::racks:
      return "racks";
    case Objective::packages:
      return "packages";
    case Objective::megawatts:
      return "MW";
    case Objective::goods:
      break;
  }
  return "goods";
}

Objective default_objective(const scenario::Scenario& scenario) {
  bool has_services = false;
  for (const plan::Service& service : datacenter::plan_services(scenario)) {
    has_services = true;
    if (service.unit == "tokens") {
      return Objective::tokens;
    }
  }
  if (has_services) {
    return Objective::compute;
  }
  bool has_goods = false;
  for (const Actor& actor : actors_of(scenario)) {
    for (const entity::Item& item : actor.spec->consumes(scenario)) {
      has_goods |= actor.spec->produces(scenario).empty() && item.good != entity::Good::rack;
      if (item.good == entity::Good::rack) {
        return Objective::racks;
      }
    }
  }
  return has_goods ? Objective::goods : Objective::racks;
}

plan::Network plan_network(const scenario::Scenario& scenario, Objective objective) {
  return Planner(scenario, objective).network();
}

}  // namespace aibelt::engine
