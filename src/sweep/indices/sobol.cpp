#include <cmath>

#include "aibelt/base/error.hpp"
#include "aibelt/sweep/indices.hpp"
#include "indices/centre.hpp"
#include "indices/resampled_sums.hpp"

namespace aibelt::sweep {
namespace {

/// The sums of one factor, over the rows of the design.
enum Sum : std::size_t { rows, levels, squares, changes, changes_by_b, changes_squared, n_sums };

/// First-order and total index from the sums of one factor; NaN where nothing varies.
///
/// With f centred on m: V = Σ((a − m)² + (b − m)²) / (2n), V_first = Σ(b − m)(ab − a) / n, V_total = Σ(a − ab)² / (2n).
std::pair<double, double> indices_of(std::span<const double> sums) {
  const double n = sums[rows];
  const double mean = sums[levels] / (2 * n);
  const double variance = sums[squares] / (2 * n) - mean * mean;
  if (!(variance > 0)) {
    return {std::nan(""), std::nan("")};
  }
  return {(sums[changes_by_b] - mean * sums[changes]) / n / variance, sums[changes_squared] / (2 * n) / variance};
}

std::vector<double> indices_of_all(std::span<const double> sums) {
  std::vector<double> indices;
  for (std::size_t from = 0; from < sums.size(); from += n_sums) {
    const auto [first, total] = indices_of(sums.subspan(from, n_sums));
    indices.push_back(first);
    indices.push_back(total);
  }
  return indices;
}

}  // namespace

std::vector<std::optional<SobolIndex>> sobol_indices(std::span<const double> outputs, std::size_t n_factors,
                                                     const Bootstrap& bootstrap) {
  const std::size_t n = outputs.size() / (n_factors + 2);
  base::ensure(n_factors > 0 && n * (n_factors + 2) == outputs.size(), "a Saltelli design has n (factors + 2) points");
  const std::vector<double> centred = about_the_middle(outputs);
  ResampledSums sums(n, n_factors * n_sums);
  std::vector<std::size_t> n_rows(n_factors, 0);
  for (std::size_t factor = 0; factor < n_factors; ++factor) {
    for (std::size_t row = 0; row < n; ++row) {
      const double a = centred[row];
      const double b = centred[n + row];
      const double ab = centred[(factor + 2) * n + row];
      if (!std::isfinite(a + b + ab)) {
        continue;
      }
      ++n_rows[factor];
      const auto add = [&](Sum sum, double value) { sums.add(row, factor * n_sums + sum, value); };
      add(rows, 1);
      add(levels, a + b);
      add(squares, a * a + b * b);
      add(changes, ab - a);
      add(changes_by_b, b * (ab - a));
      add(changes_squared, (ab - a) * (ab - a));
    }
  }
  const auto estimates = sums.estimates(indices_of_all, bootstrap);
  std::vector<std::optional<SobolIndex>> indices(n_factors);
  for (std::size_t factor = 0; factor < n_factors; ++factor) {
    if (n_rows[factor] > 1 && std::isfinite(estimates[2 * factor].value)) {
      indices[factor] = {estimates[2 * factor], estimates[2 * factor + 1], n_rows[factor]};
    }
  }
  return indices;
}

}  // namespace aibelt::sweep
