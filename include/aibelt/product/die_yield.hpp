#pragma once

#include "aibelt/base/quantity.hpp"
#include "aibelt/base/time.hpp"
#include "aibelt/scenario/field.hpp"

namespace aibelt::product {

using Area = base::Quantity<base::dimension(base::Measure::length, 2)>;

/// The share of dies on a wafer that work, from the area of one die.
struct DieYield {
  virtual ~DieYield() = default;

  /// Between 0 and 1.
  virtual double of(Area die, base::SimTime date) const = 0;

  /// Every model there is; src/product/die_yield/catalogue.cpp lists them.
  static const scenario::Kinds<DieYield>& kinds();
};

}  // namespace aibelt::product
