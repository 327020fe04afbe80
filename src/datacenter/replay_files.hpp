#pragma once

#include <array>
#include <filesystem>
#include <string>
#include <string_view>

#include "aibelt/datacenter/cluster.hpp"
#include "aibelt/report/output_file.hpp"
#include "aibelt/report/partial_folder.hpp"
#include "aibelt/workload/job_source.hpp"

namespace aibelt::datacenter {

/// Writes finished jobs with Batsim's columns, as they come; throws base::IoError.
///
/// Times are in seconds, with six decimals where they are not whole. `final_state` is COMPLETED_SUCCESSFULLY or, for a job
/// cut at its estimate, COMPLETED_WALLTIME_REACHED; a job without a named profile has its runtime for one.
class JobsCsv {
 public:
  JobsCsv(const std::filesystem::path& file, const std::string& workload_name);

  void write(const FinishedJob& finished, std::string_view profile);
  void finish() { file_.finish(); }

 private:
  report::OutputFile file_;
  std::string workload_field_;  ///< with its commas
  std::string line_;
};

/// The folder of one replay: everything takes its place in `commit`, and nothing without it.
class ReplayFiles {
 public:
  ReplayFiles(const std::filesystem::path& folder, const std::string& workload_name);

  JobsCsv& jobs() { return jobs_; }
  void write_bad_row(std::int64_t line, workload::RowProblem problem);
  void commit();

 private:
  report::PartialFolder folder_;
  JobsCsv jobs_;
  report::OutputFile bad_rows_;
};

}  // namespace aibelt::datacenter
