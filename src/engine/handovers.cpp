#include "aibelt/engine/handovers.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "aibelt/product/products.hpp"
#include "outline.hpp"

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
  const network::SupplyGraph graph = outline(scenario, actors_of(scenario));
  std::map<std::tuple<std::string, std::string, std::string>, metrics::Handover> found;
  for (const network::GoodsWay& way : graph.ways) {
    const network::Place& from = graph.places[way.from];
    const network::Place& to = graph.places[way.to];
    for (const std::string& item : way.items) {
      const std::string product = network::product_of(item);
      metrics::Handover handover{from.name, to.name, product, network::goods_of(item), {}, way.days};
      for (const network::Making& making : to.makes) {
        if (const std::string made = network::product_of(making.item); is_made_of(scenario, made, product)) {
          handover.into.push_back(made);
        }
      }
      const auto [known, is_new] = found.emplace(std::tuple(from.name, to.name, item), handover);
      known->second.lead_days = std::min(known->second.lead_days, way.days);
    }
  }
  std::vector<metrics::Handover> all;
  all.reserve(found.size());
  for (auto& [key, handover] : found) {
    all.push_back(std::move(handover));
  }
  return all;
}

}  // namespace aibelt::engine
