#pragma once

#include <cstdint>

#include "aibelt/base/time.hpp"

namespace aibelt::workload {

/// A rigid batch job; times of a trace count from the trace's own zero. One cache line, as every waiting job is held.
struct Job {
  std::int64_t number = 0;  ///< as the trace names it
  base::SimTime submission;
  base::Duration runtime{};       ///< cut at the estimate
  base::Duration estimate{};      ///< what the user asked for; the runtime where the trace has none
  std::int32_t processors = 1;    ///< accelerators, or cores of a cluster without any
  std::int32_t profile = -1;      ///< for `JobSource::profile_name`; -1: none
  bool is_cut = false;            ///< ran longer than its estimate in the trace
  std::int16_t gpu_milli = 1000;  ///< thousandths it takes of its processor, 1 to 1000; 1000 where it has several
  std::int32_t tenant = -1;       ///< for `JobSource::tenant_name`; -1: nobody in particular
  std::int32_t priority = 0;      ///< greater goes first where a policy minds
  std::int32_t cpu_milli = 0;     ///< thousandths of a CPU core, all told; 0: not stated
  std::int32_t memory_mib = 0;    ///< all told; 0: not stated
  std::int32_t accelerator = -1;  ///< for `JobSource::accelerator_name`; -1: any
};

}  // namespace aibelt::workload
