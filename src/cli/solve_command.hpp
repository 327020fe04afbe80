#pragma once

#include <CLI/CLI.hpp>

#include "exit.hpp"
#include "solve_question.hpp"

namespace aibelt::cli {

/// Finds the value that reaches the target: what was tried in a table, the answer as a sentence.
Exit solve_scenario(const SolveOptions& options);

void add_solve(CLI::App& app, Exit& exit);

}  // namespace aibelt::cli
