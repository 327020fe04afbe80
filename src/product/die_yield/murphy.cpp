#include "aibelt/base/portable_math.hpp"
#include "models.hpp"

namespace aibelt::product {
namespace {

/// Y = ((1 − exp(−A·D)) / (A·D))², 1 where A·D vanishes.
struct Murphy : DieYield {
  DefectDensity defect_density;

  double of(Area die, base::SimTime date) const override {
    const double expected = expected_defects(defect_density, die, date);
    if (expected < 1e-9) {  // the difference below loses every digit there
      return 1;
    }
    const double root = (1 - base::exp(-expected)) / expected;
    return root * root;
  }

  static const scenario::FieldTable<Murphy>& fields() {
    static const scenario::FieldTable<Murphy> table = {
        scenario::field(&Murphy::defect_density, defect_density_field())};
    return table;
  }
};

}  // namespace

scenario::Kind<DieYield> murphy_yield() {
  return scenario::kind<DieYield, Murphy>(
      "murphy", "((1 - exp(-A D)) / (A D))^2: defect density varies over the wafer [murphy1964]");
}

}  // namespace aibelt::product
