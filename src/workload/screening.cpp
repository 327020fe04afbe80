#include <algorithm>

#include "sources.hpp"

namespace aibelt::workload {
namespace {

using base::Duration;

bool is_out_of_range(const RawJob& raw) {
  return raw.submission > kLatestSubmission || raw.runtime > kLongestJob || raw.estimate > kLongestJob;
}

std::optional<RowProblem> problem_of(const RawJob& raw, std::int32_t processors) {
  if (raw.submission < Duration::zero()) {
    return RowProblem::negative_submission;
  }
  if (raw.runtime < Duration::zero()) {
    return RowProblem::negative_runtime;
  }
  if (raw.processors <= 0) {
    return RowProblem::no_processors;
  }
  if (raw.processors > processors) {
    return RowProblem::too_many_processors;
  }
  return is_out_of_range(raw) ? std::optional(RowProblem::out_of_range) : std::nullopt;
}

}  // namespace

std::optional<RowProblem> screen(const RawJob& raw, Screening screening, std::int32_t processors, Job& job) {
  if (const auto problem = problem_of(raw, processors)) {
    return problem;
  }
  job.submission = base::SimTime{raw.submission};
  job.estimate = raw.estimate > Duration::zero() ? raw.estimate : raw.runtime;
  job.runtime = screening == Screening::as_written ? raw.runtime : std::min(raw.runtime, job.estimate);
  job.processors = static_cast<std::int32_t>(raw.processors);
  job.is_cut = raw.runtime > job.estimate;
  if (screening == Screening::strict && raw.runtime == Duration::zero()) {
    return RowProblem::zero_runtime;
  }
  if (screening == Screening::strict && job.is_cut) {
    return RowProblem::longer_than_estimate;
  }
  return std::nullopt;
}

std::optional<Settled> settle_processors(const TraceOptions& options, std::int64_t declared, base::Issues& issues) {
  constexpr std::int32_t kMost = 1 << 30;
  const std::int64_t processors = options.processors != 0 ? options.processors : declared;
  const bool is_known = processors > 0 && processors <= kMost;
  if (!options.needs_processors) {
    return Settled{is_known ? static_cast<std::int32_t>(processors) : 0,
                   options.processors > 0 ? std::min(options.processors, kMost) : kMost};
  }
  if (!is_known) {
    issues.push_back(
        {.file = options.file.string(),
         .path = "processors",
         .message = "the trace does not say how many processors the cluster has; name a number from 1 to 2^30"});
    return std::nullopt;
  }
  return Settled{static_cast<std::int32_t>(processors), static_cast<std::int32_t>(processors)};
}

}  // namespace aibelt::workload
