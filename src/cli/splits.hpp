#pragma once

#include <string>

#include "aibelt/report/past_run.hpp"

namespace aibelt::cli {

/// For each item that several places hand on and several take in: which lane would carry how much of a mean month of the run, at
/// the least freight and at the least days; a row for each lane.
std::string splits_csv(const report::PastRun& run, const report::Figures& figures);

}  // namespace aibelt::cli
