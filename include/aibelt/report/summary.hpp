#pragma once

#include <string>
#include <vector>

#include "aibelt/metrics/binding.hpp"
#include "aibelt/metrics/kpi.hpp"
#include "aibelt/scenario/scenario.hpp"

namespace aibelt::report {

/// The text of summary.json: what was run and each KPI over the whole run and by year, and
/// what held up each month, with the evidence.
std::string summary_json(const scenario::Scenario& scenario, const metrics::Kpis& kpis,
                         const metrics::Bindings& bindings = {});

/// The text of provenance.json: version, hash, seed, `--set` assignments and every figure used with where it comes from.
std::string provenance_json(const scenario::Scenario& scenario, const std::vector<std::string>& overrides);

}  // namespace aibelt::report
