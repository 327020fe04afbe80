/// Sobol indices against closed forms. V: variance, V_i: of the mean given factor i, S_i = V_i / V, ST_i: 1 − share of the
/// variance of the mean given all factors but i.

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "aibelt/base/random.hpp"
#include "aibelt/sweep/indices.hpp"
#include "tests/exact/sensitivity_functions.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using namespace aibelt::exact;
using namespace aibelt::sweep;

namespace {

/// Outputs of `f` on a Saltelli design whose A and B are independent random draws.
std::vector<double> on_random_rows(const Function& f, std::size_t n_factors, std::size_t n, std::uint64_t seed) {
  base::Stream stream(seed, "rows");
  std::vector<double> a(n * n_factors);
  std::vector<double> b(n * n_factors);
  std::ranges::generate(a, [&] { return stream.uniform(); });
  std::ranges::generate(b, [&] { return stream.uniform(); });
  std::vector<double> outputs;
  const auto add_block = [&](const std::vector<double>& points) {
    for (std::size_t row = 0; row < n; ++row) {
      outputs.push_back(f(std::span(points).subspan(row * n_factors, n_factors)));
    }
  };
  add_block(a);
  add_block(b);
  for (std::size_t factor = 0; factor < n_factors; ++factor) {
    std::vector<double> ab = a;
    for (std::size_t row = 0; row < n; ++row) {
      ab[row * n_factors + factor] = b[row * n_factors + factor];
    }
    add_block(ab);
  }
  return outputs;
}

/// The largest error of any index.
double error_of(const std::vector<std::optional<SobolIndex>>& indices, const Shares& truth) {
  double error = 0;
  for (std::size_t factor = 0; factor < indices.size(); ++factor) {
    error = std::max(error, std::abs(indices[factor]->first.value - truth.first[factor]));
    error = std::max(error, std::abs(indices[factor]->total.value - truth.total[factor]));
  }
  return error;
}

bool covers(const Estimate& estimate, double truth) {
  return estimate.interval->low <= truth && truth <= estimate.interval->high;
}

/// Share of intervals, over factors, indices and 100 random designs, that hold the truth.
double coverage(const Function& f, const Shares& truth, std::size_t n) {
  std::size_t n_covered = 0;
  const std::size_t n_factors = truth.first.size();
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    const auto indices = sobol_indices(on_random_rows(f, n_factors, n, seed), n_factors,
                                       {.seed = seed, .name = "f", .n_resamples = 300});
    for (std::size_t factor = 0; factor < n_factors; ++factor) {
      n_covered += covers(indices[factor]->first, truth.first[factor]) ? 1U : 0U;
      n_covered += covers(indices[factor]->total, truth.total[factor]) ? 1U : 0U;
    }
  }
  return static_cast<double>(n_covered) / (200.0 * static_cast<double>(n_factors));
}

}  // namespace

TEST_CASE("The closed forms give the shares that are printed for Ishigami's function with a = 7, b = 0.1") {
  const Shares truth = shares_of_ishigami();
  constexpr std::array kFirst = {0.3139, 0.4424, 0.0};
  constexpr std::array kTotal = {0.5576, 0.4424, 0.2437};
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(truth.first[i] == Approx(kFirst[i]).margin(5e-5));
    CHECK(truth.total[i] == Approx(kTotal[i]).margin(5e-5));
  }
}

TEST_CASE("Sobol indices of random designs near the closed forms as one over the root of the rows") {
  for (const auto& [name, f, truth] : {std::tuple{"Ishigami", Function(ishigami), shares_of_ishigami()},
                                       std::tuple{"g-function", Function(g_function), shares_of_g()}}) {
    std::vector<double> errors;
    for (const std::size_t n : {1024U, 16384U}) {
      base::Mean squares;
      for (std::uint64_t seed = 1; seed <= 16; ++seed) {
        const std::size_t k = truth.first.size();
        const auto indices = sobol_indices(on_random_rows(f, k, n, seed), k, {.n_resamples = 0});
        squares.add(std::pow(error_of(indices, truth), 2));
      }
      errors.push_back(std::sqrt(squares.mean()));
      fmt::print("{}, n = {}: root mean square of the largest error {:.4f}\n", name, n, errors.back());
    }
    CHECK(errors[0] / errors[1] > 3);
    CHECK(errors[0] / errors[1] < 5.3);
  }
}

TEST_CASE("Bootstrap intervals of Sobol indices hold the truth about as often as they say") {
  for (const auto& [name, f, truth] : {std::tuple{"Ishigami", Function(ishigami), shares_of_ishigami()},
                                       std::tuple{"g-function", Function(g_function), shares_of_g()}}) {
    const double share = coverage(f, truth, 512);
    fmt::print("{}: {:.3f} of 95 % intervals hold the truth\n", name, share);
    CHECK(share > 0.92);
    CHECK(share < 0.98);
  }
}

TEST_CASE("A factor that does nothing has indices of zero, marked as such") {
  const auto f = [](std::span<const double> u) { return u[0]; };
  const auto indices = sobol_indices(on_random_rows(f, 2, 64, 1), 2, {});
  CHECK(indices[1]->first.value == 0);
  CHECK(indices[1]->first.may_be_zero());
  CHECK(indices[1]->total.value == 0);
  CHECK_FALSE(indices[0]->total.may_be_zero());
}

TEST_CASE("Scale and offset of the output leave Sobol indices as they are") {
  auto outputs = on_random_rows(ishigami, 3, 256, 1);
  const auto plain = sobol_indices(outputs, 3, {});
  std::ranges::for_each(outputs, [](double& y) { y = 4e9 + 1e3 * y; });
  const auto scaled = sobol_indices(outputs, 3, {});
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(scaled[i]->first.value == Approx(plain[i]->first.value).margin(1e-8));
    CHECK(scaled[i]->total.interval->low == Approx(plain[i]->total.interval->low).margin(1e-8));
  }
}

TEST_CASE("A point without output takes its row from the indices that rest on it, and no more") {
  auto outputs = on_random_rows(ishigami, 3, 64, 1);
  outputs[(2 + 1) * 64 + 5] = std::nan("");  // AB of factor 1
  const auto one_lost = sobol_indices(outputs, 3, {});
  CHECK(one_lost[0]->n_rows == 64);
  CHECK(one_lost[1]->n_rows == 63);
  outputs[7] = std::nan("");  // A
  CHECK(sobol_indices(outputs, 3, {})[2]->n_rows == 63);
  std::fill(outputs.begin() + 2 * 64, outputs.begin() + 3 * 64, std::nan(""));
  const auto block_lost = sobol_indices(outputs, 3, {});
  CHECK_FALSE(block_lost[0]);
  CHECK(block_lost[1]->n_rows == 62);
}

TEST_CASE("An output that does not vary has no Sobol indices") {
  const std::vector<double> outputs(5 * 8, 0.1 + 0.2);
  for (const auto& index : sobol_indices(outputs, 3, {})) {
    CHECK_FALSE(index);
  }
}

TEST_CASE("The same output under the same seed and name has the same intervals") {
  const auto outputs = on_random_rows(ishigami, 3, 64, 1);
  const auto low = [&](const Bootstrap& bootstrap) {
    return sobol_indices(outputs, 3, bootstrap)[0]->first.interval->low;
  };
  CHECK(low({.seed = 3, .name = "x"}) == low({.seed = 3, .name = "x"}));
  CHECK(low({.seed = 3, .name = "x"}) != low({.seed = 4, .name = "x"}));
  CHECK(low({.seed = 3, .name = "x"}) != low({.seed = 3, .name = "y"}));
}
