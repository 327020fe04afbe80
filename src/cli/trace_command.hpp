#pragma once

#include <filesystem>
#include <string>

#include "exit.hpp"

namespace aibelt::cli {

struct TraceOptions {
  std::filesystem::path folder;  ///< of a run
  std::filesystem::path graph;   ///< .dot or .graphml; each of these empty: not wanted
  std::filesystem::path chrome;
  std::filesystem::path cuts;
  std::filesystem::path routes;
  std::filesystem::path splits;
  bool is_graphml = false;  ///< how `graph` is written

  /// Asks for `file` as `format`: chrome, dot or graphml, by the file's ending where `format` is empty, else chrome.
  void write_to(const std::filesystem::path& file, const std::string& format);
};

/// Prints how goods go through the run's network and what holds them up, and writes the files that are wanted.
Exit trace_run(const TraceOptions& options);

}  // namespace aibelt::cli
