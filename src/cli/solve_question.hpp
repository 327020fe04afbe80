#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "aibelt/base/issue.hpp"
#include "aibelt/scenario/document.hpp"
#include "aibelt/sweep/solve.hpp"
#include "solve_target.hpp"

namespace aibelt::cli {

/// What `solve` is asked for, as on the command line.
struct SolveOptions {
  std::string scenario;
  std::vector<std::string> overrides;
  std::optional<std::int64_t> seed;
  std::string path;
  std::string low;
  std::string high;
  std::string target;
  bool is_scaled = false;  ///< low and high are factors on what stands at the path
  bool wants_largest = false;
  std::uint64_t replications = 1;
  double confidence = 0.95;
  std::string tolerance = "1 %";
  unsigned jobs = 1;
};

/// The question, read and checked.
struct SolveQuestion {
  sweep::Goal goal;
  std::string path;
  std::string unit;                      ///< of the values; empty for plain numbers and factors
  std::optional<scenario::Json> scaled;  ///< what stands at the path, where values are factors on it
  Target target;
  scenario::Document base;  ///< with `--set` applied
  std::int64_t seed = 1;

  /// `12.5 kwafers/month`.
  std::string text_of(double value) const;

  /// `path=value`, which gives the scenario that value.
  std::string override_of(double value) const;
};

/// nullopt and at least one issue, all of them at once, when anything is wrong.
std::optional<SolveQuestion> read_question(const SolveOptions& options, base::Issues& issues);

}  // namespace aibelt::cli
