#pragma once

#include <CLI/CLI.hpp>

#include "exit.hpp"

namespace aibelt::cli {

/// `aibelt explain FOLDER`.
void add_explain(CLI::App& app, Exit& exit);

}  // namespace aibelt::cli
