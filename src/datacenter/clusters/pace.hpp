#pragma once

#include <cstdint>

#include "aibelt/base/error.hpp"
#include "aibelt/base/time.hpp"

namespace aibelt::datacenter {

/// The clock by which jobs work: it runs with the simulation's at full speed and more slowly under a power limit, for all jobs of
/// a partition alike, so that a change of speed touches no job. Speeds are whole millionths; rounding is below a microsecond a
/// change of speed.
class Pace {
 public:
  static constexpr std::int64_t kFull = 1'000'000;

  explicit Pace(base::SimTime start) : since_(start), worked_(start) {}

  std::int64_t speed() const { return speed_; }

  /// What the clock shows at `now`, which is not before the last change.
  base::SimTime at(base::SimTime now) const {
    return worked_ + base::Duration{static_cast<std::int64_t>(Wide{(now - since_).count()} * speed_ / kFull)};
  }

  /// When the clock will show `worked`; kNever while it stands.
  base::SimTime when(base::SimTime worked) const {
    if (worked <= worked_) {
      return since_;
    }
    if (speed_ == 0) {
      return base::kNever;
    }
    const Wide span = (Wide{(worked - worked_).count()} * kFull + speed_ - 1) / speed_;
    return span < Wide{(base::kNever - since_).count()} ? since_ + base::Duration{static_cast<std::int64_t>(span)}
                                                        : base::kNever;
  }

  /// From `now` on it runs at `speed` millionths.
  void set(base::SimTime now, std::int64_t speed) {
    base::ensure(speed >= 0 && speed <= kFull, "a pace is faster than time");
    worked_ = at(now);
    since_ = now;
    speed_ = speed;
  }

 private:
  __extension__ using Wide = __int128;

  base::SimTime since_;
  base::SimTime worked_;
  std::int64_t speed_ = kFull;
};

}  // namespace aibelt::datacenter
