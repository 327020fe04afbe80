#pragma once

#include <optional>
#include <string>

#include "aibelt/base/issue.hpp"
#include "aibelt/base/time.hpp"
#include "aibelt/scenario/scenario.hpp"
#include "aibelt/sweep/sweep.hpp"

namespace aibelt::cli {

/// What a run is held to: a bound on a KPI, or on a curve of one place in one month.
struct Target {
  std::string what;         ///< `tokens_served at 2029`
  std::string unit;         ///< of the bound
  bool is_at_least = true;  ///< else at most
  double bound = 0;
  std::optional<sweep::WantedKpi> kpi;      ///< nullopt: the curve
  std::optional<sweep::WantedCurve> curve;  ///< of its place
  base::Month month;                        ///< of the curve

  /// NaN where the run has none.
  double value_of(const sweep::Result& result) const;

  /// `it_power_live at 2029-02 >= 103 MW`.
  std::string text() const;
};

/// Reads `KPI>=VALUE@DATE`, `PLACE.MEASURE<=VALUE@MONTH` or `PLACE.ITEM.MEASURE>=VALUE@MONTH`; what is wrong goes to `issues`. Places
/// and dates are those of `scenario`, where it is there.
Target read_target(const std::string& text, const std::optional<scenario::Scenario>& scenario, base::Issues& issues);

}  // namespace aibelt::cli
