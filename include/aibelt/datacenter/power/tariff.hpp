#pragma once

#include <vector>

#include "aibelt/base/time.hpp"
#include "aibelt/datacenter/power/climate.hpp"
#include "aibelt/scenario/field.hpp"

namespace aibelt::datacenter {

inline constexpr base::Dimension kEnergyPrice =
    base::dimension(base::Measure::krw) / base::dimension(base::Measure::energy);
inline constexpr base::Dimension kDemandCharge = base::dimension(base::Measure::krw) / base::kPower / base::kTime;

/// What electricity costs: a price by hour, and a charge on the highest hour of demand.
struct Tariff {
  virtual ~Tariff() = default;

  /// KRW/J in each hour; what goes by date is taken at the start of the day.
  virtual ByHour prices(const DayOfHours& day) const = 0;

  /// KRW/W for one whole month.
  virtual double demand_charge(base::SimTime /*date*/) const { return 0; }

  /// Demand billed for a month, in W: `peaks` are the monthly maxima so far, this month's last; `month` is it.
  virtual double billed_demand(const std::vector<double>& peaks, base::Month month) const;

  /// Every kind there is; src/datacenter/power/catalogue.cpp lists them.
  static const scenario::Kinds<Tariff>& kinds();
};

}  // namespace aibelt::datacenter
