#pragma once

#include <CLI/CLI.hpp>

#include "exit.hpp"

namespace aibelt::cli {

/// `aibelt compare FOLDER FOLDER …`.
void add_compare(CLI::App& app, Exit& exit);

}  // namespace aibelt::cli
