#include "targets.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

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

std::vector<std::string> plants_of(const scenario::Scenario& scenario) {
  std::vector<std::string> names;
  for (const std::string_view section : kPlantSections) {
    for (const auto& [name, entry] : scenario.section(section)) {
      names.push_back(name);
    }
  }
  return names;
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

void check_plants(const scenario::Scenario& scenario, const std::vector<std::string>& places,
                  const std::string& product, const std::string& path, base::Issues& issues) {
  const auto plants = plants_of(scenario);
  report_empty(places, scenario::child_path(path, "places"), issues);
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (!contains(plants, places[i])) {
      issues.push_back({"", scenario::child_path(scenario::child_path(path, "places"), i),
                        fmt::format("there is no plant \"{}\"{}; name a fab, line, plant or supplier", places[i],
                                    scenario::did_you_mean(places[i], plants))});
    } else if (actor_of(scenario, places[i])->stage() == kAlwaysEnough) {
      issues.push_back({"", scenario::child_path(scenario::child_path(path, "places"), i),
                        fmt::format("{} always has enough, whatever happens; name another", places[i])});
    } else if (!is_about(actor_of(scenario, places[i])->produces(scenario), product)) {
      issues.push_back(
          {"", scenario::child_path(path, "product"), fmt::format("{} does not make \"{}\"", places[i], product)});
    }
  }
}

void check_customers(const scenario::Scenario& scenario, const std::vector<std::string>& customers,
                     const std::string& product, const std::string& path, base::Issues& issues) {
  report_empty(customers, scenario::child_path(path, "customers"), issues);
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

void CustomerDisruption::hit_place(const Strike& strike, std::string_view place, Effects& effects) const {
  if (contains(customers, place)) {
    hit(strike, effects);
  }
}

}  // namespace aibelt::supply
