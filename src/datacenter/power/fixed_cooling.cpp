#include "kinds.hpp"

namespace aibelt::datacenter {
namespace {

/// The PUE as stated, whatever weather and load.
struct Fixed : Cooling {
  scenario::Ramp<base::kPlain> stated{base::Ratio::from_base_units(1)};

  double load_part(base::SimTime date, double) const override { return stated.at(date).in_base_units(); }

  static const scenario::FieldTable<Fixed>& fields() {
    static const scenario::FieldTable<Fixed> table = {scenario::field(
        &Fixed::stated,
        {.name = "pue", .unit = "1", .low = 1, .high = 5, .doc = "power usage effectiveness: facility over IT power"})};
    return table;
  }
};

}  // namespace

std::shared_ptr<const Cooling> cooling_of(const scenario::Ramp<base::kPlain>& pue) {
  auto cooling = std::make_shared<Fixed>();
  cooling->stated = pue;
  return cooling;
}

scenario::Kind<Cooling> fixed_cooling() {
  return scenario::kind<Cooling, Fixed>("fixed", "the PUE as stated by date, whatever weather and load");
}

}  // namespace aibelt::datacenter
