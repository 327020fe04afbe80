#pragma once

#include <string>

#include "aibelt/report/past_run.hpp"

namespace aibelt::cli {

/// The run as trace events for chrome://tracing and Perfetto: each place a process with a counter for what it delivers, holds and
/// uses of its capacity, each event an instant. A day of the run is a millisecond of the trace.
std::string chrome_trace(const report::PastRun& run, const report::Figures& figures);

}  // namespace aibelt::cli
