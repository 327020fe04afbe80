// Searches over responses in closed form, whose answers are known.

#include <cmath>
#include <limits>

#include "aibelt/base/random.hpp"
#include "aibelt/base/statistics.hpp"
#include "aibelt/sweep/solve.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using sweep::Goal;
using sweep::Solution;

namespace {

using Response = std::function<double(double value, std::uint64_t replication)>;

/// Searches with `n` replications and counts the runs that takes.
Solution search(const Goal& goal, const Response& response, std::uint64_t n = 1, std::size_t* n_runs = nullptr) {
  return sweep::solve(goal, [&](std::span<const double> values) {
    std::vector<std::vector<double>> all;
    for (const double value : values) {
      auto& responses = all.emplace_back();
      for (std::uint64_t r = 0; r < n; ++r) {
        responses.push_back(response(value, r));
      }
    }
    if (n_runs != nullptr) {
      *n_runs += values.size() * n;
    }
    return all;
  });
}

Solution search(const Goal& goal, double (*response)(double)) {
  return search(goal, [&](double value, std::uint64_t) { return response(value); });
}

double answer_of(const Solution& solution) {
  REQUIRE(solution.answer);
  return solution.trials[*solution.answer].value;
}

double square(double x) { return x * x; }

/// Noise of replication r, alike for all values: common random numbers. Mean 0 over many.
double noise(std::uint64_t replication) {
  base::Stream stream(7, "noise/" + std::to_string(replication));
  return 2 * stream.uniform() - 1;
}

}  // namespace

TEST_CASE("the smallest value is found to the tolerance, and one below it does not reach") {
  // x² >= 50 from sqrt(50) on.
  const Solution solution = search({.low = 0, .high = 20, .target = 50, .tolerance = 0.001}, square);
  CHECK(answer_of(solution) >= std::sqrt(50.0));
  CHECK(answer_of(solution) <= std::sqrt(50.0) * 1.001);
  REQUIRE(solution.neighbour);
  CHECK(solution.trials[*solution.neighbour].value < std::sqrt(50.0));
  CHECK(answer_of(solution) - solution.trials[*solution.neighbour].value <= 0.001 * answer_of(solution));
  CHECK(solution.n_crossings == 1);
  CHECK(solution.is_monotone);
  CHECK_FALSE(solution.has_confidence);
}

TEST_CASE("the largest value under a ceiling is found") {
  const Solution solution =
      search({.low = 0, .high = 20, .wants_largest = true, .target = 50, .is_at_least = false}, square);
  CHECK(answer_of(solution) <= std::sqrt(50.0));
  CHECK(answer_of(solution) >= std::sqrt(50.0) * 0.99);
  CHECK(solution.trials[*solution.neighbour].value > std::sqrt(50.0));
}

TEST_CASE("a falling response has its smallest value under a ceiling and its largest over a floor") {
  const auto falling = [](double x) { return 100.0 / x; };
  const Solution smallest = search({.low = 1, .high = 100, .target = 8, .is_at_least = false}, +falling);
  CHECK(answer_of(smallest) >= 12.5);
  CHECK(answer_of(smallest) <= 12.5 * 1.01);
  const Solution largest = search({.low = 1, .high = 100, .wants_largest = true, .target = 8}, +falling);
  CHECK(answer_of(largest) <= 12.5);
  CHECK(answer_of(largest) >= 12.5 * 0.99);
}

TEST_CASE("a target met at the end that is sought needs the grid only") {
  std::size_t n_runs = 0;
  const Goal goal{.low = 10, .high = 20, .target = 50};
  const Solution solution = search(
      goal, [](double x, std::uint64_t) { return x * x; }, 1, &n_runs);
  CHECK(answer_of(solution) == 10);
  CHECK_FALSE(solution.neighbour);
  CHECK(solution.n_crossings == 0);
  CHECK(n_runs == sweep::kGridValues);
}

TEST_CASE("a target that none reaches has no answer, but the nearest to it") {
  const Solution rising = search({.low = 0, .high = 5, .target = 50}, square);
  CHECK_FALSE(rising.answer);
  CHECK(rising.trials[rising.best].value == 5);
  CHECK(rising.trials[rising.best].mean == 25);
  const Solution bulge = search(
      {.low = 0, .high = 4, .target = 50}, +[](double x) { return 10 - (x - 1.5) * (x - 1.5); });
  CHECK_FALSE(bulge.answer);
  CHECK(bulge.trials[bulge.best].value == 1.5);
  CHECK_FALSE(bulge.is_monotone);
}

TEST_CASE("a response that goes up and down is told, and its first crossing found") {
  // Above 0.5 between π/6 and 5π/6, and again from 13π/6 on.
  const auto wave = [](double x) { return std::sin(x); };
  const Solution smallest = search({.low = 0, .high = 7.5, .target = 0.5}, +wave);
  CHECK(smallest.n_crossings == 3);
  CHECK_FALSE(smallest.is_monotone);
  const double sixth = std::acos(-1.0) / 6;
  CHECK(answer_of(smallest) == Approx(sixth).epsilon(0.02));
  CHECK(answer_of(smallest) >= sixth);
  const Solution largest = search({.low = 0, .high = 4, .wants_largest = true, .target = 0.5}, +wave);
  CHECK(largest.n_crossings == 2);
  CHECK(answer_of(largest) == Approx(5 * sixth).epsilon(0.02));
}

