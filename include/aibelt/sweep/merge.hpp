#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "aibelt/sweep/folder.hpp"

namespace aibelt::sweep {

/// Numbers from `first` to `last`, both included.
struct NumberRange {
  std::uint64_t first = 0;
  std::uint64_t last = 0;
};

/// The points that keep a sweep from being whole.
struct Missing {
  std::vector<NumberRange> numbers;  ///< ascending, without gaps between neighbours
  std::uint64_t n_absent = 0;
  std::uint64_t n_stale = 0;    ///< of another version of aibelt, another scenario, or asked for other figures
  std::uint64_t n_damaged = 0;  ///< torn

  std::uint64_t n() const { return n_absent + n_stale + n_damaged; }
};

/// What a merge has come to.
struct Merged {
  std::uint64_t n_points = 0;
  std::uint64_t n_failed = 0;
  std::uint64_t n_failed_checks = 0;
  Missing missing;              ///< where there is any, nothing was written
  bool is_interrupted = false;  ///< likewise; then `missing` need not be all
};

/// Writes points.csv, curves.csv, fans.csv, means.csv and sweep.sqlite into the folder, all or none, from the points alone and in the
/// order of their numbers: the bytes do not depend on shards, jobs, order or interruptions. Memory does not grow with the points.
///
/// A table whose `point` is a design point is over its replications, `all` over everything; a point that failed counts in neither. A
/// curve that a run does not have is 0 all along, as a month without a row is. Quantiles are those of base::quantile, intervals those
/// of base::confidence_interval. IoError for the disk, and where a shard or another merge is at work in the folder.
/// `is_interrupted` is asked at each point.
Merged merge(
    const Points& points, const Folder& folder, const std::function<bool()>& is_interrupted = [] { return false; });

/// `3, 7-9 and 12 more`: at most `most` ranges.
std::string to_text(const std::vector<NumberRange>& numbers, std::size_t most = 20);

/// Which of `count` shards the numbers belong to, ascending.
std::vector<std::uint64_t> shards_of(const std::vector<NumberRange>& numbers, std::uint64_t count);

/// Several lines: how many points are missing and why, which they are, which shards of those that ran here they belong to, and the
/// mend.
std::string explain(const Missing& missing, const Folder& folder);

}  // namespace aibelt::sweep
