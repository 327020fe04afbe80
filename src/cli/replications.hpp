#pragma once

#include "exit.hpp"
#include "run_command.hpp"

namespace aibelt::cli {

/// Runs a scenario with several seeds, each in a process of its own: yearly means with their 95 % intervals to stdout, the tables of
/// a sweep to the folder where one is named.
Exit run_replications(const RunOptions& options);

}  // namespace aibelt::cli
