#pragma once

#include <optional>
#include <string>
#include <vector>

#include "factor_reader.hpp"

namespace aibelt::sweep {

/// The scenario of a sweep as all its runs start from it.
struct Ground {
  std::optional<scenario::Document> document;  ///< with `set` applied; nullopt where the file cannot be read
  std::optional<scenario::Scenario> scenario;  ///< nullopt where anything is wrong with it
  base::Issues issues;                         ///< what is wrong with it
  std::vector<std::string> set;  ///< `path=value`, those of the file in the order of paths, then the user's
  std::vector<std::string> set_paths;
};

/// Loads the scenario with `set` and `overrides`; reports what is wrong, of `set` at its place in the sweep file.
Ground load_ground(scenario::Reader& reader, const SweepText& text, const std::vector<std::string>& overrides,
                   const Probe& probe, base::Issues& issues);

/// Rounds the amounts of facts that vary over their own range where a place that uses them takes whole numbers only.
void round_whole_ones(std::vector<PlacedFactor>& factors, const Ground& ground, const Probe& probe);

/// Reports what the factors' levels break at their places in the sweep file. Facts that vary over their own range are tried
/// together first, and each level of each factor alone only where together they break something.
void try_levels(scenario::Reader& reader, const std::vector<PlacedFactor>& factors, const Ground& ground,
                const Probe& probe);

}  // namespace aibelt::sweep
