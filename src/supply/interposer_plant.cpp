#include "kinds.hpp"
#include "plant/kit.hpp"
#include "plant/plant_spec.hpp"

namespace aibelt::supply {
namespace {

constexpr base::Dimension kRate = base::dimension(base::Measure::wafer) / base::kTime;

/// Packaging on interposer wafers (CoWoS): stacks in, tested packages out; capacity in interposer wafers.
struct InterposerPlant : PlantSpec<kRate> {
  scenario::Ramp<base::kPlain> yield{base::Ratio::from_base_units(1)};
  std::map<std::string, scenario::Ramp<kRate>> types;

  std::string stage() const override { return "packaging"; }
  entity::Good good() const override { return entity::Good::package; }
  std::string work_unit() const override { return "packages"; }
  std::string capacity_unit() const override { return "wafers"; }

  std::vector<entity::Item> needs(const scenario::Scenario& scenario, const std::string& product) const override {
    const auto& accelerator = product::accelerator_of(scenario, product);
    std::vector<entity::Item> items = items_of(accelerator.kit);
    if (accelerator.stacks > 0) {
      items.insert(items.begin(), {entity::Good::stack, accelerator.memory});
    }
    return items;
  }

  void complete(Recipe& recipe, const scenario::Scenario& scenario, const entity::Items& items) const override {
    const auto& accelerator = product::accelerator_of(scenario, recipe.product);
    if (accelerator.stacks > 0) {
      recipe.inputs.push_back({items.find(entity::Good::stack, accelerator.memory), accelerator.stacks});
    }
    add_kit(accelerator.kit, items, recipe);
    recipe.capacity_type = types.empty() ? "" : accelerator.interposer;
    recipe.load = kLoadPerUnit / accelerator.packages_per_wafer;
    recipe.yield = [this](base::SimTime date) { return yield.at(date).in_base_units(); };
  }

  void extend(PlantPlan& plan) const override {
    for (const auto& [type, ramp] : types) {
      plan.capacity_by_type.emplace(
          type, [&ramp = ramp](base::SimTime date) { return ramp.at(date).in_base_units() * kSecondsPerDay; });
    }
  }

  double nominal_rate(const scenario::Scenario& scenario, const entity::Item& item, base::SimTime date) const override {
    const double of_plant = PlantSpec::nominal_rate(scenario, item, date);
    if (types.empty() || !products.contains(item.product)) {
      return of_plant;
    }
    const auto type = types.find(product::accelerator_of(scenario, item.product).interposer);
    return type == types.end() ? of_plant
                               : std::min(of_plant, type->second.at(date).in_base_units() *
                                                        goods_per_capacity(scenario, item.product, date));
  }

  double goods_per_capacity(const scenario::Scenario& scenario, const std::string& product,
                            base::SimTime date) const override {
    return static_cast<double>(product::accelerator_of(scenario, product).packages_per_wafer) *
           yield.at(date).in_base_units();
  }

  void check_products(const scenario::Scenario& scenario, base::Issues& issues) const override {
    for (const auto& [name, plan] : products) {
      const std::string& type = product::accelerator_of(scenario, name).interposer;
      if (!types.empty() && !types.contains(type)) {
        issues.push_back({"", "products." + name,
                          type.empty()
                              ? "this accelerator names no \"interposer\", but the plant's capacity goes by \"types\""
                              : "its interposer \"" + type + "\" is none of the plant's \"types\""});
      }
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
      all.push_back(scenario::field(
          &InterposerPlant::types,
          {.name = "types",
           .unit = ProductPlan<kRate>::rate_unit(),
           .low = 0,
           .doc =
               "most it can start for each type of interposer, by date, within its capacity; products of no other type",
           .by_default = "capacity for any type"}));
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
