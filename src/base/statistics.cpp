#include "aibelt/base/statistics.hpp"

#include <algorithm>
#include <cmath>

#include "aibelt/base/error.hpp"
#include "aibelt/base/portable_math.hpp"

namespace aibelt::base {
namespace {

constexpr double kPi = 0x1.921fb54442d18p+1;

/// P(|T| <= t): the finite sums 26.7.3 and 26.7.4 of [abramowitz1964], angle = atan(t / sqrt(degrees)).
double student_probability(double t, std::int64_t degrees) {
  const double ratio = t / std::sqrt(static_cast<double>(degrees));
  const double cosine = 1.0 / std::sqrt(1.0 + ratio * ratio);
  const double sine = ratio * cosine;
  const bool is_odd = degrees % 2 == 1;
  double term = is_odd ? cosine : 1.0;
  double sum = 0;
  for (std::int64_t k = is_odd ? 3 : 2; k <= degrees; k += 2) {
    sum += term;
    term *= cosine * cosine * static_cast<double>(k - 1) / static_cast<double>(k);
  }
  return is_odd ? 2.0 / kPi * (atan(ratio) + sine * sum) : sine * sum;
}

}  // namespace

void Mean::add(double value) {
  ++count_;
  const double deviation = value - mean_;
  mean_ += deviation / static_cast<double>(count_);
  squares_ += deviation * (value - mean_);
}

double Mean::variance() const { return count_ < 2 ? 0.0 : squares_ / static_cast<double>(count_ - 1); }

double Mean::standard_deviation() const { return std::sqrt(variance()); }

double Mean::standard_error() const { return count_ < 2 ? 0.0 : std::sqrt(variance() / static_cast<double>(count_)); }

Mean mean_of(std::span<const double> values) {
  ensure(!values.empty(), "mean_of: no values");
  Mean mean;
  for (const double value : values) {
    mean.add(value);
  }
  return mean;
}

double student_t(double level, std::int64_t degrees) {
  ensure(level > 0.0 && level < 1.0 && degrees >= 1, "student_t: wants 0 < level < 1 and degrees >= 1");
  const std::int64_t counted = std::min<std::int64_t>(degrees, 1000);
  double high = 1;
  while (student_probability(high, counted) < level) {
    high *= 2.0;
  }
  double low = 0;
  for (int i = 0; i < 60; ++i) {
    const double middle = 0.5 * (low + high);
    (student_probability(middle, counted) < level ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

Interval confidence_interval(const Mean& mean, double level) {
  ensure(mean.count() >= 2, "confidence_interval: fewer than two values");
  const double half_width = student_t(level, mean.count() - 1) * mean.standard_error();
  return {mean.mean() - half_width, mean.mean() + half_width};
}

double quantile(std::span<const double> sorted, double q) {
  ensure(!sorted.empty() && q >= 0.0 && q <= 1.0, "quantile: wants values and q in 0..1");
  const double position = q * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(position);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  const double share = position - static_cast<double>(below);
  return sorted[below] + share * (sorted[above] - sorted[below]);
}

Mean batch_means(std::span<const double> values, std::size_t n_batches) {
  ensure(n_batches > 0 && values.size() >= n_batches, "batch_means: fewer values than batches");
  const std::size_t size = values.size() / n_batches;
  std::span<const double> rest = values.subspan(values.size() % n_batches);
  Mean batches;
  for (; !rest.empty(); rest = rest.subspan(size)) {
    batches.add(mean_of(rest.first(size)).mean());
  }
  return batches;
}

}  // namespace aibelt::base
