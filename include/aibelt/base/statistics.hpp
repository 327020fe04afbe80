#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace aibelt::base {

/// Count, mean and variance of a series, one value at a time [welford1962].
class Mean {
 public:
  void add(double value);

  std::int64_t count() const { return count_; }
  /// 0 while nothing was added.
  double mean() const { return mean_; }
  /// Of the population the values come from, divisor n - 1; 0 below two values.
  double variance() const;
  double standard_deviation() const;
  /// Of the mean, for independent values; 0 below two values.
  double standard_error() const;

 private:
  std::int64_t count_ = 0;
  double mean_ = 0;
  double squares_ = 0;  ///< sum of squared deviations from the mean
};

/// Mean of a series; LogicError when empty.
Mean mean_of(std::span<const double> values);

struct Interval {
  double low = 0;
  double high = 0;
};

/// Confidence interval of the mean of independent, nearly normal values, by Student's t; level in (0, 1), two values or
/// more.
Interval confidence_interval(const Mean& mean, double level = 0.95);

/// The t with P(|T| <= t) = level for a Student variable of `degrees` >= 1 degrees of freedom. More than 1000 degrees
/// count as 1000, which widens an interval of up to 99 % by at most 0.2 %.
double student_t(double level, std::int64_t degrees);

/// Quantile q in [0, 1] of ascending values, linear between order statistics (type 7 of [hyndman1996], the default of R
/// and NumPy); LogicError when empty.
double quantile(std::span<const double> sorted, double q);

/// Means of `n_batches` equal stretches of a correlated series, so that `standard_error()` holds; values at the start
/// that do not fill a batch are left out. LogicError when there are fewer values than batches.
Mean batch_means(std::span<const double> values, std::size_t n_batches);

}  // namespace aibelt::base
