#include "kinds.hpp"

namespace aibelt::datacenter {
namespace {

/// One intensity at all hours.
struct Flat : Carbon {
  scenario::Ramp<kCarbonIntensity> stated;

  ByHour intensities(const DayOfHours& day) const override {
    ByHour intensities;
    intensities.fill(stated.at(day.start).in_base_units());
    return intensities;
  }

  static const scenario::FieldTable<Flat>& fields() {
    static const scenario::FieldTable<Flat> table = {scenario::field(
        &Flat::stated,
        {.name = "intensity", .unit = "gCO2/kWh", .low = 0, .high = 5000, .doc = "emissions of grid energy, by date"})};
    return table;
  }
};

}  // namespace

scenario::Kind<Carbon> flat_carbon() {
  return scenario::kind<Carbon, Flat>("flat", "one intensity at all hours, by date");
}

}  // namespace aibelt::datacenter
