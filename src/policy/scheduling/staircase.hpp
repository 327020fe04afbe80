#pragma once

#include <array>
#include <cstdint>

namespace aibelt::policy {

/// What a backfilled job may take: up to `any` processors for any time, up to `brief` >= any for at most `window`.
struct Gap {
  std::int32_t any = 0;
  std::int32_t brief = 0;
  std::int64_t window = 0;

  bool admits(std::int32_t processors, std::int64_t estimate) const {
    return processors <= any || (processors <= brief && estimate <= window);
  }
};

/// The lower left outline of a set of jobs in the plane of (processors, estimate), of a few steps.
///
/// With more corners than it can hold it joins some into one further out, so it may admit a gap that none of its jobs
/// fits, but never the other way round.
class Staircase {
 public:
  static constexpr std::size_t kSteps = 8;

  bool is_empty() const { return count_ == 0; }
  void clear() { count_ = 0; }

  /// False when no job of the set fits `gap`.
  bool may_fit(const Gap& gap) const {
    if (count_ == 0 || processors_[0] > gap.brief) {
      return false;
    }
    std::size_t last = 0;
    while (last + 1 < count_ && processors_[last + 1] <= gap.brief) {
      ++last;
    }
    return estimates_[last] <= gap.window || processors_[0] <= gap.any;
  }

  /// Puts a job into the set; false when the outline already covers it.
  bool add(std::int32_t processors, std::int64_t estimate);

  /// Puts the set of `other` into this one.
  void add(const Staircase& other);

 private:
  void join_two_steps();

  // One more than are kept: `add` inserts first and joins then.
  std::array<std::int32_t, kSteps + 1> processors_;  ///< ascending
  std::array<std::int64_t, kSteps + 1> estimates_;   ///< descending
  std::size_t count_ = 0;
};

}  // namespace aibelt::policy
