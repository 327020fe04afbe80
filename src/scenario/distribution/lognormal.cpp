#include "aibelt/base/portable_math.hpp"
#include "kinds.hpp"

namespace aibelt::scenario {
namespace {

/// median · exp(σ Z), Z normal of mean 0 and variance 1.
template <base::Dimension D>
struct Lognormal : Distribution<D> {
  base::Quantity<D> median;
  base::Ratio sigma;

  base::Quantity<D> draw(base::Stream& stream) const override {
    return median * base::exp(stream.normal(0, sigma.in_base_units()));
  }
  base::Quantity<D> mean() const override {
    const double deviation = sigma.in_base_units();
    return median * base::exp(deviation * deviation / 2);
  }

  static const FieldTable<Lognormal>& fields() {
    static const FieldTable<Lognormal> table = {
        field(&Lognormal::median, {.name = "median",
                                   .unit = unit_of<D>(),
                                   .low = 0,
                                   .high = kLargestDraw,
                                   .doc = "half of the draws are below"}),
        field(
            &Lognormal::sigma,
            {.name = "sigma", .unit = "1", .low = 0, .high = 5, .doc = "standard deviation of the natural logarithm"}),
    };
    return table;
  }
};

}  // namespace

template <base::Dimension D>
DistributionKind<D> lognormal() {
  return scenario::kind<Distribution<D>, Lognormal<D>>("lognormal", "its logarithm is normal: many small, few large");
}

template DistributionKind<base::kPlain> lognormal();
template DistributionKind<base::kTime> lognormal();

}  // namespace aibelt::scenario
