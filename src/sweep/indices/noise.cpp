#include <cmath>

#include "aibelt/base/error.hpp"
#include "aibelt/sweep/indices.hpp"
#include "indices/centre.hpp"

namespace aibelt::sweep {

std::vector<double> means_over_replications(std::span<const double> outputs, std::size_t n_replications) {
  base::ensure(n_replications > 0 && outputs.size() % n_replications == 0, "points have equally many replications");
  std::vector<double> means;
  for (std::size_t from = 0; from < outputs.size(); from += n_replications) {
    means.push_back(base::mean_of(outputs.subspan(from, n_replications)).mean());
  }
  return means;
}

namespace {

/// Points all of whose replications have an output, one after the other.
std::vector<double> whole_points(std::span<const double> outputs, std::size_t n_replications) {
  std::vector<double> whole;
  for (std::size_t from = 0; from < outputs.size(); from += n_replications) {
    const auto point = outputs.subspan(from, n_replications);
    if (std::isfinite(base::mean_of(point).mean())) {
      whole.insert(whole.end(), point.begin(), point.end());
    }
  }
  return whole;
}

}  // namespace

/// Two-way analysis of variance without repetition, y = point + replication + rest: what a seed does to all points alike
/// does not blur their comparison; only the rest does.
std::optional<Noise> noise_of(std::span<const double> outputs, std::size_t n_replications) {
  const std::vector<double> y = about_the_middle(whole_points(outputs, n_replications));
  const std::size_t n_points = y.size() / n_replications;
  if (n_points < 2 || n_replications < 2) {
    return std::nullopt;
  }
  const std::vector<double> of_points = means_over_replications(y, n_replications);
  std::vector<base::Mean> of_replications(n_replications);
  base::Mean all;
  for (std::size_t i = 0; i < y.size(); ++i) {
    of_replications[i % n_replications].add(y[i]);
    all.add(y[i]);
  }
  double within = 0;
  double total = 0;
  double rest = 0;
  for (std::size_t i = 0; i < y.size(); ++i) {
    const double of_point = of_points[i / n_replications];
    const double residual = y[i] - of_point - of_replications[i % n_replications].mean() + all.mean();
    within += (y[i] - of_point) * (y[i] - of_point);
    total += (y[i] - all.mean()) * (y[i] - all.mean());
    rest += residual * residual;
  }
  if (!(total > 0)) {
    return std::nullopt;
  }
  const double r = static_cast<double>(n_replications);
  const double rest_of_means = rest / static_cast<double>((n_points - 1) * (n_replications - 1)) / r;
  const double of_means = base::mean_of(of_points).variance();
  const double share = of_means > 0 ? std::min(1.0, rest_of_means / of_means) : 1;
  return Noise{.share_of_runs = within / total, .share_of_means = share, .n_points = n_points};
}

Estimate paired_change(std::span<const double> low, std::span<const double> high, double level) {
  base::ensure(low.size() == high.size() && !low.empty(), "changes are between equally many replications");
  base::Mean change;
  for (std::size_t i = 0; i < low.size(); ++i) {
    change.add(high[i] - low[i]);
  }
  Estimate estimate{.value = change.mean(), .interval = std::nullopt};
  if (change.count() > 1 && std::isfinite(change.mean())) {
    estimate.interval = base::confidence_interval(change, level);
  }
  return estimate;
}

}  // namespace aibelt::sweep
