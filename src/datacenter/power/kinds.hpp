#pragma once

#include <memory>

#include "aibelt/datacenter/power/carbon.hpp"
#include "aibelt/datacenter/power/cooling.hpp"
#include "aibelt/datacenter/power/tariff.hpp"
#include "aibelt/scenario/codec.hpp"

namespace aibelt::datacenter {

/// The cooling of a site that states no more than its PUE by date.
std::shared_ptr<const Cooling> cooling_of(const scenario::Ramp<base::kPlain>& pue);

scenario::Kind<Cooling> fixed_cooling();
scenario::Kind<Cooling> free_cooling();

scenario::Kind<Tariff> flat_tariff();
scenario::Kind<Tariff> time_of_use_tariff();

scenario::Kind<Carbon> flat_carbon();
scenario::Kind<Carbon> hourly_carbon();

/// Seconds of the mean month in which demand charges are counted.
inline constexpr double kMonthInSeconds = 365.25 / 12 * 86400;

}  // namespace aibelt::datacenter
