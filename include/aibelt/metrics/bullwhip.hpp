#pragma once

#include <vector>

#include "aibelt/metrics/curves.hpp"
#include "aibelt/metrics/kpi.hpp"

namespace aibelt::metrics {

/// How much more the orders that a place puts out vary than those it gets, by item: rows of measure `bullwhip` and unit `ratio`,
/// whose value in a month goes by all months from the first to it.
///
/// Orders are summed by calendar month. Where a place orders the very item it is asked for, the ratio is Var(placed) /
/// Var(received) [chen2000]; where it orders an input, it is that of what it ordered to what the orders it got take of the input,
/// both over their means. The month in which the run begins is left out, since it holds what was open before; the ratio begins
/// with the sixth month from the first order on, and is 0 while what is received does not vary.
std::vector<Curve> bullwhip(const Curves& curves);

/// The largest of them, by month; not present where there are none.
Kpi largest_bullwhip(const Curves& curves);

}  // namespace aibelt::metrics
