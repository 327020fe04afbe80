/// Elementary effects, regression, ranks, levels and noise against hand-worked cases. u: coordinates, shares of ranges.

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

#include <fmt/format.h>

#include "aibelt/base/random.hpp"
#include "aibelt/sweep/indices.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using namespace aibelt::sweep;

namespace {

using Function = std::function<double(std::span<const double>)>;

struct Trajectories {
  std::vector<MorrisStep> steps;
  std::vector<double> coordinates;  ///< n_points × n_factors, row-major
  std::size_t n_factors = 0;

  std::vector<double> outputs(const Function& f) const {
    std::vector<double> values;
    for (std::size_t from = 0; from < coordinates.size(); from += n_factors) {
      values.push_back(f(std::span(coordinates).subspan(from, n_factors)));
    }
    return values;
  }
};

/// Factors move one after the other by 2/3 from 0 or 1/3, or back from 2/3 or 1: four levels.
Trajectories trajectories(std::size_t n, std::size_t n_factors) {
  Trajectories made{.steps = {}, .coordinates = {}, .n_factors = n_factors};
  base::Stream stream(1, "trajectories");
  for (std::size_t trajectory = 0; trajectory < n; ++trajectory) {
    std::vector<double> u;
    for (std::size_t factor = 0; factor < n_factors; ++factor) {
      u.push_back(static_cast<double>(stream.below(4)) / 3);
    }
    made.coordinates.insert(made.coordinates.end(), u.begin(), u.end());
    for (std::size_t factor = 0; factor < n_factors; ++factor) {
      const double delta = u[factor] < 0.5 ? 2.0 / 3 : -2.0 / 3;
      made.steps.push_back({trajectory * (n_factors + 1) + factor, factor, delta});
      u[factor] += delta;
      made.coordinates.insert(made.coordinates.end(), u.begin(), u.end());
    }
  }
  return made;
}

std::vector<double> random_points(std::size_t n, std::size_t n_factors) {
  base::Stream stream(1, "points");
  std::vector<double> values(n * n_factors);
  std::ranges::generate(values, [&] { return stream.uniform(); });
  return values;
}

std::vector<double> outputs_on(const std::vector<double>& points, std::size_t n_factors, const Function& f) {
  return Trajectories{.steps = {}, .coordinates = points, .n_factors = n_factors}.outputs(f);
}

}  // namespace

TEST_CASE("Elementary effects of a linear function are its coefficients: mu* = |c|, sigma = 0") {
  const auto made = trajectories(6, 3);
  const auto effects =
      morris_effects(made.steps, made.outputs([](auto u) { return 5 + 3 * u[0] - 2 * u[1] + 0 * u[2]; }), 3, {});
  constexpr std::array kCoefficients = {3.0, -2.0, 0.0};
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(effects[i]->mean == Approx(kCoefficients[i]).margin(1e-12));
    CHECK(effects[i]->mean_size.value == Approx(std::abs(kCoefficients[i])).margin(1e-12));
    CHECK(effects[i]->standard_deviation == Approx(0).margin(1e-12));
    CHECK(effects[i]->n_effects == 6);
  }
  CHECK(effects[2]->mean_size.may_be_zero());
  CHECK_FALSE(effects[1]->mean_size.may_be_zero());
}

TEST_CASE("The elementary effect of a factor of the product u0 u1 is the other one where the step is") {
  const auto made = trajectories(8, 2);
  const auto effects = morris_effects(made.steps, made.outputs([](auto u) { return u[0] * u[1]; }), 2, {});
  base::Mean of_first;
  base::Mean of_second;
  for (const MorrisStep& step : made.steps) {
    (step.factor == 0 ? of_first : of_second).add(made.coordinates[2 * step.from + (step.factor == 0 ? 1 : 0)]);
  }
  CHECK(effects[0]->mean == Approx(of_first.mean()));
  CHECK(effects[0]->mean_size.value == Approx(of_first.mean()));
  CHECK(effects[0]->standard_deviation == Approx(of_first.standard_deviation()));
  CHECK(effects[1]->mean == Approx(of_second.mean()));
  CHECK(effects[1]->standard_deviation == Approx(of_second.standard_deviation()));
}

TEST_CASE("Effects of opposite signs cancel in mu, not in mu*") {
  const auto made = trajectories(200, 2);
  const auto effects =
      morris_effects(made.steps, made.outputs([](auto u) { return (2 * u[0] - 1) * (2 * u[1] - 1); }), 2, {});
  // Effect of u0 is 2 (2 u1 - 1): of u1 in {0, 1/3, 2/3, 1}, sizes 2, 2/3, 2/3, 2.
  CHECK(effects[0]->mean == Approx(0).margin(0.3));
  CHECK(effects[0]->mean_size.value == Approx(4.0 / 3).margin(0.15));
  CHECK(effects[0]->mean_size.interval->low < 4.0 / 3);
  CHECK(effects[0]->mean_size.interval->high > 4.0 / 3);
}

