#include "aibelt/base/portable_math.hpp"
#include "models.hpp"

namespace aibelt::product {
namespace {

/// Y = (1 + A·D/α)^−α.
struct NegativeBinomial : DieYield {
  DefectDensity defect_density;
  base::Ratio clustering;

  double of(Area die, base::SimTime date) const override {
    const double alpha = clustering.in_base_units();
    return base::pow(1 + expected_defects(defect_density, die, date) / alpha, -alpha);
  }

  static const scenario::FieldTable<NegativeBinomial>& fields() {
    static const scenario::FieldTable<NegativeBinomial> table = {
        scenario::field(&NegativeBinomial::defect_density, defect_density_field()),
        scenario::field(&NegativeBinomial::clustering, {.name = "clustering",
                                                        .unit = "1",
                                                        .low = 0.01,
                                                        .high = 1000,
                                                        .doc = "alpha; small where defects cluster, typically 1 to 4"}),
    };
    return table;
  }
};

}  // namespace

scenario::Kind<DieYield> negative_binomial_yield() {
  return scenario::kind<DieYield, NegativeBinomial>("negative_binomial",
                                                    "(1 + A D / a)^-a: defects cluster with parameter a [stapper1983]");
}

}  // namespace aibelt::product
