#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "exit.hpp"

namespace aibelt::cli {

struct RunOptions {
  std::string scenario;
  std::vector<std::string> overrides;
  std::optional<std::int64_t> seed;
  std::string folder;
  std::string unit;
  bool is_checked = false;
  std::string junit;  ///< file for the checks; empty: none
  bool shows_recovery = false;
  std::uint64_t replications = 1;
  unsigned jobs = 1;  ///< replications at once
};

/// Runs one scenario: the yearly table to stdout, everything to the folder where one is named.
Exit run_scenario(const RunOptions& options);

/// Lists every problem of the scenario on stderr.
Exit validate_scenario(const std::string& scenario, const std::vector<std::string>& overrides);

}  // namespace aibelt::cli
