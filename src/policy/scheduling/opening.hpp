#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "aibelt/base/time.hpp"

namespace aibelt::policy {

/// How far in time the free processors about one place of a profile reach, for each number of processors.
struct Opening {
  /// The stretch in which at least `processors` are free.
  struct Level {
    std::int32_t processors = 0;
    base::SimTime begin;
    base::SimTime end;
  };

  std::vector<Level> levels;  ///< by falling processors, each within the next in time

  bool is_empty() const { return levels.empty(); }
  std::int32_t most() const { return levels.front().processors; }

  /// The stretch for a job of `processors` <= most().
  const Level& level(std::int32_t processors) const {
    if (levels.back().processors >= processors) {
      return levels.back();
    }
    const auto is_enough = [processors](const Level& level) { return level.processors >= processors; };
    return *(std::partition_point(levels.begin(), levels.end(), is_enough) - 1);
  }
};

}  // namespace aibelt::policy
