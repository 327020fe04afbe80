#pragma once

#include "aibelt/metrics/curves.hpp"
#include "aibelt/metrics/kpi.hpp"

namespace aibelt::metrics {

/// The headline figures of a run, from wafers started to work unmet; docs/reference/kpis.md lists them.
Kpis belt_kpis(const Curves& curves);

}  // namespace aibelt::metrics
