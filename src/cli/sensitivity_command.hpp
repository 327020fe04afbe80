#pragma once

#include <CLI/CLI.hpp>

#include "exit.hpp"

namespace aibelt::cli {

/// `aibelt sensitivity FOLDER`.
void add_sensitivity(CLI::App& app, Exit& exit);

}  // namespace aibelt::cli
