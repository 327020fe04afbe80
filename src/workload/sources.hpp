#pragma once

#include <memory>
#include <optional>

#include "aibelt/workload/job_source.hpp"

namespace aibelt::workload {

/// Longest runtime or estimate, about 31 years.
inline constexpr base::Duration kLongestJob = std::chrono::seconds{1'000'000'000};

/// Latest submission, about 3,000 years: room for traces in Unix time.
inline constexpr base::Duration kLatestSubmission = std::chrono::seconds{100'000'000'000};

/// One row of a trace before it is screened; a negative estimate or number of processors is unknown.
struct RawJob {
  base::Duration submission{};
  base::Duration runtime{};
  base::Duration estimate{};
  std::int64_t processors = 0;
};

/// Turns `raw` into the times and processors of `job`, or says what is wrong with it.
std::optional<RowProblem> screen(const RawJob& raw, Screening screening, std::int32_t processors, Job& job);

/// Notes the processors a cluster is to have; an issue where neither the user nor the trace says.
std::int32_t settle_processors(const TraceOptions& options, std::int64_t declared, base::Issues& issues);

/// Null with issues where the number of processors is unknown.
std::unique_ptr<JobSource> open_swf(const TraceOptions& options, RowProblems& problems, base::Issues& issues);

/// Jobs by submission; null with issues where the file is no Batsim workload.
std::unique_ptr<JobSource> open_batsim(const TraceOptions& options, RowProblems& problems, base::Issues& issues);

}  // namespace aibelt::workload
