#pragma once

#include <map>
#include <string>
#include <vector>

#include "aibelt/report/past_run.hpp"

namespace aibelt::report {

/// A KPI as summary.json has it.
struct PastKpi {
  std::string name;
  std::string unit;
  std::string doc;
  double value = 0;
  std::map<int, double> by_year;
};

std::vector<PastKpi> kpis_of(const PastRun& run);

}  // namespace aibelt::report
