#include "kinds.hpp"
#include "plant/own_memory.hpp"
#include "plant/plant_spec.hpp"

namespace aibelt::supply {
namespace {

constexpr base::Dimension kRate = base::dimension(base::Measure::stack) / base::kTime;

/// Bonding, moulding and known-good-stack test: core dies and, where the product says so, an outside base die make a stack.
struct StackingLine : PlantSpec<kRate> {
  std::map<std::string, product::OwnStackYields> yields;
  std::int64_t mould_batch = 1;
  base::Duration changeover_time{0};
  base::Ratio changeover_scrap;
  base::Ratio rework;
  base::Duration rework_time{0};

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
    const auto memory = own_memory(scenario, recipe.product, yields);
    for (const entity::Item& item : needs(scenario, recipe.product)) {
      recipe.inputs.push_back(
          {items.find(item.good, item.product), item.good == entity::Good::die ? memory->layers : 1});
    }
    if (memory->learns_bonding()) {
      recipe.yield = [memory](base::SimTime date, double stacks) { return memory->stack_yield(date, stacks); };
    } else {
      recipe.yield = [memory](base::SimTime date) { return memory->stack_yield(date); };
    }
    recipe.yield.allow_rework(rework.in_base_units());
    recipe.failing = {memory->retest.in_base_units(), rework_time, memory->downgrade_to,
                      memory->downgraded.in_base_units()};
    recipe.batch = mould_batch;
  }

  void extend(PlantPlan& plan) const override {
    plan.change_over = {changeover_time, changeover_scrap.in_base_units()};
  }

  double goods_per_capacity(const scenario::Scenario& scenario, const std::string& product,
                            base::SimTime date) const override {
    const auto stacks = static_cast<double>(products.at(product).opening_experience);
    return own_memory(scenario, product, yields)->stack_yield(date, stacks);
  }

  void check(scenario::Reader& reader, const std::string& path) const override {
    check_own_yields(yields, products, reader, path);
  }

  void check_products(const scenario::Scenario& scenario, base::Issues& issues) const override {
    for (const auto& [name, plan] : products) {
      const auto memory = own_memory(scenario, name, yields);
      const std::string& lesser = memory->downgrade_to;
      if (!lesser.empty() && (lesser == name || !products.contains(lesser))) {
        issues.push_back({"", "products." + name,
                          lesser == name ? "its failing stacks cannot be sold as the product itself"
                                         : "its failing stacks are sold as \"" + lesser +
                                               "\", which this line does not make; add it to \"products\""});
      }
      if (memory->learns_bonding() != (memory->bond_learning.in_base_units() > 0)) {
        issues.push_back({"", "yields." + name, "\"learned_bond_yield\" and \"bond_learning\" go together"});
      }
      if (lesser.empty() && memory->downgraded.in_base_units() > 0) {
        issues.push_back({"", "yields." + name, "\"downgraded\" needs a \"downgrade_to\" of the memory product"});
      }
    }
  }

  static const scenario::FieldTable<StackingLine>& fields();
};

const scenario::FieldTable<StackingLine>& StackingLine::fields() {
  static const scenario::FieldTable<StackingLine> table = [] {
    auto all = plant_fields<StackingLine, kRate>("memory");
    all.push_back(own_yields_field(&StackingLine::yields));
    all.push_back(scenario::field(&StackingLine::mould_batch,
                                  {.name = "mould_batch",
                                   .unit = "stacks",
                                   .low = 1,
                                   .high = 100000,
                                   .doc = "stacks reflowed and moulded together (MR-MUF); starts are multiples of it",
                                   .by_default = "1"}));
    all.push_back(scenario::field(&StackingLine::changeover_time,
                                  {.name = "changeover_time",
                                   .unit = "days",
                                   .low = 0,
                                   .high = 365,
                                   .doc = "time tools stand still when they turn to another product",
                                   .by_default = "0 days"}));
    all.push_back(scenario::field(&StackingLine::changeover_scrap,
                                  {.name = "changeover_scrap",
                                   .unit = "1",
                                   .low = 0,
                                   .high = 1,
                                   .doc = "share of the stacks that fail on tools turned in the last four weeks",
                                   .by_default = "0"}));
    all.push_back(
        scenario::field(&StackingLine::rework, {.name = "rework",
                                                .unit = "1",
                                                .low = 0,
                                                .high = 1,
                                                .doc = "share of the failing stacks that go back into process",
                                                .by_default = "0"}));
    all.push_back(scenario::field(&StackingLine::rework_time, {.name = "rework_time",
                                                               .unit = "days",
                                                               .low = 0,
                                                               .high = 365,
                                                               .doc = "until reworked stacks are tested again",
                                                               .by_default = "0 days"}));
    return all;
  }();
  return table;
}

}  // namespace

scenario::Kind<scenario::Spec> stacking_line() {
  return scenario::kind<scenario::Spec, StackingLine>(
      "stacking_line", "bonding, moulding and known-good-stack test; layers and yields come from the memory product");
}

}  // namespace aibelt::supply
