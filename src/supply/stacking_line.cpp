#include "kinds.hpp"
#include "plant_spec.hpp"

namespace aibelt::supply {
namespace {

constexpr base::Dimension kRate = base::dimension(base::Measure::stack) / base::kTime;

/// Bonding, moulding and known-good-stack test: core dies and, where the product says so, an outside base die make a stack.
struct StackingLine : PlantSpec<kRate> {
  std::string stage() const override { return "stacking"; }
  entity::Good good() const override { return entity::Good::stack; }
  std::string work_unit() const override { return "stacks"; }

  std::vector<entity::Item> needs(const scenario::Scenario& scenario, const std::string& product) const override {
    std::vector<entity::Item> items = {{entity::Good::die, product}};
    if (product::memory_of(scenario, product).needs_outside_base_die()) {
      items.push_back({entity::Good::base_die, product});
    }
    return items;
  }

  void complete(Recipe& recipe, const scenario::Scenario& scenario, const entity::Items& items) const override {
    const auto& memory = product::memory_of(scenario, recipe.product);
    for (const entity::Item& item : needs(scenario, recipe.product)) {
      recipe.inputs.push_back(
          {items.find(item.good, item.product), item.good == entity::Good::die ? memory.layers : 1});
    }
    recipe.yield = [&memory](base::SimTime date) { return memory.stack_yield(date); };
  }

  double goods_per_capacity(const scenario::Scenario& scenario, const std::string& product,
                            base::SimTime date) const override {
    return product::memory_of(scenario, product).stack_yield(date);
  }

  static const scenario::FieldTable<StackingLine>& fields() {
    static const scenario::FieldTable<StackingLine> table = plant_fields<StackingLine, kRate>("memory");
    return table;
  }
};

}  // namespace

scenario::Kind<scenario::Spec> stacking_line() {
  return scenario::kind<scenario::Spec, StackingLine>(
      "stacking_line", "bonding and known-good-stack test; layers and yields come from the memory product");
}

}  // namespace aibelt::supply
