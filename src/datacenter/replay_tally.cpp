#include "replay_tally.hpp"

#include <algorithm>

namespace aibelt::datacenter {
namespace {

constexpr base::Duration kShortest = std::chrono::seconds{10};  ///< τ of the bounded slowdown

double in_seconds(double microseconds) { return microseconds / 1e6; }

double bounded_slowdown(base::Duration wait, base::Duration runtime) {
  const auto turnaround = static_cast<double>((wait + runtime).count());
  return std::max(1.0, turnaround / static_cast<double>(std::max(runtime, kShortest).count()));
}

}  // namespace

void ReplayTally::add(const FinishedJob& finished) {
  const base::Duration wait = finished.wait();
  const base::Duration runtime = finished.job.runtime;
  ++jobs_;
  waited_ += wait > base::Duration::zero() ? 1 : 0;
  backfilled_ += finished.is_backfilled ? 1 : 0;
  wait_ += wait.count();
  work_ += Sum{finished.job.processors} * runtime.count();
  max_wait_ = std::max(max_wait_, wait);
  slowdown_ += bounded_slowdown(wait, runtime);
  first_submission_ = std::min(first_submission_, finished.job.submission);
  last_finish_ = std::max(last_finish_, finished.finish);
}

ReplayMetrics ReplayTally::metrics(std::int32_t processors) const {
  ReplayMetrics metrics{.jobs = jobs_, .jobs_waited = waited_, .jobs_backfilled = backfilled_};
  if (jobs_ == 0) {
    return metrics;
  }
  const auto count = static_cast<double>(jobs_);
  const auto makespan = static_cast<double>((last_finish_ - first_submission_).count());
  metrics.mean_wait_s = in_seconds(static_cast<double>(wait_) / count);
  metrics.max_wait_s = in_seconds(static_cast<double>(max_wait_.count()));
  metrics.mean_bounded_slowdown = slowdown_ / count;
  metrics.makespan_s = in_seconds(makespan);
  metrics.utilisation = makespan > 0 ? static_cast<double>(work_) / (processors * makespan) : 0;
  return metrics;
}

}  // namespace aibelt::datacenter
