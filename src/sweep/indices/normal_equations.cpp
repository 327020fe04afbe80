#include "indices/normal_equations.hpp"

#include <algorithm>
#include <cmath>

namespace aibelt::sweep {
namespace {

constexpr double kNothingLeft = 1e-9;  ///< of the variance of a column, beside the columns before it

/// Lower triangle L with L Lᵗ = matrix, row by row; nullopt where a pivot leaves nothing.
std::optional<std::vector<std::vector<double>>> cholesky(const Symmetric& matrix) {
  std::vector<std::vector<double>> lower;
  for (std::size_t i = 0; i < matrix.size(); ++i) {
    std::vector<double> row;
    for (std::size_t j = 0; j <= i; ++j) {
      double left = matrix(i, j);
      for (std::size_t k = 0; k < j; ++k) {
        left -= row[k] * (j == i ? row[k] : lower[j][k]);
      }
      if (j == i && !(left > kNothingLeft)) {
        return std::nullopt;
      }
      row.push_back(j == i ? std::sqrt(left) : left / lower[j][j]);
    }
    lower.push_back(std::move(row));
  }
  return lower;
}

/// x with L Lᵗ x = unit vector `column`.
std::vector<double> solve(const std::vector<std::vector<double>>& lower, std::size_t column) {
  const std::size_t n = lower.size();
  std::vector<double> x(n, 0);
  for (std::size_t i = column; i < n; ++i) {
    x[i] = i == column ? 1 : 0;
    for (std::size_t k = column; k < i; ++k) {
      x[i] -= lower[i][k] * x[k];
    }
    x[i] /= lower[i][i];
  }
  for (std::size_t i = n; i-- > 0;) {
    for (std::size_t k = i + 1; k < n; ++k) {
      x[i] -= lower[k][i] * x[k];
    }
    x[i] /= lower[i][i];
  }
  return x;
}

}  // namespace

Symmetric Symmetric::part(std::span<const std::size_t> chosen) const {
  Symmetric part(chosen.size());
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      part.set(i, j, (*this)(chosen[i], chosen[j]));
    }
  }
  return part;
}

std::optional<Symmetric> inverse(const Symmetric& correlations) {
  const auto lower = cholesky(correlations);
  if (!lower) {
    return std::nullopt;
  }
  Symmetric inverse(correlations.size());
  for (std::size_t column = 0; column < correlations.size(); ++column) {
    const std::vector<double> x = solve(*lower, column);
    for (std::size_t i = column; i < x.size(); ++i) {
      inverse.set(i, column, x[i]);
    }
  }
  return inverse;
}

std::vector<std::size_t> independent_columns(const Symmetric& correlations) {
  std::vector<std::size_t> chosen;
  for (std::size_t column = 0; column < correlations.size(); ++column) {
    chosen.push_back(column);
    if (!cholesky(correlations.part(chosen))) {
      chosen.pop_back();
    }
  }
  return chosen;
}

std::vector<bool> are_told_apart(const Symmetric& correlations, std::span<const std::size_t> independent) {
  std::vector<bool> told_apart(independent.size(), true);
  for (std::size_t column = 0; column < correlations.size(); ++column) {
    if (!(correlations(column, column) > 0) || std::ranges::find(independent, column) != independent.end()) {
      continue;
    }
    // A column left out follows from the chosen ones; a chosen one it cannot do without is not told from it.
    for (std::size_t i = 0; i < independent.size(); ++i) {
      std::vector<std::size_t> others(independent.begin(), independent.end());
      others[i] = column;
      told_apart[i] = told_apart[i] && !cholesky(correlations.part(others));
    }
  }
  return told_apart;
}

}  // namespace aibelt::sweep