TEST_CASE("A point without output takes the effects of the steps to and from it") {
  const auto made = trajectories(4, 3);
  auto outputs = made.outputs([](auto u) { return u[0] + u[1] + u[2]; });
  outputs[1] = std::nan("");
  const auto effects = morris_effects(made.steps, outputs, 3, {});
  CHECK(effects[0]->n_effects == 3);
  CHECK(effects[1]->n_effects == 3);
  CHECK(effects[2]->n_effects == 4);
  std::ranges::fill(outputs, std::nan(""));
  CHECK_FALSE(morris_effects(made.steps, outputs, 3, {})[0]);
}

TEST_CASE("Standardised coefficients of a linear function on a full factorial are c sd(x) / sd(y), with R2 = 1") {
  std::vector<double> points;
  std::vector<double> outputs;
  for (const double x : {0.0, 1.0, 2.0}) {
    for (const double z : {10.0, 30.0}) {
      points.insert(points.end(), {x, z});
      outputs.push_back(7 + 3 * x - 0.2 * z);
    }
  }
  const auto found = standardised_regression(points, outputs, 2, {});
  // Var x = 2/3, Var z = 100: Var y = 9 · 2/3 + 0.04 · 100 = 10.
  CHECK(found->r_squared == Approx(1));
  CHECK(found->coefficients[0]->value == Approx(std::sqrt(6.0 / 10)));
  CHECK(found->coefficients[1]->value == Approx(-std::sqrt(4.0 / 10)));
}

TEST_CASE("Standardised coefficients are those of the simple regression worked out by hand") {
  // x 1..5, y 2 4 5 4 5: Sxy = 6, Sxx = 10, Syy = 6, r = 6 / √60, R2 = 0.6.
  const std::vector<double> x = {1, 2, 3, 4, 5};
  const std::vector<double> y = {2, 4, 5, 4, 5};
  const auto found = standardised_regression(x, y, 1, {});
  CHECK(found->r_squared == Approx(0.6));
  CHECK(found->coefficients[0]->value == Approx(6 / std::sqrt(60.0)));
  // Ranks of y 1 2.5 4.5 2.5 4.5: Sxy = 7, Syy = 9, r = 7 / √90.
  CHECK(partial_rank_correlation(x, y, 1, {})->coefficients[0]->value == Approx(7 / std::sqrt(90.0)));
}

TEST_CASE("A partial correlation is that of the residuals") {
  // r_xy.z = (r_xy − r_xz r_yz) / √((1 − r_xz²)(1 − r_yz²)), of ranks: the values here are ranks already.
  const std::vector<double> x = {1, 2, 3, 4, 5, 6};
  const std::vector<double> z = {2, 1, 4, 3, 6, 5};
  const std::vector<double> y = {3, 1, 2, 6, 4, 5};
  const auto correlation = [](const std::vector<double>& a, const std::vector<double>& b) {
    double squares = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
      squares += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return 1 - 6 * squares / (6 * 35.0);
  };
  std::vector<double> points;
  for (std::size_t i = 0; i < 6; ++i) {
    points.insert(points.end(), {x[i], z[i]});
  }
  const double xy = correlation(x, y);
  const double xz = correlation(x, z);
  const double yz = correlation(y, z);
  const auto found = partial_rank_correlation(points, y, 2, {});
  CHECK(found->coefficients[0]->value == Approx((xy - xz * yz) / std::sqrt((1 - xz * xz) * (1 - yz * yz))));
  CHECK(found->coefficients[1]->value == Approx((yz - xz * xy) / std::sqrt((1 - xz * xz) * (1 - xy * xy))));
}

TEST_CASE("Ranks see through a steep but rising function, which a line does not") {
  const auto points = random_points(400, 2);
  const auto outputs = outputs_on(points, 2, [](auto u) { return std::exp(20 * u[0]) + u[1]; });
  CHECK(standardised_regression(points, outputs, 2, {})->r_squared < 0.4);
  const auto ranked = partial_rank_correlation(points, outputs, 2, {});
  CHECK(ranked->r_squared > 0.95);
  CHECK(ranked->coefficients[0]->value > 0.95);
  CHECK_FALSE(ranked->coefficients[0]->may_be_zero());
}

TEST_CASE("Factors that follow from each other are not told apart; the others are") {
  auto points = random_points(50, 4);
  for (std::size_t point = 0; point < 50; ++point) {
    points[4 * point + 2] = 3 - 2 * points[4 * point];
    points[4 * point + 3] = 8;
  }
  const auto outputs = outputs_on(points, 4, [](auto u) { return u[0] + u[1]; });
  const auto found = standardised_regression(points, outputs, 4, {});
  CHECK(found->r_squared == Approx(1));
  CHECK_FALSE(found->coefficients[0]);
  CHECK(found->coefficients[1]->value == Approx(1 / std::sqrt(2.0)).margin(0.1));
  CHECK_FALSE(found->coefficients[2]);
  CHECK_FALSE(found->coefficients[3]);
}

