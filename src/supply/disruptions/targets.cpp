#include "targets.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "aibelt/network/lanes.hpp"

namespace aibelt::supply {
namespace {

constexpr std::array<std::string_view, 6> kPlantSections = {"fabs",      "wafer_finishing", "stacking",
                                                            "packaging", "assembly",        "suppliers"};

/// Stage of suppliers that nothing can keep from delivering.
constexpr std::string_view kAlwaysEnough = "ample_supplier";

bool is_about(const std::vector<entity::Item>& items, const std::string& product) {
  return product.empty() ||
         std::any_of(items.begin(), items.end(), [&](const entity::Item& item) { return item.product == product; });
}

void add_names(const scenario::Scenario& scenario, std::string_view section, std::vector<std::string>& names) {
  for (const auto& [name, entry] : scenario.section(section)) {
    names.push_back(name);
  }
}

std::vector<std::string> names_within(Reach reach, const scenario::Scenario& scenario) {
  std::vector<std::string> names;
  for (const std::string_view section : kPlantSections) {
    add_names(scenario, section, names);
  }
  if (reach != Reach::plants) {
    add_names(scenario, "warehouses", names);
  }
  if (reach == Reach::sites) {
    add_names(scenario, "sites", names);
  }
  return names;
}

const char* described(Reach reach) {
  switch (reach) {
    case Reach::plants:
      return "a fab, line, plant or supplier";
    case Reach::stores:
      return "a fab, line, plant, supplier or warehouse";
    case Reach::sites:
      break;
  }
  return "a fab, line, plant, supplier, warehouse or site";
}

/// Whether a cluster uses racks of the place.
bool has_clusters(const scenario::Scenario& scenario, const std::string& place) {
  const auto& clusters = scenario.section("clusters");
  return std::any_of(clusters.begin(), clusters.end(), [&](const auto& named) {
    return dynamic_cast<const entity::ActorSpec&>(*named.second.spec).host() == place;
  });
}

void report_empty(const std::vector<std::string>& names, const std::string& path, base::Issues& issues) {
  if (names.empty()) {
    issues.push_back({"", path, "names nobody; put at least one name into the list"});
  }
}

bool contains(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

const entity::ActorSpec* actor_of(const scenario::Scenario& scenario, std::string_view name) {
  for (const auto& [section, entries] : scenario.sections) {
    if (const auto found = entries.find(name); found != entries.end()) {
      if (const auto* spec = dynamic_cast<const entity::ActorSpec*>(found->second.spec.get())) {
        return spec;
      }
    }
  }
  return nullptr;
}

bool carries(const scenario::Scenario& scenario, std::string_view from, std::string_view to,
             const std::string& product) {
  const entity::ActorSpec* sender = actor_of(scenario, from);
  const entity::ActorSpec* receiver = actor_of(scenario, to);
  if (sender == nullptr || receiver == nullptr) {
    return false;
  }
  const auto used = receiver->consumes(scenario);
  const auto made = sender->produces(scenario);
  return std::any_of(made.begin(), made.end(), [&](const entity::Item& item) {
    return (product.empty() || item.product == product) && std::find(used.begin(), used.end(), item) != used.end();
  });
}

void check_places(const scenario::Scenario& scenario, const std::vector<std::string>& places, Reach reach,
                  const std::string& product, const std::string& path, base::Issues& issues) {
  const auto known = names_within(reach, scenario);
  report_empty(places, scenario::child_path(path, "places"), issues);
  for (std::size_t i = 0; i < places.size(); ++i) {
    const std::string of_place = scenario::child_path(scenario::child_path(path, "places"), i);
    if (!contains(known, places[i])) {
      issues.push_back({"", of_place,
                        actor_of(scenario, places[i]) != nullptr
                            ? fmt::format("{} is out of its reach; name {}", places[i], described(reach))
                            : fmt::format("there is no place \"{}\"{}; name {}", places[i],
                                          scenario::did_you_mean(places[i], known), described(reach))});
    } else if (actor_of(scenario, places[i])->stage() == kAlwaysEnough) {
      issues.push_back({"", of_place, fmt::format("{} always has enough, whatever happens; name another", places[i])});
    } else if (has_clusters(scenario, places[i])) {
      issues.push_back({"", of_place,
                        fmt::format("{} has clusters, which this does not reach; name a site without, or state the "
                                    "clusters' own \"failures\"",
                                    places[i])});
    } else if (!is_about(actor_of(scenario, places[i])->produces(scenario), product)) {
      issues.push_back(
          {"", scenario::child_path(path, "product"), fmt::format("{} does not make \"{}\"", places[i], product)});
    }
  }
}

void check_customers(const scenario::Scenario& scenario, const std::vector<std::string>& customers,
                     const std::string& product, const std::string& path, base::Issues& issues) {
  for (const std::string& customer : customers) {
    if (!is_about(actor_of(scenario, customer)->consumes(scenario), product)) {
      issues.push_back(
          {"", scenario::child_path(path, "product"), fmt::format("{} does not buy \"{}\"", customer, product)});
    }
  }
}

void PlantDisruption::hit_place(const Strike& strike, std::string_view place, Effects& effects) const {
  if (contains(places, place)) {
    hit(strike, effects);
  }
}

std::vector<std::string> LaneDisruption::hit_places(const scenario::Scenario& scenario) const {
  std::vector<std::string> senders;
  for (const std::string& lane : lanes) {
    senders.push_back(scenario.spec<network::Lane>("lanes", lane).from);
  }
  return senders;
}

void LaneDisruption::hit_lane(const Strike& strike, std::string_view lane, LaneEffects& effects) const {
  if (contains(lanes, lane)) {
    hit(strike, effects);
  }
}

void LaneDisruption::check_targets(const scenario::Scenario& scenario, const std::string& path,
                                   base::Issues& issues) const {
  if (lanes.empty()) {
    issues.push_back({"", scenario::child_path(path, "lanes"), "names no lane; put at least one into the list"});
  }
  for (const std::string& name : lanes) {
    const auto& lane = scenario.spec<network::Lane>("lanes", name);
    if (!carries(scenario, lane.from, lane.to, product)) {
      issues.push_back(
          {"", scenario::child_path(path, "product"), "the lane " + name + " does not carry \"" + product + "\""});
    }
  }
}

void CustomerDisruption::check_targets(const scenario::Scenario& scenario, const std::string& path,
                                       base::Issues& issues) const {
  if (hit_places(scenario).empty()) {
    issues.push_back({"", scenario::child_path(path, "customers"),
                      fmt::format("names nobody; put at least one name into it or into \"{}\"", others_key())});
  }
  check_customers(scenario, customers, product, path, issues);
}

std::vector<std::string> CustomerDisruption::hit_places(const scenario::Scenario&) const {
  std::vector<std::string> all = customers;
  const auto further = others();
  all.insert(all.end(), further.begin(), further.end());
  return all;
}

void CustomerDisruption::hit_place(const Strike& strike, std::string_view place, Effects& effects) const {
  if (contains(customers, place)) {
    hit(strike, effects);
  }
}

}  // namespace aibelt::supply
