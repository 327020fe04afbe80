#include "aibelt/base/portable_math.hpp"
#include "models.hpp"

namespace aibelt::product {
namespace {

/// Y = exp(−A·D).
struct Poisson : DieYield {
  DefectDensity defect_density;

  double of(Area die, base::SimTime date) const override {
    return base::exp(-expected_defects(defect_density, die, date));
  }

  static const scenario::FieldTable<Poisson>& fields() {
    static const scenario::FieldTable<Poisson> table = {
        scenario::field(&Poisson::defect_density, defect_density_field())};
    return table;
  }
};

}  // namespace

scenario::Kind<DieYield> poisson_yield() {
  return scenario::kind<DieYield, Poisson>("poisson", "exp(-A D): defects fall independently");
}

}  // namespace aibelt::product
