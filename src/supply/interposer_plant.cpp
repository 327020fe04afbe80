#include "kinds.hpp"
#include "plant_spec.hpp"

namespace aibelt::supply {
namespace {

constexpr base::Dimension kRate = base::dimension(base::Measure::wafer) / base::kTime;

/// Packaging on interposer wafers (CoWoS): stacks in, tested packages out; capacity in interposer wafers.
struct InterposerPlant : PlantSpec<kRate> {
  scenario::Ramp<base::kPlain> yield{base::Ratio::from_base_units(1)};

  std::string stage() const override { return "packaging"; }
  entity::Good good() const override { return entity::Good::package; }
  std::string work_unit() const override { return "packages"; }
  std::string capacity_unit() const override { return "wafers"; }

  std::vector<entity::Item> needs(const scenario::Scenario& scenario, const std::string& product) const override {
    const auto& accelerator = product::accelerator_of(scenario, product);
    if (accelerator.stacks == 0) {
      return {};
    }
    return {{entity::Good::stack, accelerator.memory}};
  }

  void complete(Recipe& recipe, const scenario::Scenario& scenario, const entity::Items& items) const override {
    const auto& accelerator = product::accelerator_of(scenario, recipe.product);
    for (const entity::Item& item : needs(scenario, recipe.product)) {
      recipe.inputs.push_back({items.find(item.good, item.product), accelerator.stacks});
    }
    recipe.load = kLoadPerUnit / accelerator.packages_per_wafer;
    recipe.yield = [this](base::SimTime date) { return yield.at(date).in_base_units(); };
  }

  double goods_per_capacity(const scenario::Scenario& scenario, const std::string& product,
                            base::SimTime date) const override {
    return static_cast<double>(product::accelerator_of(scenario, product).packages_per_wafer) *
           yield.at(date).in_base_units();
  }

  void check_products(const scenario::Scenario& scenario, base::Issues& issues) const override {
    for (const auto& [name, plan] : products) {
      if (product::accelerator_of(scenario, name).packages_per_wafer == 0) {
        issues.push_back({"", "products." + name,
                          "this accelerator takes no interposer (packages_per_wafer is 0); let a supplier deliver it"});
      }
    }
  }

  static const scenario::FieldTable<InterposerPlant>& fields() {
    static const scenario::FieldTable<InterposerPlant> table = [] {
      auto all = plant_fields<InterposerPlant, kRate>("accelerators");
      all.push_back(
          scenario::field(&InterposerPlant::yield, {.name = "yield",
                                                    .unit = "1",
                                                    .low = 0,
                                                    .high = 1,
                                                    .doc = "share of packages passing final test, by date of start",
                                                    .by_default = "1"}));
      return all;
    }();
    return table;
  }
};

}  // namespace

scenario::Kind<scenario::Spec> interposer_plant() {
  return scenario::kind<scenario::Spec, InterposerPlant>(
      "interposer_plant", "CoWoS-like packaging; packages per wafer and stacks per package come from the accelerator");
}

}  // namespace aibelt::supply
