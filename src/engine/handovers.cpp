#include "aibelt/engine/handovers.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "actors.hpp"
#include "aibelt/network/lanes.hpp"
#include "aibelt/product/products.hpp"

namespace aibelt::engine {
namespace {

/// Whether `made` is `product` at a later stage, or has it inside.
bool is_made_of(const scenario::Scenario& scenario, const std::string& made, const std::string& product) {
  const auto& accelerators = scenario.section("accelerators");
  const auto& racks = scenario.section("racks");
  return made == product ||
         (accelerators.contains(made) && product::accelerator_of(scenario, made).memory == product) ||
         (racks.contains(made) && product::rack_of(scenario, made).accelerator == product);
}

}  // namespace

std::vector<metrics::Handover> handovers(const scenario::Scenario& scenario) {
  std::map<std::string, const entity::ActorSpec*> actors;
  for (const Actor& actor : actors_of(scenario)) {
    actors[actor.name] = actor.spec;
  }
  std::map<std::tuple<std::string, std::string, entity::Item>, metrics::Handover> found;
  for (const auto& [name, entry] : scenario.section("lanes")) {
    const auto& lane = dynamic_cast<const network::Lane&>(*entry.spec);
    const double lead = std::chrono::duration<double>(lane.lead_time) / std::chrono::duration<double>(base::kDay);
    const auto used = actors.at(lane.to)->consumes(scenario);
    for (const entity::Item& item : actors.at(lane.from)->produces(scenario)) {
      if (std::find(used.begin(), used.end(), item) == used.end()) {
        continue;
      }
      metrics::Handover handover{lane.from, lane.to, item.product, std::string(entity::unit_of(item.good)), {}, lead};
      for (const entity::Item& made : actors.at(lane.to)->produces(scenario)) {
        if (is_made_of(scenario, made.product, item.product)) {
          handover.into.push_back(made.product);
        }
      }
      const auto [place, is_new] = found.emplace(std::tuple(lane.from, lane.to, item), handover);
      place->second.lead_days = std::min(place->second.lead_days, lead);
    }
  }
  std::vector<metrics::Handover> all;
  for (auto& [key, handover] : found) {
    all.push_back(std::move(handover));
  }
  return all;
}

}  // namespace aibelt::engine
