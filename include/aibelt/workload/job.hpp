#pragma once

#include <cstdint>

#include "aibelt/base/time.hpp"

namespace aibelt::workload {

/// A rigid batch job of a trace; times count from the trace's own zero.
struct Job {
  std::int64_t number = 0;  ///< as the trace names it
  base::SimTime submission;
  base::Duration runtime{};   ///< cut at the estimate
  base::Duration estimate{};  ///< what the user asked for; the runtime where the trace has none
  std::int32_t processors = 1;
  std::int32_t profile = -1;  ///< for `JobSource::profile_name`
  bool is_cut = false;        ///< ran longer than its estimate in the trace
};

}  // namespace aibelt::workload
