#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "aibelt/base/issue.hpp"
#include "aibelt/sweep/design.hpp"
#include "aibelt/sweep/indices.hpp"

namespace aibelt::sweep {

/// The levels of one factor at every design point.
struct Levels {
  std::string name;
  std::string unit;                 ///< empty for plain numbers and words
  std::vector<double> numbers;      ///< empty where some level is a word
  std::vector<std::size_t> choice;  ///< into `words`; empty where all are numbers
  std::vector<std::string> words;   ///< as first met

  std::string text(std::size_t point) const;
};

/// One KPI of every run, row-major n_design_points × n_replications; NaN where the run has none.
struct KpiColumn {
  std::string name;
  std::string unit;
  std::vector<double> values;
};

/// The table of a merged sweep.
struct PastSweep {
  std::string name;
  std::string title;
  Layout layout;
  std::size_t n_replications = 1;
  std::vector<Levels> factors;  ///< in the order of the layout's axes
  std::vector<KpiColumn> kpis;
  std::size_t n_failed = 0;  ///< runs without a result
};

/// Reads what `sweep` has left in `folder`, with the KPIs of these names only, or with all of them where there is no name; nullopt
/// and issues where the folder is no merged sweep or a KPI is unknown.
std::optional<PastSweep> read_past_sweep(const std::filesystem::path& folder, const std::vector<std::string>& kpis,
                                         base::Issues& issues);

/// One figure of how much a factor moves a KPI.
struct Measure {
  std::string name;
  Estimate estimate;
};

/// Where in a tornado one factor takes the KPI.
struct Excess {
  std::string level;
  double kpi = 0;
};

/// One factor's row in the ranking of a KPI.
struct FactorRank {
  std::string factor;
  std::vector<Measure> measures;   ///< the one it is ranked by first; empty where nothing can be said
  std::vector<Excess> excursions;  ///< of one_at_a_time: its base, then the others
  std::size_t n = 0;               ///< rows, effects, points or replications behind it
  std::string note;                ///< why nothing can be said, or what to know
};

/// What moves one KPI.
struct KpiSensitivity {
  std::string kpi;
  std::string unit;
  std::string method;              ///< such as `Sobol indices`
  base::Mean points;               ///< its means over replications, over the design points that have one
  std::vector<FactorRank> ranks;   ///< from what moves it most; those without measures last
  std::optional<Regression> line;  ///< of designs without indices of their own
  std::optional<Noise> noise;      ///< of sweeps with replications
  std::vector<std::string> notes;

  bool is_constant() const { return points.count() > 0 && !(points.variance() > 0); }
  bool has_ranks() const;  ///< something could be worked out for some factor
};

/// The measures that fit the design of the sweep: Sobol indices for saltelli, elementary effects for morris, changes from the base
/// for one_at_a_time, regression for all others.
KpiSensitivity sensitivity_of(const PastSweep& sweep, const KpiColumn& kpi, Bootstrap bootstrap);

}  // namespace aibelt::sweep
