#include "kinds.hpp"
#include "plant_spec.hpp"

namespace aibelt::supply {
namespace {

constexpr base::Dimension kRate = base::dimension(base::Measure::rack) / base::kTime;

/// Rack integration and burn-in.
struct AssemblyPlant : PlantSpec<kRate> {
  std::string stage() const override { return "assembly"; }
  entity::Good good() const override { return entity::Good::rack; }
  std::string work_unit() const override { return "racks"; }

  std::vector<entity::Item> needs(const scenario::Scenario& scenario, const std::string& product) const override {
    return {{entity::Good::package, product::rack_of(scenario, product).accelerator}};
  }

  void complete(Recipe& recipe, const scenario::Scenario& scenario, const entity::Items& items) const override {
    const auto& rack = product::rack_of(scenario, recipe.product);
    recipe.inputs = {{items.find(entity::Good::package, rack.accelerator), rack.accelerators}};
  }

  static const scenario::FieldTable<AssemblyPlant>& fields() {
    static const scenario::FieldTable<AssemblyPlant> table = plant_fields<AssemblyPlant, kRate>("racks");
    return table;
  }
};

}  // namespace

scenario::Kind<scenario::Spec> assembly_plant() {
  return scenario::kind<scenario::Spec, AssemblyPlant>(
      "assembly_plant", "rack integration and burn-in; accelerators per rack come from the rack");
}

}  // namespace aibelt::supply
