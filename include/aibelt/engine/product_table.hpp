#pragma once

#include "aibelt/metrics/conversion.hpp"
#include "aibelt/scenario/scenario.hpp"

namespace aibelt::engine {

/// What the metrics need to know of the scenario's products; `scenario` must outlive it.
metrics::ProductTable product_table(const scenario::Scenario& scenario);

}  // namespace aibelt::engine
