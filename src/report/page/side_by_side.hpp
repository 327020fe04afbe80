#pragma once

#include <vector>

#include "figure.hpp"
#include "run_view.hpp"

namespace aibelt::report {

using RunViews = std::vector<RunView>;

/// The figures that show several runs at once; differences are from the first run.
std::vector<Figure> side_by_side(const RunViews& runs);

/// The months of all runs together.
Months all_months(const RunViews& runs);

}  // namespace aibelt::report
