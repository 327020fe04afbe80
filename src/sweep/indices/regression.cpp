#include <algorithm>
#include <cmath>
#include <numeric>

#include "aibelt/base/error.hpp"
#include "aibelt/sweep/indices.hpp"
#include "indices/centre.hpp"
#include "indices/normal_equations.hpp"
#include "indices/resampled_sums.hpp"

namespace aibelt::sweep {
namespace {

/// Columns of equal length: the factors, then the output, of the points that have one.
using Columns = std::vector<std::vector<double>>;

Columns columns_of(std::span<const double> values, std::span<const double> outputs, std::size_t n_factors) {
  base::ensure(n_factors > 0 && values.size() == outputs.size() * n_factors, "a point has a value a factor");
  Columns columns(n_factors + 1);
  for (std::size_t point = 0; point < outputs.size(); ++point) {
    if (std::isfinite(outputs[point])) {
      for (std::size_t factor = 0; factor < n_factors; ++factor) {
        columns[factor].push_back(values[point * n_factors + factor]);
      }
      columns.back().push_back(outputs[point]);
    }
  }
  return columns;
}

/// Ranks from 1; equal values share the mean of theirs.
std::vector<double> ranks_of(const std::vector<double>& values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return values[i]; });
  std::vector<double> ranks(values.size());
  for (std::size_t from = 0, to = 0; from < order.size(); from = to) {
    while (to < order.size() && values[order[to]] == values[order[from]]) {
      ++to;
    }
    for (std::size_t i = from; i < to; ++i) {
      ranks[order[i]] = static_cast<double>(from + to + 1) / 2;
    }
  }
  return ranks;
}

/// How many points, the sum of every column, and of every product of two.
ResampledSums sums_of(const Columns& columns) {
  const std::size_t n = columns.size();
  ResampledSums sums(columns.front().size(), 1 + n + n * (n + 1) / 2);
  for (std::size_t point = 0; point < columns.front().size(); ++point) {
    std::size_t product = 1 + n;
    sums.add(point, 0, 1);
    for (std::size_t i = 0; i < n; ++i) {
      sums.add(point, 1 + i, columns[i][point]);
      for (std::size_t j = 0; j <= i; ++j) {
        sums.add(point, product++, columns[i][point] * columns[j][point]);
      }
    }
  }
  return sums;
}

/// From the sums of `n` columns; a column that does not vary has 0 on the diagonal.
Symmetric correlations_of(std::span<const double> sums, std::size_t n) {
  Symmetric covariances(n);
  std::size_t product = 1 + n;
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      covariances.set(i, j, sums[product++] / sums[0] - sums[1 + i] / sums[0] * (sums[1 + j] / sums[0]));
    }
  }
  Symmetric correlations(n);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      // Columns are at most 1 in size: a variance of 1e-14 is rounding.
      const bool varies = covariances(i, i) > 1e-14 && covariances(j, j) > 1e-14;
      correlations.set(i, j,
                       !varies  ? 0
                       : i == j ? 1
                                : covariances(i, j) / std::sqrt(covariances(i, i) * covariances(j, j)));
    }
  }
  return correlations;
}

enum class Coefficient { standardised, partial };

/// R², then the coefficient of each factor, from the correlations R of the factors and r of them with the output, which comes
/// last: b = R⁻¹ r, R² = b·r.
std::vector<double> model_of(const Symmetric& correlations, Coefficient kind) {
  const std::size_t y = correlations.size() - 1;
  std::vector<std::size_t> factors(y);
  std::iota(factors.begin(), factors.end(), std::size_t{0});
  const auto of_factors = inverse(correlations.part(factors));
  std::vector<double> model(y + 1, std::nan(""));
  if (!of_factors || !(correlations(y, y) > 0)) {
    return model;
  }
  model[0] = 0;
  for (std::size_t i = 0; i < y; ++i) {
    double coefficient = 0;
    for (std::size_t j = 0; j < y; ++j) {
      coefficient += (*of_factors)(i, j) * correlations(j, y);
    }
    model[1 + i] = coefficient;
    model[0] += coefficient * correlations(i, y);
  }
  model[0] = std::clamp(model[0], 0.0, 1.0);
  if (kind == Coefficient::partial) {
    for (std::size_t i = 0; i < y; ++i) {
      // b / √(b² + (R⁻¹)(i, i) (1 − R²)); a model that leaves nothing leaves rounding, which is no correlation.
      const double b = model[1 + i];
      model[1 + i] = b / std::sqrt(b * b + std::max((*of_factors)(i, i) * (1 - model[0]), 1e-12));
    }
  }
  return model;
}

