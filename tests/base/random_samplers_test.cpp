/// Samplers against their distribution functions with fixed seeds: Kolmogorov-Smirnov for the continuous ones,
/// chi-square for the discrete ones. The bounds are the 0.1 % points, so a right sampler passes 999 seeds in 1000.

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <vector>

#include "aibelt/base/random.hpp"
#include "aibelt/base/statistics.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt::base;

namespace {

constexpr int kDraws = 100'000;

/// sqrt(n) times the largest distance between the empirical and the true distribution function; 0.1 % point 1.95.
double kolmogorov_smirnov(const std::function<double()>& draw, const std::function<double(double)>& probability_below) {
  std::vector<double> values(kDraws);
  std::generate(values.begin(), values.end(), draw);
  std::sort(values.begin(), values.end());
  double distance = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double expected = probability_below(values[i]);
    distance = std::max({distance, std::fabs(static_cast<double>(i) / kDraws - expected),
                         std::fabs(static_cast<double>(i + 1) / kDraws - expected)});
  }
  return distance * std::sqrt(kDraws);
}

/// Cells of a whole-number distribution with the draws expected and seen in each, all expecting 20 or more.
struct Cells {
  std::vector<double> expected;
  std::vector<double> seen;
};

/// Cuts k = first..last into cells of `width`; what lies outside joins the outermost cells.
Cells cells_of(const std::function<std::int64_t()>& draw, const std::function<double(std::int64_t)>& log_probability,
               std::int64_t first, std::int64_t last, std::int64_t width) {
  const auto n_cells = static_cast<std::size_t>((last - first) / width + 1);
  Cells cells{std::vector<double>(n_cells), std::vector<double>(n_cells)};
  for (std::int64_t k = first; k < first + static_cast<std::int64_t>(n_cells) * width; ++k) {
    cells.expected[static_cast<std::size_t>((k - first) / width)] += kDraws * std::exp(log_probability(k));
  }
  for (int i = 0; i < kDraws; ++i) {
    const std::int64_t cell = (std::max(draw(), first) - first) / width;
    cells.seen[std::min(static_cast<std::size_t>(cell), n_cells - 1)] += 1;
  }
  return cells;
}

/// (chi-square - degrees) / sqrt(2 degrees) over cells that expect at least 20; 0.1 % point below 4 for 10 cells or more.
double chi_square_excess(const Cells& cells) {
  double sum = 0;
  double degrees = -1;
  for (std::size_t i = 0; i < cells.expected.size(); ++i) {
    if (cells.expected[i] >= 20.0) {
      const double difference = cells.seen[i] - cells.expected[i];
      sum += difference * difference / cells.expected[i];
      degrees += 1;
    }
  }
  return (sum - degrees) / std::sqrt(2.0 * degrees);
}

/// log of C(n, k) p^k (1 - p)^(n - k), in extended precision.
double log_binomial_probability(std::int64_t n, double p, std::int64_t k) {
  const auto size = static_cast<long double>(n);
  const auto successes = static_cast<long double>(k);
  const long double ways = std::lgamma(size + 1) - std::lgamma(successes + 1) - std::lgamma(size - successes + 1);
  return k < 0 || k > n ? -1e9
                        : static_cast<double>(ways + successes * std::log(static_cast<long double>(p)) +
                                              (size - successes) * std::log1p(-static_cast<long double>(p)));
}

double log_poisson_probability(double mean, std::int64_t k) {
  const auto events = static_cast<long double>(k);
  return k < 0
             ? -1e9
             : static_cast<double>(events * std::log(static_cast<long double>(mean)) - mean - std::lgamma(events + 1));
}

double binomial_excess(std::int64_t n, double p) {
  Stream stream(21, "binomial");
  const double mean = static_cast<double>(n) * p;
  const double sd = std::sqrt(mean * (1 - p));
  const auto first = std::max<std::int64_t>(0, static_cast<std::int64_t>(mean - 6 * sd));
  const auto last = std::min<std::int64_t>(n, static_cast<std::int64_t>(mean + 6 * sd) + 3);
  return chi_square_excess(cells_of([&] { return stream.binomial(n, p); },
                                    [&](std::int64_t k) { return log_binomial_probability(n, p, k); }, first, last,
                                    std::max<std::int64_t>(1, static_cast<std::int64_t>(sd / 8))));
}

double poisson_excess(double mean) {
  Stream stream(22, "poisson");
  const double sd = std::sqrt(mean);
  const auto first = std::max<std::int64_t>(0, static_cast<std::int64_t>(mean - 6 * sd));
  const auto last = static_cast<std::int64_t>(mean + 6 * sd) + 3;
  return chi_square_excess(cells_of([&] { return stream.poisson(mean); },
                                    [&](std::int64_t k) { return log_poisson_probability(mean, k); }, first, last,
                                    std::max<std::int64_t>(1, static_cast<std::int64_t>(sd / 8))));
}

}  // namespace

