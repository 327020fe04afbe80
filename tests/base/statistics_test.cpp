#include "aibelt/base/statistics.hpp"

#include <array>
#include <cmath>
#include <vector>

#include "aibelt/base/error.hpp"
#include "aibelt/base/random.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt::base;

TEST_CASE("Mean gives the moments of 2 4 4 4 5 5 7 9: mean 5, squared deviations 32") {
  const std::array<double, 8> values{2, 4, 4, 4, 5, 5, 7, 9};
  const Mean mean = mean_of(values);
  CHECK(mean.count() == 8);
  CHECK(mean.mean() == Approx(5.0));
  CHECK(mean.variance() == Approx(32.0 / 7.0));
  CHECK(mean.standard_deviation() == Approx(std::sqrt(32.0 / 7.0)));
  CHECK(mean.standard_error() == Approx(std::sqrt(32.0 / 7.0 / 8.0)));
}

TEST_CASE("Mean keeps its digits where values are large beside their spread") {
  Mean mean;
  for (int i = 0; i < 1000; ++i) {
    mean.add(1e12 + (i % 2 == 0 ? 1.0 : -1.0));
  }
  CHECK(mean.mean() - 1e12 == Approx(0.0).margin(1e-3));
  CHECK(mean.variance() == Approx(1000.0 / 999.0).epsilon(1e-3));
}

TEST_CASE("Mean of nothing or of one value has no spread") {
  Mean mean;
  CHECK(mean.count() == 0);
  CHECK(mean.standard_error() == 0.0);
  mean.add(3.0);
  CHECK(mean.mean() == 3.0);
  CHECK(mean.variance() == 0.0);
}

TEST_CASE("quantile interpolates between order statistics: position q (n - 1)") {
  const std::array<double, 4> values{10, 20, 30, 50};
  CHECK(quantile(values, 0.0) == 10.0);
  CHECK(quantile(values, 0.5) == Approx(25.0));
  CHECK(quantile(values, 0.9) == Approx(44.0));
  CHECK(quantile(values, 1.0) == 50.0);
  CHECK(quantile(std::array<double, 1>{7}, 0.3) == 7.0);
}

TEST_CASE("student_t gives the printed table") {
  CHECK(student_t(0.95, 1) == Approx(12.7062).epsilon(1e-5));
  CHECK(student_t(0.95, 2) == Approx(4.30265).epsilon(1e-5));
  CHECK(student_t(0.90, 5) == Approx(2.01505).epsilon(1e-5));
  CHECK(student_t(0.99, 9) == Approx(3.24984).epsilon(1e-5));
  CHECK(student_t(0.95, 30) == Approx(2.04227).epsilon(1e-5));
  CHECK(student_t(0.95, 120) == Approx(1.97993).epsilon(1e-5));
  CHECK(student_t(0.99, 1'000'000) == Approx(2.575829).epsilon(2e-3));
}

TEST_CASE("confidence interval is mean -+ t s / sqrt(n)") {
  const std::array<double, 5> values{1, 2, 3, 4, 5};
  const Interval interval = confidence_interval(mean_of(values));
  const double half_width = 2.776445 * std::sqrt(2.5 / 5.0);
  CHECK(interval.low == Approx(3.0 - half_width).epsilon(1e-6));
  CHECK(interval.high == Approx(3.0 + half_width).epsilon(1e-6));
}

TEST_CASE("a 95 % confidence interval covers the true mean about 95 times in 100") {
  Stream stream(5, "coverage");
  int n_covered = 0;
  for (int i = 0; i < 4000; ++i) {
    Mean mean;
    for (int j = 0; j < 5; ++j) {
      mean.add(stream.normal(1.0, 2.0));
    }
    const Interval interval = confidence_interval(mean);
    n_covered += interval.low <= 1.0 && 1.0 <= interval.high ? 1 : 0;
  }
  CHECK(std::abs(n_covered - 3800) < 3 * 14);  // sd = sqrt(4000 * 0.95 * 0.05) = 13.8
}

TEST_CASE("batch means average equal stretches and leave the odd values at the start out") {
  const std::array<double, 7> values{100, 1, 3, 5, 7, 9, 11};
  const Mean batches = batch_means(values, 3);
  CHECK(batches.count() == 3);
  CHECK(batches.mean() == Approx(6.0));
  CHECK(batches.variance() == Approx(16.0));
}

TEST_CASE("batch means give the standard error of a correlated series: sd / (1 - phi) / sqrt(n)") {
  Stream stream(6, "autoregression");
  constexpr double kPhi = 0.8;
  constexpr std::size_t kLength = 400'000;
  std::vector<double> values(kLength);
  double value = 0;
  for (double& entry : values) {
    value = kPhi * value + stream.normal(0.0, 1.0);
    entry = value;
  }
  const double expected = 1.0 / (1.0 - kPhi) / std::sqrt(static_cast<double>(kLength));
  CHECK(batch_means(values, 400).standard_error() == Approx(expected).epsilon(0.11));  // 3 / sqrt(2 * 400)
  CHECK(mean_of(values).standard_error() < 0.5 * expected);
}

TEST_CASE("statistics refuse what has no answer") {
  CHECK_THROWS_AS(mean_of({}), LogicError);
  CHECK_THROWS_AS(quantile({}, 0.5), LogicError);
  CHECK_THROWS_AS(quantile(std::array<double, 1>{1}, 1.5), LogicError);
  CHECK_THROWS_AS(student_t(1.0, 3), LogicError);
  CHECK_THROWS_AS(student_t(0.95, 0), LogicError);
  CHECK_THROWS_AS(confidence_interval(Mean{}), LogicError);
  CHECK_THROWS_AS(batch_means(std::array<double, 1>{1}, 2), LogicError);
}
