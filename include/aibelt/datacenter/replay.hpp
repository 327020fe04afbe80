#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "aibelt/base/issue.hpp"
#include "aibelt/datacenter/cluster.hpp"
#include "aibelt/workload/job_source.hpp"

namespace aibelt::datacenter {

/// What to do about rows of a trace that are no jobs, or out of order.
enum class OnBadRow : std::uint8_t {
  skip,  ///< count and report them; those out of order take their place by submission time
  fail,  ///< report them as issues, without a result
};

struct ReplayOptions {
  std::filesystem::path trace;
  std::string policy = "easy_backfill";
  std::vector<std::string> policy_settings = {};  ///< `field=value`
  std::int32_t processors = 0;                    ///< 0: as the trace says
  std::filesystem::path out;                      ///< folder for jobs.csv and bad_rows.csv; empty: neither is written
  OnBadRow on_bad_row = OnBadRow::skip;
  workload::Screening screening = workload::Screening::strict;
  std::function<bool()> is_stopped = {};  ///< asked now and then; once true, the replay is given up
};

/// The usual figures of a schedule; times in seconds.
struct ReplayMetrics {
  std::int64_t jobs = 0;
  std::int64_t jobs_waited = 0;
  std::int64_t jobs_backfilled = 0;
  double mean_wait_s = 0;
  double max_wait_s = 0;
  double mean_bounded_slowdown = 0;  ///< mean of max(1, (wait + runtime) / max(runtime, 10 s)) [feitelson1998]
  double makespan_s = 0;             ///< from the first submission to the last end
  double utilisation = 0;            ///< processor time used over that of all processors during the makespan
};

struct ReplayResult {
  ReplayMetrics metrics;
  std::int32_t processors = 0;
  workload::RowProblems bad_rows;  ///< unordered ones included, which are among the jobs
  bool is_stopped = false;         ///< given up: nothing is written, and the figures mean nothing
};

/// Replays a job trace on a bare cluster. `jobs.csv` has Batsim's columns, a row a job in the order of ends, times in seconds;
/// `bad_rows.csv` has every bad row as `line,problem`. Wrong input is added to `issues`, and then nothing is written;
/// base::IoError for the disk.
ReplayResult replay(const ReplayOptions& options, base::Issues& issues);

/// How a run of jobs ends.
enum class RunEnd : std::uint8_t {
  done,
  unordered,  ///< at a job submitted before the one that came before it
  too_late,   ///< at a time beyond what a run can hold, some 140,000 years
  stopped,    ///< because somebody asked for it
};

/// Runs the jobs of `source`, by submission, on an empty cluster; asks `is_stopped` every few instants.
RunEnd run_jobs(workload::JobSource& source, const policy::SchedulingPolicy& policy, ClusterObserver& observer,
                const std::function<bool()>& is_stopped = {});

}  // namespace aibelt::datacenter
