#pragma once

#include <optional>
#include <string>
#include <vector>

#include "aibelt/base/time.hpp"
#include "aibelt/metrics/curves.hpp"
#include "aibelt/record/rows.hpp"

namespace aibelt::metrics {

/// From this share of what it would be without the disruption a place counts as recovered.
inline constexpr double kRecovered = 0.95;

/// What a disruption does to one monthly account, against the same run without it. A month is the finest step.
struct Damage {
  record::Series
      series;  ///< `good` of a plant, `shipped` of a warehouse, `received` of a customer or a site, `served` of a
               ///< service, `capacity_at_…` of a site for a service
  std::string whose;                ///< the place, or the service
  double lost = 0;                  ///< less of it over the whole run; below zero when more
  double most_behind = 0;           ///< largest shortfall summed up to the end of any month
  std::optional<base::Month> fell;  ///< first month below kRecovered of what it would be; none: no month is
  std::optional<base::Month> back;  ///< first month after that which is not; none: none in the run
};

/// When a customer or a service first goes without because of a disruption.
struct Shortfall {
  record::Series series;  ///< its `unmet`
  std::optional<base::Month>
      begins;        ///< first month that ends with more unmet than without the disruption; none: none does
  double worst = 0;  ///< most by which any month ends with more
};

/// Time to recover and time to survive of one disruption [simchilevi2015].
struct Recovery {
  std::vector<Damage> damages;        ///< of every place whose account differs, in the order of the series
  std::vector<Shortfall> shortfalls;  ///< of every customer and service, in the order of the series
};

/// Compares a run with its twin, which lacks what happens from `at` on: rows before that month count as equal.
Recovery recovery(const Curves& run, const Curves& twin, base::SimTime at);

/// Days from `at` to the end of the last month before `damage.back`; nullopt where it does not come back, 0 where it never fell.
std::optional<double> days_to_recover(const Damage& damage, base::SimTime at);

/// Days from `at` to the first day of the month in which the customer first goes without, at least 0; nullopt where it never does.
std::optional<double> days_to_survive(const Shortfall& shortfall, base::SimTime at);

}  // namespace aibelt::metrics
