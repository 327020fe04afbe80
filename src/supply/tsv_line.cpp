#include "kinds.hpp"
#include "plant/own_memory.hpp"
#include "plant/plant_spec.hpp"

namespace aibelt::supply {
namespace {

constexpr base::Dimension kRate = base::dimension(base::Measure::wafer) / base::kTime;

/// Through-silicon vias, bumping, thinning and wafer test: a wafer in, known good dies out.
struct TsvLine : PlantSpec<kRate> {
  std::map<std::string, product::OwnDieYields> yields;

  std::string stage() const override { return "wafer_finishing"; }
  entity::Good good() const override { return entity::Good::die; }
  std::string work_unit() const override { return "wafers"; }

  std::vector<entity::Item> needs(const scenario::Scenario&, const std::string& product) const override {
    return {{entity::Good::wafer, product}};
  }

  void complete(Recipe& recipe, const scenario::Scenario& scenario, const entity::Items& items) const override {
    const auto memory = own_memory(scenario, recipe.product, yields);
    recipe.inputs = {{items.find(entity::Good::wafer, recipe.product)}};
    recipe.outcomes_per_unit = memory->gross_dies().number();
    if (memory->sort_yield->learns()) {
      recipe.yield = [memory](base::SimTime date, double wafers) { return memory->die_yield(date, wafers); };
    } else {
      recipe.yield = [memory](base::SimTime date) { return memory->die_yield(date); };
    }
  }

  double goods_per_capacity(const scenario::Scenario& scenario, const std::string& product,
                            base::SimTime date) const override {
    const auto memory = own_memory(scenario, product, yields);
    const auto wafers = static_cast<double>(products.at(product).opening_experience);
    return static_cast<double>(memory->gross_dies().number()) * memory->die_yield(date, wafers);
  }

  void check(scenario::Reader& reader, const std::string& path) const override {
    check_own_yields(yields, products, reader, path);
  }

  static const scenario::FieldTable<TsvLine>& fields() {
    static const scenario::FieldTable<TsvLine> table = [] {
      auto all = plant_fields<TsvLine, kRate>("memory");
      all.push_back(own_yields_field(&TsvLine::yields));
      return all;
    }();
    return table;
  }
};

}  // namespace

scenario::Kind<scenario::Spec> tsv_line() {
  return scenario::kind<scenario::Spec, TsvLine>(
      "tsv_line", "TSV, bump, thinning and wafer test; gross dies and yields come from the memory product");
}

}  // namespace aibelt::supply
