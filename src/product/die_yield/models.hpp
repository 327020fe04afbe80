#pragma once

#include "aibelt/product/die_yield.hpp"
#include "aibelt/scenario/codec.hpp"

namespace aibelt::product {

/// Killing defects per area, by date.
using DefectDensity = scenario::Ramp<base::dimension(base::Measure::length, -2)>;

/// Expected defects on one die.
inline double expected_defects(const DefectDensity& density, Area die, base::SimTime date) {
  return (density.at(date) * die).in_base_units();
}

/// The field that every model that goes by area has.
inline scenario::FieldInfo defect_density_field() {
  return {.name = "defect_density", .unit = "1/cm2", .low = 0, .high = 100, .doc = "killing defects per area, by date"};
}

scenario::Kind<DieYield> fixed_yield();
scenario::Kind<DieYield> learning_yield();
scenario::Kind<DieYield> murphy_yield();
scenario::Kind<DieYield> negative_binomial_yield();
scenario::Kind<DieYield> poisson_yield();

}  // namespace aibelt::product
