#pragma once

#include "aibelt/datacenter/replay.hpp"

namespace aibelt::datacenter {

/// Sums up finished jobs; times and processor times exactly, in whole microseconds.
class ReplayTally {
 public:
  void add(const FinishedJob& finished);

  ReplayMetrics metrics(std::int32_t processors) const;

 private:
  using Sum = __int128;

  std::int64_t jobs_ = 0;
  std::int64_t waited_ = 0;
  std::int64_t backfilled_ = 0;
  Sum wait_ = 0;
  Sum work_ = 0;  ///< processors × microseconds
  base::Duration max_wait_{};
  double slowdown_ = 0;
  base::SimTime first_submission_ = base::kNever;
  base::SimTime last_finish_ = base::SimTime::min();
};

}  // namespace aibelt::datacenter
