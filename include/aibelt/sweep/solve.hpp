#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace aibelt::sweep {

/// Which value of one input to look for.
struct Goal {
  double low = 0;  ///< values from low to high come into question
  double high = 0;
  bool is_whole = false;       ///< whole numbers only
  bool wants_largest = false;  ///< the largest value that reaches the target, else the smallest
  double target = 0;
  bool is_at_least = true;   ///< the response is to be `target` or more, else `target` or less
  double confidence = 0.95;  ///< one-sided, that the mean response reaches the target; 0.5 to 1, neither included
  double tolerance = 0.01;   ///< how far the answer may be off, as a share of its size; above 0
};

/// What a value came to over all replications. NaN among responses stands for a run that has none: such a value does not reach.
struct Trial {
  double value = 0;
  std::size_t n_replications = 0;
  double mean = 0;  ///< of the responses
  std::optional<double>
      half_width;        ///< of the one-sided interval of the mean, by Student's t; nullopt where nothing varies
  bool reaches = false;  ///< whether the mean reaches the target by that half-width or more
};

/// The responses to each of `values`: one for each replication, whose seed is alike for all values.
using Evaluate = std::function<std::vector<std::vector<double>>(std::span<const double> values)>;

/// What the search found.
struct Solution {
  std::vector<Trial> trials;          ///< each value once, ascending
  std::optional<std::size_t> answer;  ///< of `trials`; nullopt where none reaches the target
  std::optional<std::size_t>
      neighbour;                ///< the nearest one beyond the answer that does not; nullopt at the end of the range
  std::size_t best = 0;         ///< of `trials`: the one nearest to the target or furthest past it, by its bound
  std::size_t n_crossings = 0;  ///< of the grid: how often it goes from reaching to not reaching or back
  bool is_monotone = true;      ///< on the grid, but for what noise explains
  bool has_confidence = false;  ///< whether replications differ, so that one can be stated
};

/// Values on the grid that is tried first, both ends among them.
inline constexpr std::size_t kGridValues = 9;

/// Tries a grid over the range, then halves the step of the grid where the first value reaches the target, until it is as narrow as the
/// tolerance. The same responses give the same trials.
Solution solve(const Goal& goal, const Evaluate& evaluate);

}  // namespace aibelt::sweep
