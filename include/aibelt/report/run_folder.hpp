#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "aibelt/metrics/binding.hpp"
#include "aibelt/metrics/kpi.hpp"
#include "aibelt/record/sink.hpp"
#include "aibelt/report/csv_sink.hpp"
#include "aibelt/report/partial_folder.hpp"
#include "aibelt/report/sqlite_sink.hpp"
#include "aibelt/report/tee_sink.hpp"
#include "aibelt/scenario/scenario.hpp"

namespace aibelt::report {

/// The folder of one run: `curves.csv`, `events.csv`, `run.sqlite`, `provenance.json` and `summary.json`, and `jobs.csv`
/// where there are jobs, and what else is added, all or none.
///
/// Fill it in the order `sink`, `describe`, `commit`; until `commit` the folder shows no change but hidden partial
/// files, and without it they go. Other files in the folder stay. Members throw base::IoError.
class RunFolder {
 public:
  explicit RunFolder(const std::filesystem::path& folder);

  /// Takes the rows of the run.
  record::Sink& sink() { return tee_; }

  /// Adds `jobs.csv`; call it before the first job.
  void expect_jobs() { csv_.expect_jobs(folder_.add("jobs.csv")); }

  /// Writes one more file.
  void add(const std::string& name, const std::string& text);

  /// Writes what the run was and came to, once, after its last row.
  void describe(const scenario::Scenario& scenario, const std::vector<std::string>& overrides,
                const metrics::Kpis& kpis, const metrics::Bindings& bindings = {});

  /// Puts the files in their places, `summary.json` last.
  void commit();

 private:
  PartialFolder folder_;
  CsvSink csv_;
  SqliteSink sqlite_;
  TeeSink tee_{{&csv_, &sqlite_}};
  bool is_described_ = false;
};

}  // namespace aibelt::report
