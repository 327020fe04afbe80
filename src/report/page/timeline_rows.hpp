#pragma once

#include <vector>

#include "figure.hpp"
#include "run_view.hpp"

/// The rows of the timeline, by group.
namespace aibelt::report {

using GanttRows = std::vector<Gantt::Row>;

/// Phases and grid of each site, months in which racks wait for power, and what the sites' events say.
GanttRows site_rows(const RunView& run);

/// Ramps of each plant's capacity, and the first output of each product.
GanttRows ramp_rows(const RunView& run);

/// Disruptions, cuts of the fibre and the longest outages of clusters.
GanttRows trouble_rows(const RunView& run);

/// The jobs of `jobs.csv` that took most accelerator-hours, in as many rows a workload as overlap.
GanttRows job_rows(const RunView& run);

/// Puts bars that overlap into rows of their own; the first row keeps the name, marks stay with it.
GanttRows without_overlap(Gantt::Row row);

/// Spans of months with the same value, in order; months before `from` are left out.
struct LevelSpan {
  std::size_t from = 0;
  std::size_t to = 0;  ///< behind the last month
  double value = 0;
};
std::vector<LevelSpan> level_spans(const Values& values);

}  // namespace aibelt::report
