#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "aibelt/base/issue.hpp"
#include "aibelt/workload/job.hpp"
#include "aibelt/workload/row_problems.hpp"

namespace aibelt::workload {

/// A stream of jobs.
class JobSource {
 public:
  virtual ~JobSource() = default;

  /// Gives the next job; false at the end.
  virtual bool next(Job& job) = 0;

  /// Name of a job's profile; empty where the trace names none.
  virtual std::string_view profile_name(std::int32_t /*profile*/) const { return ""; }

  /// Name of a job's tenant: the user of a Standard Workload Format trace, the virtual cluster of a Philly one.
  virtual std::string_view tenant_name(std::int32_t /*tenant*/) const { return ""; }

  /// Name of the accelerator model a job is tied to; empty where any will do.
  virtual std::string_view accelerator_name(std::int32_t /*accelerator*/) const { return ""; }

  /// Processors of the cluster: as asked for, else as the trace says; 0 where neither does and none are needed.
  virtual std::int32_t processors() const = 0;
};

/// Which rows are jobs when they contradict themselves.
enum class Screening : std::uint8_t {
  strict,      ///< a row of zero runtime or of a runtime above the estimate is a bad row
  lenient,     ///< both are jobs; the runtime is cut at the estimate
  as_written,  ///< both are jobs; the runtime stays above the estimate, with `Job::is_cut` set
};

/// In which order a source gives its jobs.
enum class JobOrder : std::uint8_t {
  as_written,     ///< that of the file, in constant memory; JSON workloads are always by submission
  by_submission,  ///< by submission time, ties as written; holds the whole trace
};

/// How a trace is written; docs/guides/replay-a-trace.md describes each.
enum class TraceFormat : std::uint8_t {
  detect,  ///< by the name of the file, then by the header line
  swf,     ///< Standard Workload Format
  batsim,  ///< JSON workload of Batsim
  philly,  ///< table of Microsoft's Philly jobs
  openb,   ///< table of Alibaba's openb pods
  table,   ///< any table; aibelt's own workload files where no column is renamed
};

struct TraceOptions {
  std::filesystem::path file;
  std::int32_t processors = 0;  ///< 0: as the trace says
  Screening screening = Screening::strict;
  JobOrder order = JobOrder::as_written;
  TraceFormat format = TraceFormat::detect;
  std::map<std::string, std::string> columns =
      {};                                 ///< header of a table by column name; those missing: the name itself
  bool needs_processors = true;           ///< false: rows are held to no cluster unless `processors` names one
  std::function<bool()> is_stopped = {};  ///< asked now and then; once true, the source ends early
};

/// The columns a table may have, in the order of a workload file.
const std::vector<std::string>& workload_columns();

/// Opens a trace, gzipped or not. Bad rows go to `problems`, which must outlive the source. Null with issues where the trace
/// is of no use as a whole; base::IoError where it cannot be read.
///
/// Processors are SWF field 8, else 5; the estimate is field 9, else the runtime; the tenant is field 12. A job whose id is
/// no number has that of its row.
std::unique_ptr<JobSource> open_trace(const TraceOptions& options, RowProblems& problems, base::Issues& issues);

/// `jobs` as a source, in their order.
std::unique_ptr<JobSource> source_of(std::vector<Job> jobs, std::int32_t processors);

}  // namespace aibelt::workload
