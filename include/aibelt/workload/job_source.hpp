#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
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

  /// Processors of the cluster: as asked for, else as the trace says.
  virtual std::int32_t processors() const = 0;
};

/// Which rows are jobs when they contradict themselves.
enum class Screening : std::uint8_t {
  strict,   ///< a row of zero runtime or of a runtime above the estimate is a bad row
  lenient,  ///< both are jobs; the runtime is cut at the estimate
};

/// In which order a source gives its jobs.
enum class JobOrder : std::uint8_t {
  as_written,     ///< that of the file, in constant memory; JSON workloads are always by submission
  by_submission,  ///< by submission time, ties as written; holds the whole trace
};

struct TraceOptions {
  std::filesystem::path file;
  std::int32_t processors = 0;  ///< 0: as the trace says
  Screening screening = Screening::strict;
  JobOrder order = JobOrder::as_written;
};

/// Opens a Standard Workload Format trace or, for names ending in `.json` or `.json.gz`, a Batsim workload, gzipped or not.
/// Processors are SWF field 8, else 5; the estimate is field 9, else the runtime. Bad rows go to `problems`, which must
/// outlive the source. Null with issues where the trace is of no use as a whole; base::IoError where it cannot be read.
std::unique_ptr<JobSource> open_trace(const TraceOptions& options, RowProblems& problems, base::Issues& issues);

/// `jobs` as a source, in their order.
std::unique_ptr<JobSource> source_of(std::vector<Job> jobs, std::int32_t processors);

}  // namespace aibelt::workload
