#pragma once

#include <string>

#include "aibelt/metrics/curves.hpp"
#include "aibelt/metrics/kpi.hpp"

namespace aibelt::cli {

/// The clusters by month, or by year where the run is longer than two: jobs, waits, use, and what the sites' energy came to.
std::string cluster_table(const metrics::Kpis& kpis);

/// The run by workload: jobs, waits, and what became of the accelerator-hours.
std::string workload_table(const metrics::Curves& curves);

}  // namespace aibelt::cli
