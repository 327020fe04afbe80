#pragma once

#include "aibelt/base/time.hpp"
#include "aibelt/datacenter/power/climate.hpp"
#include "aibelt/scenario/field.hpp"

namespace aibelt::datacenter {

inline constexpr base::Dimension kCarbonIntensity =
    base::dimension(base::Measure::carbon) / base::dimension(base::Measure::energy);

/// CO2 emitted for each unit of energy from the grid.
struct Carbon {
  virtual ~Carbon() = default;

  /// kg/J in each hour; what goes by date is taken at the start of the day.
  virtual ByHour intensities(const DayOfHours& day) const = 0;

  /// Every kind there is; src/datacenter/power/catalogue.cpp lists them.
  static const scenario::Kinds<Carbon>& kinds();
};

}  // namespace aibelt::datacenter
