#pragma once

#include <filesystem>

#include "exit.hpp"

namespace aibelt::cli {

struct TraceOptions {
  std::filesystem::path folder;  ///< of a run
  std::filesystem::path graph;   ///< .dot or .graphml; each of these empty: not wanted
  std::filesystem::path chrome;
  std::filesystem::path cuts;
  std::filesystem::path routes;
  std::filesystem::path splits;
};

/// Prints how goods go through the run's network and what holds them up, and writes the files that are wanted.
Exit trace_run(const TraceOptions& options);

}  // namespace aibelt::cli
