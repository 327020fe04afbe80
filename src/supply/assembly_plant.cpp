#include "kinds.hpp"
#include "plant/kit.hpp"
#include "plant/plant_spec.hpp"

namespace aibelt::supply {
namespace {

constexpr base::Dimension kRate = base::dimension(base::Measure::rack) / base::kTime;

/// Rack integration and burn-in: racks that fail are mended and burnt in again, or scrapped.
struct AssemblyPlant : PlantSpec<kRate> {
  base::Duration burn_in{0};
  scenario::Ramp<base::kPlain> burn_in_yield{base::Ratio::from_base_units(1)};
  base::Ratio rework = base::Ratio::from_base_units(1);
  base::Duration rework_time{0};

  std::string stage() const override { return "assembly"; }
  entity::Good good() const override { return entity::Good::rack; }
  std::string work_unit() const override { return "racks"; }

  std::vector<entity::Item> needs(const scenario::Scenario& scenario, const std::string& product) const override {
    const auto& rack = product::rack_of(scenario, product);
    std::vector<entity::Item> items = items_of(rack.kit);
    items.insert(items.begin(), {entity::Good::package, rack.accelerator});
    return items;
  }

  void complete(Recipe& recipe, const scenario::Scenario& scenario, const entity::Items& items) const override {
    const auto& rack = product::rack_of(scenario, recipe.product);
    recipe.inputs = {{items.find(entity::Good::package, rack.accelerator), rack.accelerators}};
    add_kit(rack.kit, items, recipe);
    recipe.cycle_time += burn_in;
    recipe.yield = [this](base::SimTime date) { return burn_in_yield.at(date).in_base_units(); };
    recipe.yield.allow_rework(are_racks_perfect() ? 0 : rework.in_base_units());
    recipe.failing.rework_time = rework_time + burn_in;
  }

  double goods_per_capacity(const scenario::Scenario&, const std::string&, base::SimTime date) const override {
    const double passing = burn_in_yield.at(date).in_base_units();
    return passing > 0 ? passing / (1 - (1 - passing) * rework.in_base_units()) : 0;
  }

  void check(scenario::Reader& reader, const std::string& path) const override {
    const auto& points = burn_in_yield.points();
    if (std::any_of(points.begin(), points.end(), [](const auto& of) { return of.value.in_base_units() == 0; }) &&
        rework.in_base_units() == 1) {
      reader.report(
          scenario::child_path(path, "burn_in_yield"),
          "is 0 while every failing rack is mended, so that none would ever leave; state a \"rework\" below 1");
    }
  }

  static const scenario::FieldTable<AssemblyPlant>& fields() {
    static const scenario::FieldTable<AssemblyPlant> table = [] {
      auto all = plant_fields<AssemblyPlant, kRate>("racks");
      const auto burn_in = burn_in_fields();
      all.insert(all.end(), burn_in.begin(), burn_in.end());
      return all;
    }();
    return table;
  }

 private:
  bool are_racks_perfect() const {
    const auto& points = burn_in_yield.points();
    return std::all_of(points.begin(), points.end(), [](const auto& of) { return of.value.in_base_units() == 1; });
  }

  static scenario::FieldTable<AssemblyPlant> burn_in_fields() {
    return {
        scenario::field(&AssemblyPlant::burn_in, {.name = "burn_in",
                                                  .unit = "days",
                                                  .low = 0,
                                                  .high = 365,
                                                  .doc = "time under load after the cycle time",
                                                  .by_default = "0 days"}),
        scenario::field(&AssemblyPlant::burn_in_yield,
                        {.name = "burn_in_yield",
                         .unit = "1",
                         .low = 0,
                         .high = 1,
                         .doc = "share of racks that pass each burn-in, by date of start",
                         .by_default = "1"}),
        scenario::field(&AssemblyPlant::rework, {.name = "rework",
                                                 .unit = "1",
                                                 .low = 0,
                                                 .high = 1,
                                                 .doc = "share of the failing racks that are mended and burnt in again",
                                                 .by_default = "1"}),
        scenario::field(&AssemblyPlant::rework_time, {.name = "rework_time",
                                                      .unit = "days",
                                                      .low = 0,
                                                      .high = 365,
                                                      .doc = "time to mend a rack, before it is burnt in again",
                                                      .by_default = "0 days"}),
    };
  }
};

}  // namespace

scenario::Kind<scenario::Spec> assembly_plant() {
  return scenario::kind<scenario::Spec, AssemblyPlant>(
      "assembly_plant", "rack integration and burn-in; accelerators and other parts per rack come from the rack");
}

}  // namespace aibelt::supply
