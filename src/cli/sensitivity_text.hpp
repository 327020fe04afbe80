#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "aibelt/scenario/json_source.hpp"
#include "aibelt/sweep/sensitivity.hpp"

namespace aibelt::cli {

struct TableOptions {
  std::size_t top = 10;  ///< factors of each KPI; 0 for all
  double level = 0.95;   ///< of the intervals
};

/// For each KPI the factors from what moves it most, with a bar, and what to know about the figures.
std::string sensitivity_table(const sweep::PastSweep& past, const std::vector<sweep::KpiSensitivity>& found,
                              const TableOptions& options);

/// One row a KPI, factor and measure; for one factor at a time also one a level.
std::string sensitivity_csv(const std::vector<sweep::KpiSensitivity>& found);

scenario::Json sensitivity_json(const sweep::PastSweep& past, const std::vector<sweep::KpiSensitivity>& found,
                                double level);

}  // namespace aibelt::cli
