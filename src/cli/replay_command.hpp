#pragma once

#include <string>
#include <vector>

#include "aibelt/datacenter/replay.hpp"
#include "exit.hpp"

namespace aibelt::cli {

/// Replays a job trace on a bare cluster: the usual figures to stdout, speed and bad rows to stderr.
Exit replay_trace(const datacenter::ReplayOptions& options);

/// Names of the scheduling policies.
std::vector<std::string> scheduling_policies();

}  // namespace aibelt::cli