TEST_CASE("Intervals of regression coefficients hold the truth about as often as they say") {
  // y = 2 u0 + u1 + 0 u2 + noise of variance 1/12 each: coefficients 2, 1, 0 over √(4 + 1 + 1).
  std::size_t n_covered = 0;
  for (std::uint64_t seed = 1; seed <= 150; ++seed) {
    base::Stream stream(seed, "sample");
    std::vector<double> points;
    std::vector<double> outputs;
    for (std::size_t point = 0; point < 150; ++point) {
      const std::array u = {stream.uniform(), stream.uniform(), stream.uniform()};
      points.insert(points.end(), u.begin(), u.end());
      outputs.push_back(2 * u[0] + u[1] + stream.uniform());
    }
    const auto found = standardised_regression(points, outputs, 3, {.seed = seed, .name = "y", .n_resamples = 300});
    for (std::size_t i = 0; i < 3; ++i) {
      const double truth = std::array{2.0, 1.0, 0.0}[i] / std::sqrt(6.0);
      const base::Interval interval = *found->coefficients[i]->interval;
      n_covered += interval.low <= truth && truth <= interval.high ? 1 : 0;
    }
  }
  const double share = static_cast<double>(n_covered) / 450;
  fmt::print("{:.3f} of 95 % intervals hold the truth\n", share);
  CHECK(share > 0.91);
  CHECK(share < 0.98);
}

TEST_CASE("Too few points, or an output that does not vary, make no regression") {
  CHECK_FALSE(standardised_regression(random_points(3, 2), std::vector{1.0, 2.0, 4.0}, 2, {}));
  CHECK_FALSE(standardised_regression(random_points(9, 2), std::vector<double>(9, 0.3), 2, {}));
  CHECK_FALSE(partial_rank_correlation(random_points(9, 2), std::vector<double>(9, std::nan("")), 2, {}));
}

TEST_CASE("The share between levels is the sum of squares between them over that of all") {
  // Levels a: 1 3, b: 5 7, mean 4: between 2 (2² + 2²) = 16, total 9 + 1 + 1 + 9 = 20.
  const std::vector<std::size_t> levels = {0, 0, 1, 1};
  CHECK(share_between_levels(levels, std::vector{1.0, 3.0, 5.0, 7.0}, {})->value == Approx(0.8));
  CHECK_FALSE(share_between_levels(std::vector<std::size_t>{0, 0, 0, 0}, std::vector{1.0, 3.0, 5.0, 7.0}, {}));
  CHECK_FALSE(share_between_levels(levels, std::vector{1.0, 1.0, 1.0, 1.0}, {}));
}

TEST_CASE("Means over replications want every replication") {
  const auto means = means_over_replications(std::vector{1.0, 3.0, 5.0, std::nan("")}, 2);
  CHECK(means[0] == 2);
  CHECK(std::isnan(means[1]));
}

TEST_CASE("What a seed does to all points alike is no noise between their means") {
  // Points 0, 10, 20; replications add 0 and 4: within 3 (2² + 2²) = 24, total 24 + 2 (100 + 0 + 100) = 424.
  const std::vector<double> alike = {0, 4, 10, 14, 20, 24};
  const auto common = noise_of(alike, 2);
  CHECK(common->share_of_runs == Approx(24.0 / 424));
  CHECK(common->share_of_means == Approx(0).margin(1e-12));
  CHECK(common->n_points == 3);
  // The rest of y: ±2 with signs + − − + + −, less the replication's own ±2/3: Σ = 6 · 4 − 6 · 4/9; divisors (3 − 1)(2 − 1) and 2.
  const auto crossed = noise_of(std::vector{4.0, 0.0, 10.0, 14.0, 24.0, 20.0}, 2);
  CHECK(crossed->share_of_means == Approx((24 - 24.0 / 9) / 2 / 2 / 100));
  CHECK_FALSE(noise_of(alike, 1));
  CHECK_FALSE(noise_of(std::vector<double>(6, 1.5), 2));
}

TEST_CASE("A change between two points is paired by replication") {
  const Estimate change = paired_change(std::vector{1.0, 5.0, 9.0}, std::vector{2.0, 6.0, 13.0}, 0.95);
  // Changes 1, 1, 4: mean 2, sd √3, t(0.95, 2) = 4.30265.
  CHECK(change.value == Approx(2));
  CHECK(change.interval->high == Approx(2 + 4.302652729911275));
  CHECK(change.may_be_zero());
  CHECK_FALSE(paired_change(std::vector{1.0}, std::vector{2.0}, 0.95).interval);
}
