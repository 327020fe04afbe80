#pragma once

#include <vector>

#include "aibelt/sweep/sensitivity.hpp"

namespace aibelt::sweep {

/// Fills `found.method`, `ranks` (in the order of factors), `line` and notes. `means`: of each design point over its replications,
/// NaN where it has none.
void rank_by_design(const PastSweep& sweep, const KpiColumn& kpi, const std::vector<double>& means,
                    const Bootstrap& bootstrap, KpiSensitivity& found);

}  // namespace aibelt::sweep