TEST_CASE("continuous samplers follow their distribution functions") {
  Stream stream(20, "continuous");
  CHECK(kolmogorov_smirnov([&] { return stream.uniform(); }, [](double x) { return x; }) < 1.95);
  CHECK(kolmogorov_smirnov([&] { return stream.uniform(-2.0, 3.0); }, [](double x) { return (x + 2) / 5; }) < 1.95);
  CHECK(kolmogorov_smirnov([&] { return stream.exponential(4.0); }, [](double x) { return 1 - std::exp(-x / 4); }) <
        1.95);
  CHECK(kolmogorov_smirnov([&] { return stream.normal(3.0, 2.0); },
                           [](double x) { return 0.5 * std::erfc((3 - x) / 2 / std::sqrt(2.0)); }) < 1.95);
  CHECK(kolmogorov_smirnov([&] { return stream.triangular(1.0, 2.0, 5.0); },
                           [](double x) { return x < 2 ? (x - 1) * (x - 1) / 4 : 1 - (5 - x) * (5 - x) / 12; }) < 1.95);
}

TEST_CASE("erlang follows 1 - exp(-kx/m) sum_i<k (kx/m)^i / i! also where the product of uniforms underflows") {
  Stream stream(23, "erlang");
  for (const int shape : {1, 2, 7, 2000}) {
    const auto below = [shape](double x) {  // mean 6
      const double z = shape * x / 6;
      double sum = 0;
      for (int i = 0; i < shape; ++i) {
        sum += std::exp(i * std::log(z) - z - std::lgamma(i + 1.0));
      }
      return 1 - sum;
    };
    const auto scaled = [&] { return stream.erlang(shape, 6.0); };
    if (shape < 100) {
      CHECK(kolmogorov_smirnov(scaled, below) < 1.95);
    } else {  // mean 6, variance 36 / shape
      Mean mean;
      for (int i = 0; i < 4000; ++i) {
        mean.add(scaled());
      }
      CHECK(std::fabs(mean.mean() - 6.0) < 4 * mean.standard_error());
      CHECK(mean.variance() == Approx(36.0 / shape).epsilon(4 * std::sqrt(2.0 / 4000)));
    }
  }
}

TEST_CASE("binomial follows its exact probabilities by inversion and by rejection, up to n = 10^8") {
  CHECK(binomial_excess(40, 0.2) < 4.0);
  CHECK(binomial_excess(1'000'000, 5e-6) < 4.0);
  CHECK(binomial_excess(30, 0.35) < 4.0);
  CHECK(binomial_excess(60, 0.5) < 4.0);
  CHECK(binomial_excess(60, 0.8) < 4.0);
  CHECK(binomial_excess(2000, 0.01) < 4.0);
  CHECK(binomial_excess(100'000, 0.37) < 4.0);
  CHECK(binomial_excess(100'000'000, 0.93) < 4.0);
}

TEST_CASE("binomial at its edges is certain") {
  Stream stream(24, "edges");
  for (int i = 0; i < 100; ++i) {
    REQUIRE(stream.binomial(0, 0.5) == 0);
    REQUIRE(stream.binomial(100, 0.0) == 0);
    REQUIRE(stream.binomial(100, 1.0) == 100);
    const std::int64_t successes = stream.binomial(25, 0.5);
    REQUIRE(successes >= 0);
    REQUIRE(successes <= 25);
    REQUIRE(stream.poisson(0.0) == 0);
  }
}

TEST_CASE("poisson follows its exact probabilities by inversion and by rejection") {
  CHECK(poisson_excess(3.0) < 4.0);
  CHECK(poisson_excess(9.99) < 4.0);
  CHECK(poisson_excess(10.0) < 4.0);
  CHECK(poisson_excess(123.4) < 4.0);
  CHECK(poisson_excess(1e8) < 4.0);
}

TEST_CASE("below and categorical give each index its share") {
  Stream stream(25, "discrete");
  const auto uniform = cells_of([&] { return static_cast<std::int64_t>(stream.below(37)); },
                                [](std::int64_t) { return -std::log(37.0); }, 0, 36, 1);
  CHECK(chi_square_excess(uniform) < 4.0);
  const std::array<double, 5> weights{1, 0, 4, 2, 3};
  const auto weighted =
      cells_of([&] { return static_cast<std::int64_t>(stream.categorical(weights)); },
               [&](std::int64_t k) { return std::log(weights[static_cast<std::size_t>(k)] / 10); }, 0, 4, 1);
  CHECK(weighted.seen[1] == 0);
  CHECK(chi_square_excess(weighted) < 4.0);
  const auto coin = cells_of([&] { return stream.bernoulli(0.3) ? 1 : 0; },
                             [](std::int64_t k) { return std::log(k == 1 ? 0.3 : 0.7); }, 0, 1, 1);
  CHECK(chi_square_excess(coin) < 4.0);
}

TEST_CASE("below reaches 0 and n - 1 for powers of two and their neighbours") {
  Stream stream(26, "below");
  for (const std::uint64_t n : {1U, 2U, 3U, 4U, 5U, 7U, 8U, 9U}) {
    std::vector<bool> was_seen(n);
    for (int i = 0; i < 1000; ++i) {
      was_seen.at(stream.below(n)) = true;
    }
    REQUIRE(std::count(was_seen.begin(), was_seen.end(), true) == static_cast<std::ptrdiff_t>(n));
  }
}
