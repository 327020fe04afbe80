#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "aibelt/base/time.hpp"
#include "processor_set.hpp"

namespace aibelt::policy {

/// Which processors running jobs and reservations leave free, as a step function of time.
class SetProfile {
 public:
  /// All `processors` free for ever.
  explicit SetProfile(std::int32_t processors);

  struct Booking {
    base::SimTime start;
    ProcessorSet processors;
  };

  /// Books the earliest start from `from` on at which enough processors stay free for `duration` > 0; of those the lowest
  /// numbers. Wants no more processors than there are.
  Booking book_earliest(base::SimTime from, base::Duration duration, std::int32_t processors);

  /// Frees `processors` in [begin, end).
  void release(base::SimTime begin, base::SimTime end, const ProcessorSet& processors);

  /// Drops what lies before `now`, which never decreases.
  void forget_before(base::SimTime now);

 private:
  struct Step {
    base::SimTime time;
    ProcessorSet free;
  };

  std::size_t step_at(base::SimTime time) const;
  std::size_t break_at(base::SimTime time);
  std::optional<ProcessorSet> free_throughout(std::size_t step, base::SimTime end, std::int32_t processors) const;

  std::vector<Step> steps_;
};

}  // namespace aibelt::policy
