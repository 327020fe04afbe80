#include <cmath>

#include "aibelt/base/error.hpp"
#include "aibelt/sweep/indices.hpp"
#include "indices/resampled_sums.hpp"

namespace aibelt::sweep {
namespace {

/// By factor, the mean size of effects from how many there are and the sum of their sizes.
std::vector<double> mean_sizes(std::span<const double> sums) {
  std::vector<double> means;
  for (std::size_t from = 0; from < sums.size(); from += 2) {
    means.push_back(sums[from] > 0 ? sums[from + 1] / sums[from] : std::nan(""));
  }
  return means;
}

}  // namespace

std::vector<std::optional<MorrisEffect>> morris_effects(std::span<const MorrisStep> steps,
                                                        std::span<const double> outputs, std::size_t n_factors,
                                                        const Bootstrap& bootstrap) {
  base::ensure(n_factors > 0 && outputs.size() % (n_factors + 1) == 0, "trajectories have a point more than factors");
  ResampledSums sums(outputs.size() / (n_factors + 1), 2 * n_factors);
  std::vector<base::Mean> means(n_factors);
  for (const MorrisStep& step : steps) {
    const double effect = (outputs[step.from + 1] - outputs[step.from]) / step.delta;
    if (std::isfinite(effect)) {
      sums.add(step.from / (n_factors + 1), 2 * step.factor, 1);
      sums.add(step.from / (n_factors + 1), 2 * step.factor + 1, std::abs(effect));
      means[step.factor].add(effect);
    }
  }
  auto sizes = sums.estimates(mean_sizes, bootstrap);
  std::vector<std::optional<MorrisEffect>> found(n_factors);
  for (std::size_t factor = 0; factor < n_factors; ++factor) {
    const base::Mean& mean = means[factor];
    if (mean.count() == 1) {
      sizes[factor].interval.reset();
    }
    if (mean.count() > 0) {
      found[factor] = {mean.mean(), sizes[factor], mean.standard_deviation(), static_cast<std::size_t>(mean.count())};
    }
  }
  return found;
}

}  // namespace aibelt::sweep
