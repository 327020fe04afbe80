#include "indices/resampled_sums.hpp"

#include <algorithm>
#include <cmath>

#include "aibelt/base/random.hpp"

namespace aibelt::sweep {

ResampledSums::ResampledSums(std::size_t n_units, std::size_t n_sums)
    : n_groups_(std::clamp<std::size_t>(n_units, 1, 1000)), n_sums_(n_sums), sums_(n_groups_ * n_sums, 0) {}

std::vector<double> ResampledSums::totals(std::span<const std::size_t> times_drawn) const {
  std::vector<double> totals(n_sums_, 0);
  for (std::size_t group = 0; group < n_groups_; ++group) {
    if (times_drawn[group] != 0) {
      const double times = static_cast<double>(times_drawn[group]);
      const double* row = &sums_[group * n_sums_];
      for (std::size_t sum = 0; sum < n_sums_; ++sum) {
        totals[sum] += times * row[sum];
      }
    }
  }
  return totals;
}

/// By statistic, one value of each sample.
std::vector<std::vector<double>> ResampledSums::resampled(const Statistics& statistics,
                                                          const Bootstrap& bootstrap) const {
  base::Stream stream(bootstrap.seed, "sensitivity/" + bootstrap.name);
  std::vector<std::vector<double>> values;
  for (std::size_t sample = 0; sample < bootstrap.n_resamples; ++sample) {
    std::vector<std::size_t> times_drawn(n_groups_, 0);
    for (std::size_t draw = 0; draw < n_groups_; ++draw) {
      ++times_drawn[stream.below(n_groups_)];
    }
    const std::vector<double> of_sample = statistics(totals(times_drawn));
    values.resize(of_sample.size());
    for (std::size_t i = 0; i < of_sample.size(); ++i) {
      values[i].push_back(of_sample[i]);
    }
  }
  return values;
}

std::vector<Estimate> ResampledSums::estimates(const Statistics& statistics, const Bootstrap& bootstrap) const {
  std::vector<Estimate> estimates;
  for (const double value : statistics(totals())) {
    estimates.push_back({.value = value, .interval = std::nullopt});
  }
  if (n_groups_ > 1) {
    auto values = resampled(statistics, bootstrap);
    for (std::size_t i = 0; i < values.size(); ++i) {
      estimates[i].interval = percentile_interval(std::move(values[i]), bootstrap.level);
    }
  }
  return estimates;
}

std::optional<base::Interval> percentile_interval(std::vector<double> values, double level) {
  const std::size_t n_samples = values.size();
  std::erase_if(values, [](double value) { return !std::isfinite(value); });
  if (values.empty() || values.size() * 2 < n_samples) {
    return std::nullopt;
  }
  std::ranges::sort(values);
  return base::Interval{base::quantile(values, (1 - level) / 2), base::quantile(values, (1 + level) / 2)};
}

}  // namespace aibelt::sweep
