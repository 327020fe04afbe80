#pragma once

#include <CLI/CLI.hpp>

#include "exit.hpp"

namespace aibelt::cli {

/// `aibelt report DIR… -o FILE`: a page, or its tables, from past runs or from a sweep.
void add_report(CLI::App& app, Exit& exit);

}  // namespace aibelt::cli
