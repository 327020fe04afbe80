#pragma once

#include <optional>
#include <string>

#include "aibelt/metrics/curves.hpp"
#include "aibelt/scenario/scenario.hpp"

namespace aibelt::cli {

/// What each disruption of the scenario costs, place by place, with times to recover and to survive; then how long the chain lasts
/// when a place stops. Each disruption is played a second time without it, in memory; nullopt when the user interrupts that.
std::optional<std::string> recovery_tables(const scenario::Scenario& scenario, const metrics::Curves& curves);

}  // namespace aibelt::cli
