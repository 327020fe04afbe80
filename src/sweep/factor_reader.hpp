#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "sweep_text.hpp"

namespace aibelt::sweep {

/// A level that is tried on the scenario before the first run.
struct Trial {
  double coordinate = 0;
  std::string place;  ///< where the sweep file says so: `factors.cowos.values[1]`
};

/// A factor and where the sweep file has it.
struct PlacedFactor {
  Factor factor;
  std::string place;       ///< `factors.cowos`, `from_facts[2]`
  std::string path_place;  ///< of what it varies: `factors.cowos.path`
  std::vector<Trial> trials;
};

/// Why nothing can vary or set `path`, as far as the path alone says; empty where it can. `beside` is the key that holds it.
std::string why_no_path(const std::string& path, const char* beside);

/// What of a scenario the factors rest on.
struct KnownFacts {
  const scenario::Facts* facts = nullptr;      ///< of the data files; null where the scenario's file cannot be read
  std::optional<std::set<std::string>> cited;  ///< by their value; nullopt where anything is wrong with the scenario
};

/// The facts whose value a figure of the scenario is.
std::set<std::string> cited_facts(const scenario::Scenario& scenario, const scenario::Facts& facts);

/// The factors of `factors` and `from_facts`, in the order of names; those with problems are left out.
std::vector<PlacedFactor> read_factors(scenario::Reader& reader, const SweepText& text, const KnownFacts& known);

/// Reports factors that vary the same, and those that replace what `set` gives; `set_paths` are its paths.
void check_overlaps(scenario::Reader& reader, const std::vector<PlacedFactor>& factors,
                    const std::vector<std::string>& set_paths);

}  // namespace aibelt::sweep
