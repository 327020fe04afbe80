#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

namespace aibelt::cli {

/// `--set PATH=VALUE`, which may be repeated.
void add_overrides(CLI::App* command, std::vector<std::string>& overrides);

/// `--seed`, a whole number that a scenario can hold exactly.
CLI::Option* add_seed(CLI::App* command, std::optional<std::int64_t>& seed, const std::string& what);

/// `--jobs`, at least one; how many processors there are when it is not given.
CLI::Option* add_jobs(CLI::App* command, unsigned& jobs);

/// `--junit FILE`.
CLI::Option* add_junit(CLI::App* command, std::string& file);

/// Refuses an empty text; `what` it names.
CLI::Validator not_empty(const std::string& what = "folder");

}  // namespace aibelt::cli
