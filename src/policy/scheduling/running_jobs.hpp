#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "aibelt/base/time.hpp"

namespace aibelt::policy {

/// The running jobs, by number and by when each is expected to end.
class RunningJobs {
 public:
  struct Run {
    base::SimTime start;
    base::SimTime end;  ///< as it is expected now
    std::int32_t processors = 0;
  };

  void add(std::int32_t job, const Run& run) {
    const auto index = static_cast<std::size_t>(job);
    if (index >= runs_.size()) {
      runs_.resize(2 * index + 1);
    }
    runs_[index] = run;
    by_end_.emplace(run.end, job);
  }

  /// Takes the job out.
  Run remove(std::int32_t job) {
    const Run run = runs_[static_cast<std::size_t>(job)];
    by_end_.erase({run.end, job});
    return run;
  }

  /// The job that should have ended first, by `now`.
  std::optional<std::int32_t> overdue(base::SimTime now) const {
    const bool is_one = !by_end_.empty() && by_end_.begin()->first <= now;
    return is_one ? std::optional(by_end_.begin()->second) : std::nullopt;
  }

  /// The first expected end after `now`; kNever without.
  base::SimTime first_end_after(base::SimTime now) const {
    const auto next = by_end_.upper_bound({now, std::numeric_limits<std::int32_t>::max()});
    return next == by_end_.end() ? base::kNever : next->first;
  }

 private:
  std::vector<Run> runs_;  ///< by job
  std::set<std::pair<base::SimTime, std::int32_t>> by_end_;
};

}  // namespace aibelt::policy
