#pragma once

#include "exit.hpp"

namespace aibelt::cli {

/// From now on SIGINT and SIGTERM ask the run to stop instead of ending the process.
void watch_for_interrupts();

/// Whether one of them has come.
bool is_interrupted();

/// Says so on stderr, and gives the exit code.
Exit give_up();

}  // namespace aibelt::cli
