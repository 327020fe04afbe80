#pragma once

#include <CLI/CLI.hpp>

#include "exit.hpp"

namespace aibelt::cli {

/// Adds `aibelt plan`: the best any policy could do with the scenario's network, and what one more of each capacity is worth.
void add_plan(CLI::App& app, Exit& exit);

}  // namespace aibelt::cli
