#pragma once

#include <optional>
#include <string>
#include <vector>

#include "aibelt/engine/engine.hpp"
#include "aibelt/sweep/sweep.hpp"
#include "tests/support/temporary_folder.hpp"

namespace aibelt::test {

/// Holds sweeps to the scenarios the program can play; `series` are those a run is said to write.
inline sweep::Probe probe(std::vector<record::Series> series = {}) {
  sweep::Probe probe;
  probe.check = [](const scenario::Document& document, base::Issues& issues) { return engine::load(document, issues); };
  if (!series.empty()) {
    probe.series = [series = std::move(series)](const scenario::Scenario&) { return series; };
  }
  return probe;
}

/// A sweep file that says `rest` of the belt whose figures have ranges.
inline std::string sweep_text(const std::string& rest) {
  return R"({"scenario": ")" AIBELT_SOURCE_DIR R"(/tests/sweep_design/scenario/belt.json")" +
         (rest.empty() ? "" : ", " + rest) + "}";
}

struct ReadSweep {
  std::optional<sweep::Sweep> sweep;
  std::vector<std::string> problems;  ///< each as `path: message`
};

inline ReadSweep read(const std::string& rest, const std::vector<std::string>& overrides = {},
                      const sweep::Probe& with = probe()) {
  const TemporaryFolder folder;
  base::Issues issues;
  ReadSweep result;
  result.sweep = sweep::read_sweep(folder.write("which.json", sweep_text(rest)), overrides, with, issues);
  for (const base::Issue& issue : issues) {
    result.problems.push_back(issue.path + ": " + issue.message);
  }
  return result;
}

}  // namespace aibelt::test
