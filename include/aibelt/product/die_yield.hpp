#pragma once

#include "aibelt/base/quantity.hpp"
#include "aibelt/base/time.hpp"
#include "aibelt/scenario/field.hpp"

namespace aibelt::product {

using Area = base::Quantity<base::dimension(base::Measure::length, 2)>;

/// The share of dies on a wafer that work, from the area of one die.
struct DieYield {
  virtual ~DieYield() = default;

  /// Between 0 and 1, before anything was learned.
  virtual double of(Area die, base::SimTime date) const = 0;

  /// After a line has made `wafers`; the same as before for models that do not learn.
  virtual double after(double /*wafers*/, Area die, base::SimTime date) const { return of(die, date); }

  virtual bool learns() const { return false; }

  /// Every model there is; src/product/die_yield/catalogue.cpp lists them.
  static const scenario::Kinds<DieYield>& kinds();
};

}  // namespace aibelt::product
