#include "aibelt/supply/makings.hpp"

#include <algorithm>

#include "plant/plant_spec.hpp"

namespace aibelt::supply {
namespace {

entity::Items items_of(const entity::ActorSpec& spec, const scenario::Scenario& scenario) {
  std::vector<entity::Item> items = spec.produces(scenario);
  const std::vector<entity::Item> consumed = spec.consumes(scenario);
  items.insert(items.end(), consumed.begin(), consumed.end());
  return entity::Items(std::move(items));
}

template <base::Measure M>
bool add_plant(const entity::ActorSpec& spec, const scenario::Scenario& scenario, base::SimTime date,
               std::vector<PlannedMaking>& makings) {
  const auto* plant = dynamic_cast<const PlantSpec<base::dimension(M) / base::kTime>*>(&spec);
  if (plant == nullptr) {
    return false;
  }
  const entity::Items items = items_of(spec, scenario);
  for (const auto& [product, plan] : plant->products) {
    Recipe recipe{.product = product, .output = items.find(plant->good(), product), .cycle_time = plant->cycle_time};
    plant->complete(recipe, scenario, items);
    recipe.yield.note_started(plan.opening_experience);
    PlannedMaking making{.item = {plant->good(), product},
                         .time = recipe.cycle_time,
                         .goods_per_start = static_cast<double>(recipe.outcomes_per_unit) * recipe.yield(date),
                         .capacity_per_start = static_cast<double>(recipe.load) / static_cast<double>(kLoadPerUnit),
                         .outcomes_per_start = static_cast<double>(recipe.outcomes_per_unit),
                         .work_unit = plant->work_unit(),
                         .is_sold_at_once = recipe.is_filler};
    for (const Input& input : recipe.inputs) {
      making.inputs.emplace_back(items[input.item], static_cast<double>(input.per_unit));
    }
    makings.push_back(std::move(making));
  }
  return true;
}

/// A warehouse hands on what it takes in.
void add_others(const entity::ActorSpec& spec, const scenario::Scenario& scenario,
                std::vector<PlannedMaking>& makings) {
  const auto consumed = spec.consumes(scenario);
  for (const entity::Item& item : spec.produces(scenario)) {
    makings.push_back({.item = item});
    if (std::find(consumed.begin(), consumed.end(), item) != consumed.end()) {
      makings.back().inputs.emplace_back(item, 1);
    }
  }
}

}  // namespace

std::vector<PlannedMaking> makings_of(const entity::ActorSpec& spec, const scenario::Scenario& scenario,
                                      base::SimTime date) {
  std::vector<PlannedMaking> makings;
  const bool is_plant = add_plant<base::Measure::wafer>(spec, scenario, date, makings) ||
                        add_plant<base::Measure::stack>(spec, scenario, date, makings) ||
                        add_plant<base::Measure::package>(spec, scenario, date, makings) ||
                        add_plant<base::Measure::rack>(spec, scenario, date, makings) ||
                        add_plant<base::Measure::die>(spec, scenario, date, makings) ||
                        add_plant<base::Measure::part>(spec, scenario, date, makings);
  if (!is_plant) {
    add_others(spec, scenario, makings);
  }
  return makings;
}

}  // namespace aibelt::supply
