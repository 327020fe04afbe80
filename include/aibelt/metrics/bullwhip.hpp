#pragma once

#include <vector>

#include "aibelt/metrics/curves.hpp"
#include "aibelt/metrics/kpi.hpp"

namespace aibelt::metrics {

/// How much more the orders that a place puts out vary than those it gets, by item: rows of measure `bullwhip` and unit `ratio`,
/// whose value in a month goes by all months from the first to it.
///
/// Orders are summed by calendar month. Where a place orders the very item it is asked for, the ratio is Var(placed) /
/// Var(received) [chen2000]; where it orders something else, an input, both variances are taken of orders over their mean. It
/// begins with the sixth month in which either has been ordered, and is 0 while what is received does not vary. Places without
/// `orders_placed` and `orders_received` have no rows.
std::vector<Curve> bullwhip(const Curves& curves);

/// The largest of them, by month; not present where there are none.
Kpi largest_bullwhip(const Curves& curves);

}  // namespace aibelt::metrics
