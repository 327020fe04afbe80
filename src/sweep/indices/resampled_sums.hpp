#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "aibelt/sweep/indices.hpp"

namespace aibelt::sweep {

/// Sums over the independent units of a sample (rows of a design, trajectories, points), so kept that what follows from
/// them can be worked out again on samples drawn with replacement. Beyond 1,000 units, groups of them are drawn.
class ResampledSums {
 public:
  /// Statistics of the sums; NaN where a sample has none.
  using Statistics = std::function<std::vector<double>(std::span<const double> sums)>;

  ResampledSums(std::size_t n_units, std::size_t n_sums);

  void add(std::size_t unit, std::size_t sum, double value) { cell(unit % n_groups_, sum) += value; }

  /// Over all units.
  std::vector<double> totals() const { return totals(std::vector<std::size_t>(n_groups_, 1)); }

  /// What `statistics` come to, with intervals; those need two units.
  std::vector<Estimate> estimates(const Statistics& statistics, const Bootstrap& bootstrap) const;

 private:
  double& cell(std::size_t group, std::size_t sum) { return sums_[group * n_sums_ + sum]; }
  std::vector<double> totals(std::span<const std::size_t> times_drawn) const;
  std::vector<std::vector<double>> resampled(const Statistics& statistics, const Bootstrap& bootstrap) const;

  std::size_t n_groups_;
  std::size_t n_sums_;
  std::vector<double> sums_;  ///< n_groups × n_sums, row-major
};

/// Percentiles of `values`, which may hold NaN for samples without a value; nullopt where most have none.
std::optional<base::Interval> percentile_interval(std::vector<double> values, double level);

}  // namespace aibelt::sweep
