#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "aibelt/base/time.hpp"

namespace aibelt::metrics {

/// How the months of a KPI make a year, or the whole run. A ratio is the sum of `months` over that of `per`.
enum class Roll { sum, last, mean, ratio };

/// One headline figure of a run, with the monthly values it is made of.
struct Kpi {
  std::string name;  ///< ends in no unit; `unit` says it
  std::string unit;
  std::string doc;
  Roll roll = Roll::sum;
  std::map<base::Month, double> months;
  std::map<base::Month, double> per;  ///< of the same months; for a ratio only
  bool is_present = true;             ///< whether the run has what it is about

  double value() const;  ///< over the whole run
  std::map<int, double> by_year() const;
  /// At `2029-12` or over `2029`; the whole run when `at` is empty; nullopt when the run has no such time.
  std::optional<double> at(const std::string& at) const;
};

using Kpis = std::vector<Kpi>;

/// Those that are present.
Kpis present(const Kpis& kpis);

}  // namespace aibelt::metrics
