#include "models.hpp"

namespace aibelt::product {
namespace {

struct Fixed : DieYield {
  scenario::Ramp<base::kPlain> yield;

  double of(Area /*die*/, base::SimTime date) const override { return yield.at(date).in_base_units(); }

  static const scenario::FieldTable<Fixed>& fields() {
    static const scenario::FieldTable<Fixed> table = {
        scenario::field(&Fixed::yield,
                        {.name = "yield", .unit = "1", .low = 0, .high = 1, .doc = "share of working dies, by date"}),
    };
    return table;
  }
};

}  // namespace

scenario::Kind<DieYield> fixed_yield() {
  return scenario::kind<DieYield, Fixed>("fixed", "a stated share of working dies, whatever their area");
}

}  // namespace aibelt::product
