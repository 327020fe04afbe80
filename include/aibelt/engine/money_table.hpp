#pragma once

#include "aibelt/metrics/money.hpp"
#include "aibelt/scenario/scenario.hpp"

namespace aibelt::engine {

/// What the scenario's products are worth, month by month: standard costs from its plants, its products and its section `money`.
/// Empty where it has no such section.
metrics::MoneyTable money_table(const scenario::Scenario& scenario);

}  // namespace aibelt::engine
