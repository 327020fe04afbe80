#pragma once

#include <algorithm>
#include <cstdint>

#include "aibelt/base/time.hpp"

namespace aibelt::supply {

/// Whole units that a customer no longer wants of the demand ahead of it, the latest of it first.
class DroppedDemand {
 public:
  /// Drops `units` more of what `wanted_on(day)` says comes up on the days from `now` to `end`; returns what that falls short by.
  template <class WantedOn>
  std::int64_t drop(std::int64_t units, base::SimTime now, base::SimTime end, WantedOn wanted_on) {
    units_ += units;
    from_ = end;
    double ahead = 0;
    while (from_ - base::kDay >= now && ahead + kRounding < static_cast<double>(units_)) {
      from_ -= base::kDay;
      ahead += wanted_on(from_);
    }
    const auto found = static_cast<std::int64_t>(std::min(ahead + kRounding, static_cast<double>(units_)));
    const std::int64_t short_by = units_ - found;
    units_ = found;
    return short_by;
  }

  /// What is still wanted of `units` that come up on `day`.
  std::int64_t wanted_of(std::int64_t units, base::SimTime day) {
    const std::int64_t part = day < from_ ? 0 : std::min(units, units_);
    units_ -= part;
    return units - part;
  }

 private:
  static constexpr double kRounding = 1e-6;  // of a unit

  std::int64_t units_ = 0;
  base::SimTime from_;
};

}  // namespace aibelt::supply
