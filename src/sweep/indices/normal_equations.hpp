#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace aibelt::sweep {

/// A symmetric matrix, n × n.
class Symmetric {
 public:
  explicit Symmetric(std::size_t n) : n_(n), cells_(n * n, 0) {}

  std::size_t size() const { return n_; }
  double operator()(std::size_t i, std::size_t j) const { return cells_[i * n_ + j]; }
  void set(std::size_t i, std::size_t j, double value) { cells_[i * n_ + j] = cells_[j * n_ + i] = value; }

  /// The rows and columns of `chosen` only.
  Symmetric part(std::span<const std::size_t> chosen) const;

 private:
  std::size_t n_;
  std::vector<double> cells_;
};

/// Inverse of a correlation matrix by Cholesky's factors; nullopt where a column follows from the ones before it.
std::optional<Symmetric> inverse(const Symmetric& correlations);

/// The columns, in their order, that do not follow from chosen ones before them.
std::vector<std::size_t> independent_columns(const Symmetric& correlations);

/// Of `independent`, those no other column follows from together with: dropping any other leaves them as they are.
std::vector<bool> are_told_apart(const Symmetric& correlations, std::span<const std::size_t> independent);

}  // namespace aibelt::sweep
