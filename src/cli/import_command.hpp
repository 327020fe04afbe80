#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "aibelt/datacenter/replay.hpp"
#include "exit.hpp"

namespace aibelt::cli {

struct ImportOptions {
  workload::TraceFormat format = workload::TraceFormat::detect;
  std::filesystem::path trace;
  std::filesystem::path out;  ///< empty: stdout
  datacenter::OnBadRow on_bad_row = datacenter::OnBadRow::skip;
  std::vector<std::string> columns;  ///< `name=header`
};

/// The formats there are, by name.
const std::map<std::string, workload::TraceFormat>& trace_formats();

/// Turns a trace into a workload file; what became of its rows to stderr.
Exit import_trace(const ImportOptions& options);

}  // namespace aibelt::cli
