#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "aibelt/base/time.hpp"

namespace aibelt::metrics {

/// How the months of a KPI make a year, or the whole run.
enum class Roll { sum, last, mean };

/// One headline figure of a run, with the monthly values it is made of.
struct Kpi {
  std::string name;  ///< ends in no unit; `unit` says it
  std::string unit;
  std::string doc;
  Roll roll = Roll::sum;
  std::map<base::Month, double> months;

  double value() const;  ///< over the whole run
  std::map<int, double> by_year() const;
  /// At `2029-12` or over `2029`; the whole run when `at` is empty; nullopt when the run has no such time.
  std::optional<double> at(const std::string& at) const;
};

using Kpis = std::vector<Kpi>;

}  // namespace aibelt::metrics
