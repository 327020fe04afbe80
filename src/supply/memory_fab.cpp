#include "kinds.hpp"
#include "plant_spec.hpp"

namespace aibelt::supply {
namespace {

constexpr base::Dimension kRate = base::dimension(base::Measure::wafer) / base::kTime;

/// A site-level DRAM fab: wafers of several products share its starts, and a filler product takes what the others leave.
struct MemoryFab : PlantSpec<kRate> {
  scenario::Ramp<base::kPlain> line_yield{base::Ratio::from_base_units(1)};
  scenario::Ramp<base::kPlain> most_ordered{base::Ratio::from_base_units(1)};
  std::string filler;

  std::string stage() const override { return "fab"; }
  entity::Good good() const override { return entity::Good::wafer; }
  std::string work_unit() const override { return "wafers"; }

  double ordered_share(base::SimTime date) const override { return most_ordered.at(date).in_base_units(); }

  std::vector<entity::Item> needs(const scenario::Scenario&, const std::string&) const override { return {}; }

  void complete(Recipe& recipe, const scenario::Scenario&, const entity::Items&) const override {
    recipe.yield = [this](base::SimTime date) { return line_yield.at(date).in_base_units(); };
    recipe.is_filler = recipe.product == filler;
  }

  void check(scenario::Reader& reader, const std::string& path) const override {
    if (!filler.empty() && !products.contains(filler)) {
      reader.report(scenario::child_path(path, "filler"), "the filler must be one of the fab's \"products\"");
    }
  }

  static const scenario::FieldTable<MemoryFab>& fields() {
    static const scenario::FieldTable<MemoryFab> table = [] {
      auto all = plant_fields<MemoryFab, kRate>("memory");
      all.push_back(scenario::field(&MemoryFab::line_yield,
                                    {.name = "line_yield",
                                     .unit = "1",
                                     .low = 0,
                                     .high = 1,
                                     .doc = "share of wafers that reach the end of the line, by date of start",
                                     .by_default = "1"}));
      all.push_back(scenario::field(
          &MemoryFab::most_ordered,
          {.name = "ordered_share",
           .unit = "1",
           .low = 0,
           .high = 1,
           .doc = "largest share of the starts that ordered products take together, by date; the filler has the rest",
           .by_default = "1"}));
      all.push_back(
          scenario::field(&MemoryFab::filler, {.name = "filler",
                                               .doc = "product that takes the starts nobody ordered, sold at once",
                                               .refers_to = "memory",
                                               .by_default = "none"}));
      return all;
    }();
    return table;
  }
};

}  // namespace

scenario::Kind<scenario::Spec> memory_fab() {
  return scenario::kind<scenario::Spec, MemoryFab>(
      "memory_fab", "a DRAM fab: wafer starts shared by products, one cycle time, a line yield");
}

}  // namespace aibelt::supply
