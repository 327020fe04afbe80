#pragma once

#include <vector>

#include "aibelt/metrics/survival.hpp"
#include "aibelt/scenario/scenario.hpp"

namespace aibelt::engine {

/// Who hands what to whom, by the lanes of the scenario; the quickest of several lanes between two places.
std::vector<metrics::Handover> handovers(const scenario::Scenario& scenario);

}  // namespace aibelt::engine
