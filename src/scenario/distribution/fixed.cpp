#include "kinds.hpp"

namespace aibelt::scenario {
namespace {

/// Always the same.
template <base::Dimension D>
struct Fixed : Distribution<D> {
  base::Quantity<D> value;

  base::Quantity<D> draw(base::Stream& /*stream*/) const override { return value; }
  base::Quantity<D> mean() const override { return value; }

  static const FieldTable<Fixed>& fields() {
    static const FieldTable<Fixed> table = {
        field(&Fixed::value,
              {.name = "value", .unit = unit_of<D>(), .low = 0, .high = kLargestDraw, .doc = "what every draw gives"})};
    return table;
  }
};

}  // namespace

template <base::Dimension D>
DistributionKind<D> fixed() {
  return scenario::kind<Distribution<D>, Fixed<D>>("fixed", "the same every time");
}

template DistributionKind<base::kPlain> fixed();
template DistributionKind<base::kTime> fixed();

}  // namespace aibelt::scenario
