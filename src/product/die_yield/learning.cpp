#include "aibelt/base/portable_math.hpp"
#include "models.hpp"

namespace aibelt::product {
namespace {

using WaferCount = base::Quantity<base::dimension(base::Measure::wafer)>;

/// Negative binomial with D(n) = D∞ + (D₀ − D∞) exp(−n/n_c) after n wafers.
struct Learning : DieYield {
  DefectDensity opening_density;
  DefectDensity defect_density;
  WaferCount learning_wafers;
  base::Ratio clustering;

  double of(Area die, base::SimTime date) const override { return after(0, die, date); }

  double after(double wafers, Area die, base::SimTime date) const override {
    const double first = expected_defects(opening_density, die, date);
    const double last = expected_defects(defect_density, die, date);
    const double unlearned = base::exp(-wafers / learning_wafers.in_base_units());
    const double alpha = clustering.in_base_units();
    return base::pow(1 + (last + (first - last) * unlearned) / alpha, -alpha);
  }

  bool learns() const override { return true; }

  static const scenario::FieldTable<Learning>& fields() {
    static const scenario::FieldTable<Learning> table = [] {
      scenario::FieldInfo opening = defect_density_field();
      opening.name = "opening_density";
      opening.doc = "killing defects per area before anything is learned, by date";
      scenario::FieldInfo learned = defect_density_field();
      learned.doc = "killing defects per area once all is learned, by date";
      return scenario::FieldTable<Learning>{
          scenario::field(&Learning::opening_density, opening),
          scenario::field(&Learning::defect_density, learned),
          scenario::field(&Learning::learning_wafers,
                          {.name = "learning_wafers",
                           .unit = "wafers",
                           .low = 1,
                           .high = 1e9,
                           .doc = "wafers after which a line has made up 63 % of the difference"}),
          scenario::field(&Learning::clustering, {.name = "clustering",
                                                  .unit = "1",
                                                  .low = 0.01,
                                                  .high = 1000,
                                                  .doc = "alpha of the negative binomial model"}),
      };
    }();
    return table;
  }
};

}  // namespace

scenario::Kind<DieYield> learning_yield() {
  return scenario::kind<DieYield, Learning>(
      "learning", "negative binomial whose defects fall exponentially with the wafers a line has made [levy1965]");
}

}  // namespace aibelt::product