TEST_CASE("whole numbers are tried where only they are possible, each once") {
  std::size_t n_runs = 0;
  const Goal goal{.low = 1, .high = 60, .is_whole = true, .target = 37.5};
  const Solution solution = search(
      goal, [](double x, std::uint64_t) { return x; }, 1, &n_runs);
  CHECK(answer_of(solution) == 38);
  CHECK(solution.trials[*solution.neighbour].value == 37);
  CHECK(n_runs == solution.trials.size());
  for (const sweep::Trial& trial : solution.trials) {
    CHECK(trial.value == std::trunc(trial.value));
  }
  const Solution narrow = search(
      {.low = 3, .high = 4, .is_whole = true, .target = 3.5}, +[](double x) { return x; });
  CHECK(answer_of(narrow) == 4);
  CHECK(narrow.trials.size() == 2);
}

TEST_CASE("the answer under noise is where the one-sided bound of the mean reaches the target") {
  // Response x + noise, noise alike for all x: bound(x) = x + mean - t s / sqrt(n), so that the answer is target - mean + t s / sqrt(n).
  constexpr std::uint64_t kReplications = 10;
  base::Mean mean;
  for (std::uint64_t r = 0; r < kReplications; ++r) {
    mean.add(noise(r));
  }
  // One-sided 95 % of Student's t with 9 degrees of freedom: 1.833.
  const double half_width = 1.833113 * mean.standard_error();
  const Goal goal{.low = 1, .high = 100, .target = 50, .tolerance = 1e-6};
  const Solution solution = search(
      goal, [](double x, std::uint64_t r) { return x + noise(r); }, kReplications);
  CHECK(answer_of(solution) == Approx(50 - mean.mean() + half_width).epsilon(1e-5));
  CHECK(solution.has_confidence);
  CHECK(solution.is_monotone);
  const sweep::Trial& answer = solution.trials[*solution.answer];
  CHECK(*answer.half_width == Approx(half_width).epsilon(1e-6));
  CHECK(answer.n_replications == kReplications);
  CHECK(answer.mean == Approx(answer.value + mean.mean()));
}

TEST_CASE("more confidence asks for more") {
  double before = 0;
  for (const double confidence : {0.6, 0.8, 0.95, 0.99}) {
    const Goal goal{.low = 1, .high = 100, .target = 50, .confidence = confidence, .tolerance = 1e-6};
    const double answer = answer_of(search(
        goal, [](double x, std::uint64_t r) { return x + noise(r); }, 5));
    CHECK(answer > before);
    before = answer;
  }
}

TEST_CASE("the stated confidence is the share of samples whose answer truly reaches the target") {
  // Response x + z, z uniform on (-1, 1): the mean truly reaches 50 from x = 50 on. Of 400 samples of 8 replications the answer
  // is at least 50 in about 90 %, give or take 3 × 1.5 points.
  constexpr std::uint64_t kSamples = 400;
  std::size_t n_true = 0;
  for (std::uint64_t sample = 0; sample < kSamples; ++sample) {
    const Goal goal{.low = 40, .high = 60, .target = 50, .confidence = 0.9, .tolerance = 1e-5};
    const Solution solution = search(
        goal, [&](double x, std::uint64_t r) { return x + noise(1000 * sample + r); }, 8);
    n_true += answer_of(solution) >= 50 ? 1U : 0U;
  }
  const double share = static_cast<double>(n_true) / static_cast<double>(kSamples);
  INFO(share);
  CHECK(share > 0.855);
  CHECK(share < 0.945);
}

TEST_CASE("noise alone is no change of direction") {
  const Goal goal{.low = 0, .high = 10, .target = 50};
  const Solution solution = search(
      goal, [](double x, std::uint64_t r) { return 0.001 * x + noise(1000 * r + static_cast<std::uint64_t>(8 * x)); },
      20);
  CHECK(solution.is_monotone);
  CHECK_FALSE(solution.answer);
}

TEST_CASE("replications that agree give an answer without a confidence") {
  const Solution solution = search(
      {.low = 0, .high = 20, .target = 50}, [](double x, std::uint64_t) { return x * x; }, 5);
  CHECK_FALSE(solution.has_confidence);
  CHECK(answer_of(solution) == Approx(std::sqrt(50.0)).epsilon(0.01));
}

TEST_CASE("a value without a response does not reach") {
  const double none = std::numeric_limits<double>::quiet_NaN();
  const Goal goal{.low = 0, .high = 10, .target = 1};
  const Solution solution = search(goal, [&](double x, std::uint64_t) { return x < 4 ? none : x; });
  CHECK(answer_of(solution) >= 4);
  CHECK(answer_of(solution) <= 4.04);
  CHECK(solution.trials[solution.best].value == 10);
  const Solution nowhere = search(goal, [&](double, std::uint64_t) { return none; });
  CHECK_FALSE(nowhere.answer);
}

TEST_CASE("an answer near zero ends too, and ends below zero count") {
  const Solution near_zero = search(
      {.low = 0, .high = 1, .target = 1e-9}, +[](double x) { return x; });
  CHECK(answer_of(near_zero) > 0);
  CHECK(answer_of(near_zero) < 0.001);
  CHECK(near_zero.trials.size() < 40);
  const Solution below = search(
      {.low = -10, .high = -1, .target = -3}, +[](double x) { return x; });
  CHECK(answer_of(below) == Approx(-3).epsilon(0.01));
  CHECK(answer_of(below) >= -3);
}

TEST_CASE("trials stand ascending, once each, with values of few digits") {
  const Solution solution = search({.low = 0.1, .high = 0.7, .target = 0.05}, square);
  for (std::size_t i = 0; i + 1 < solution.trials.size(); ++i) {
    CHECK(solution.trials[i].value < solution.trials[i + 1].value);
  }
  CHECK(solution.trials[1].value == 0.175);
}
