#pragma once

#include <vector>

#include "aibelt/metrics/curves.hpp"

namespace aibelt::metrics {

/// How well each maker served its customers, by item, for the months in which something was due: curves in unit `ratio` at the maker
/// with the measures `on_time_in_full` (lines) and `fill_rate` (quantity), and `firm_fill_rate`, `letter_fill_rate` and
/// `spot_fill_rate` (quantity called off under such contracts), each followed by `_to_<customer>` for one customer alone.
std::vector<Curve> service_levels(const Curves& curves);

}  // namespace aibelt::metrics
