#pragma once

#include <optional>
#include <string>
#include <vector>

#include "aibelt/report/past_run.hpp"

namespace aibelt::cli {

/// One KPI of several runs, over the whole run or at one time.
struct KpiRow {
  std::string name;
  std::string unit;
  std::vector<std::optional<double>> values;  ///< by run; nullopt where a run does not have it
};

/// The KPIs that any of `runs` has, in the order of the first that has each.
std::vector<KpiRow> kpis_of(const std::vector<report::PastRun>& runs);

/// The value of `kpi`, or of `kpi@2029`, in one run.
std::optional<double> kpi_of(const report::PastRun& run, const std::string& kpi);

/// A series in which two runs differ in a month; a run without the row counts as 0.
struct Change {
  record::Series series;
  double before = 0;
  double after = 0;
};

/// The first month in which two runs differ, and in what: places upstream first, each place's largest change in proportion first.
struct Parting {
  base::Month month;
  std::vector<Change> changes;
};

/// nullopt where no row differs. Rows worked out from others (stages `belt` and `money`) count only where nothing else differs.
std::optional<Parting> parting_of(const report::PastRun& before, const report::PastRun& after);

/// A figure that runs were given unlike.
struct InputRow {
  std::string path;
  std::vector<std::string> values;  ///< by run; empty where a run does not have it
};

/// Figures used, switches aside, and the seed; in the order of paths.
std::vector<InputRow> unlike_inputs(const std::vector<report::PastRun>& runs);

}  // namespace aibelt::cli
