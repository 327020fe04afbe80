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

/// Whether a place that uses the fact takes whole numbers only, so that amounts of its own range are to be rounded.
bool takes_whole_only(const PlacedFactor& placed, const Ground& ground, const Probe& probe);

/// Tries each of the factor's levels alone; reports what it breaks at its place in the sweep file.
void try_levels(scenario::Reader& reader, const PlacedFactor& placed, const Ground& ground, const Probe& probe);

}  // namespace aibelt::sweep