std::optional<Regression> regression(const Columns& columns, Coefficient kind, const Bootstrap& bootstrap) {
  const std::size_t n_factors = columns.size() - 1;
  const std::size_t n_points = columns.front().size();
  if (n_points <= n_factors + 1) {
    return std::nullopt;
  }
  Columns centred;
  for (const auto& column : columns) {
    centred.push_back(about_the_middle(column));
  }
  const ResampledSums sums = sums_of(centred);
  const Symmetric all = correlations_of(sums.totals(), columns.size());
  if (!(all(n_factors, n_factors) > 0)) {
    return std::nullopt;
  }
  std::vector<std::size_t> factors(n_factors);
  std::iota(factors.begin(), factors.end(), std::size_t{0});
  std::vector<std::size_t> chosen = independent_columns(all.part(factors));
  const std::vector<bool> told_apart = are_told_apart(all.part(factors), chosen);
  chosen.push_back(n_factors);
  const auto estimates = sums.estimates(
      [&](std::span<const double> of_sample) {
        return model_of(correlations_of(of_sample, columns.size()).part(chosen), kind);
      },
      bootstrap);
  Regression found{.r_squared = estimates[0].value, .n_points = n_points, .coefficients = {}};
  found.coefficients.resize(n_factors);
  for (std::size_t i = 0; i < told_apart.size(); ++i) {
    if (told_apart[i]) {
      found.coefficients[chosen[i]] = estimates[1 + i];
    }
  }
  return found;
}

}  // namespace

std::optional<Regression> standardised_regression(std::span<const double> values, std::span<const double> outputs,
                                                  std::size_t n_factors, const Bootstrap& bootstrap) {
  return regression(columns_of(values, outputs, n_factors), Coefficient::standardised, bootstrap);
}

std::optional<Regression> partial_rank_correlation(std::span<const double> values, std::span<const double> outputs,
                                                   std::size_t n_factors, const Bootstrap& bootstrap) {
  Columns columns = columns_of(values, outputs, n_factors);
  for (auto& column : columns) {
    column = ranks_of(column);
  }
  return regression(columns, Coefficient::partial, bootstrap);
}

std::optional<Estimate> share_between_levels(std::span<const std::size_t> levels, std::span<const double> outputs,
                                             const Bootstrap& bootstrap) {
  base::ensure(levels.size() == outputs.size() && !levels.empty(), "a point has a level");
  const std::vector<double> centred = about_the_middle(outputs);
  const std::size_t n_levels = *std::ranges::max_element(levels) + 1;
  // Count and sum of each level, then the sum of squares over all.
  ResampledSums sums(levels.size(), 2 * n_levels + 1);
  for (std::size_t point = 0; point < levels.size(); ++point) {
    if (std::isfinite(centred[point])) {
      sums.add(point, 2 * levels[point], 1);
      sums.add(point, 2 * levels[point] + 1, centred[point]);
      sums.add(point, 2 * n_levels, centred[point] * centred[point]);
    }
  }
  const auto share = [&](std::span<const double> of_sample) -> std::vector<double> {
    double count = 0;
    double sum = 0;
    double between = 0;
    std::size_t n_seen = 0;
    for (std::size_t level = 0; level < n_levels; ++level) {
      if (of_sample[2 * level] > 0) {
        ++n_seen;
        count += of_sample[2 * level];
        sum += of_sample[2 * level + 1];
        between += of_sample[2 * level + 1] * of_sample[2 * level + 1] / of_sample[2 * level];
      }
    }
    const double of_mean = count > 0 ? sum * sum / count : 0;
    const double total = of_sample[2 * n_levels] - of_mean;
    return {n_seen > 1 && total > 0 ? std::clamp((between - of_mean) / total, 0.0, 1.0) : std::nan("")};
  };
  const Estimate estimate = sums.estimates(share, bootstrap).front();
  return std::isfinite(estimate.value) ? std::optional(estimate) : std::nullopt;
}

}  // namespace aibelt::sweep
