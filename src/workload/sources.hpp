#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "aibelt/workload/job_source.hpp"
#include "line_reader.hpp"

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

/// The processors of a cluster, and how many a job may ask for.
struct Settled {
  std::int32_t processors = 0;  ///< 0: not known, and not needed
  std::int32_t limit = 0;
};

/// Notes the processors a cluster is to have; nothing, with an issue, where they are needed and nobody says.
std::optional<Settled> settle_processors(const TraceOptions& options, std::int64_t declared, base::Issues& issues);

/// Null with issues where the number of processors is unknown.
std::unique_ptr<JobSource> open_swf(const TraceOptions& options, LineReader lines, RowProblems& problems,
                                    base::Issues& issues);

/// Null with issues where columns are missing or the number of processors is unknown.
std::unique_ptr<JobSource> open_table(const TraceOptions& options, LineReader lines, RowProblems& problems,
                                      base::Issues& issues);

/// The format of a table whose header line this is; TraceFormat::swf where it is none that is known.
TraceFormat format_of_header(std::string_view line);

/// Jobs by submission; null with issues where the file is no Batsim workload.
std::unique_ptr<JobSource> open_batsim(const TraceOptions& options, RowProblems& problems, base::Issues& issues);

}  // namespace aibelt::workload
