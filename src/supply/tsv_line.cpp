#include "kinds.hpp"
#include "plant_spec.hpp"

namespace aibelt::supply {
namespace {

constexpr base::Dimension kRate = base::dimension(base::Measure::wafer) / base::kTime;

/// Through-silicon vias, bumping, thinning and wafer test: a wafer in, known good dies out.
struct TsvLine : PlantSpec<kRate> {
  std::string stage() const override { return "wafer_finishing"; }
  entity::Good good() const override { return entity::Good::die; }
  std::string work_unit() const override { return "wafers"; }

  std::vector<entity::Item> needs(const scenario::Scenario&, const std::string& product) const override {
    return {{entity::Good::wafer, product}};
  }

  void complete(Recipe& recipe, const scenario::Scenario& scenario, const entity::Items& items) const override {
    const auto& memory = product::memory_of(scenario, recipe.product);
    recipe.inputs = {{items.find(entity::Good::wafer, recipe.product)}};
    recipe.outcomes_per_unit = memory.gross_dies().number();
    recipe.yield = [&memory](base::SimTime date) { return memory.sort_yield->of(memory.die_area, date); };
  }

  double goods_per_capacity(const scenario::Scenario& scenario, const std::string& product,
                            base::SimTime date) const override {
    const auto& memory = product::memory_of(scenario, product);
    return static_cast<double>(memory.gross_dies().number()) * memory.sort_yield->of(memory.die_area, date);
  }

  static const scenario::FieldTable<TsvLine>& fields() {
    static const scenario::FieldTable<TsvLine> table = plant_fields<TsvLine, kRate>("memory");
    return table;
  }
};

}  // namespace

scenario::Kind<scenario::Spec> tsv_line() {
  return scenario::kind<scenario::Spec, TsvLine>(
      "tsv_line", "TSV, bump, thinning and wafer test; gross dies and sort yield come from the memory product");
}

}  // namespace aibelt::supply
