#include "aibelt/base/portable_math.hpp"

#include <cmath>
#include <limits>

#include "aibelt/base/random.hpp"
#include "tests/support/catch.hpp"

namespace base = aibelt::base;

namespace {

constexpr int kPoints = 100'000;
constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// Distance of `value` from the extended-precision `reference` in units in the last place of a double.
double ulps(double value, long double reference) {
  const double rounded = std::fabs(static_cast<double>(reference));
  const double ulp = std::nextafter(rounded, kInfinity) - rounded;
  return static_cast<double>(std::fabs(static_cast<long double>(value) - reference) / ulp);
}

/// The largest error, in ulps, of `function` against `reference` over points drawn by `point`.
template <class Function, class Reference, class Point>
double worst_ulps(Function function, Reference reference, Point point) {
  base::Stream stream(1, "portable_math");
  double worst = 0;
  for (int i = 0; i < kPoints; ++i) {
    const double x = point(stream);
    worst = std::fmax(worst, ulps(function(x), reference(static_cast<long double>(x))));
  }
  return worst;
}

long double reference_log(long double x) { return std::log(x); }
long double reference_log1p(long double x) { return std::log1p(x); }
long double reference_exp(long double x) { return std::exp(x); }
long double reference_log_gamma(long double x) { return std::lgamma(x); }
long double reference_atan(long double x) { return std::atan(x); }

auto between(double low, double high) {
  return [=](base::Stream& stream) { return stream.uniform(low, high); };
}

}  // namespace

TEST_CASE("log is within 2 ulp from the smallest subnormal to the largest double") {
  CHECK(worst_ulps(base::log, reference_log, between(0.5, 2.0)) < 2.0);
  CHECK(worst_ulps(base::log, reference_log, between(0.999, 1.001)) < 2.0);
  const auto anywhere = [](base::Stream& s) {
    return std::ldexp(s.uniform(1.0, 2.0), static_cast<int>(s.below(2097)) - 1074);
  };
  CHECK(worst_ulps(base::log, reference_log, anywhere) < 2.0);
}

TEST_CASE("log1p is within 2 ulp, also for tiny arguments") {
  CHECK(worst_ulps(base::log1p, reference_log1p, between(-0.999, 3.0)) < 2.0);
  CHECK(worst_ulps(base::log1p, reference_log1p, between(-1e-12, 1e-12)) < 2.0);
  CHECK(worst_ulps(base::log1p, reference_log1p, between(1.0, 1e20)) < 2.0);
}

TEST_CASE("exp is within 1 ulp over its whole range") {
  CHECK(worst_ulps(base::exp, reference_exp, between(-1.0, 1.0)) < 1.0);
  CHECK(worst_ulps(base::exp, reference_exp, between(-708.0, 709.7)) < 1.0);
  CHECK(worst_ulps(base::exp, reference_exp, between(-745.0, -708.0)) < 1.0);
}

TEST_CASE("pow is within 2 ulp where the exponent is large enough to ruin exp(y log x)") {
  base::Stream stream(2, "pow");
  double worst = 0;
  for (int i = 0; i < kPoints; ++i) {
    const double x = i % 2 == 0 ? std::exp(stream.uniform(-600.0, 600.0)) : stream.uniform(0.5, 2.0);
    const double y = stream.uniform(-700.0, 700.0) / std::log(x);
    worst = std::fmax(worst, ulps(base::pow(x, y), std::pow(static_cast<long double>(x), static_cast<long double>(y))));
  }
  CHECK(worst < 2.0);
}

TEST_CASE("log_gamma, atan and stirling_error keep to their stated bounds") {
  CHECK(worst_ulps(base::log_gamma, reference_log_gamma, between(15.0, 1e9)) < 6.0);
  CHECK(worst_ulps(base::atan, reference_atan, between(-5.0, 5.0)) < 6.0);
  base::Stream stream(3, "log_gamma");
  for (int i = 0; i < kPoints / 10; ++i) {
    const double x = stream.uniform(0.0, 15.0);
    const double expected = std::lgamma(x);
    REQUIRE(std::fabs(base::log_gamma(x) - expected) <= 3e-14 + 1e-15 * std::fabs(expected));
  }
  for (int n = 1; n <= 40; ++n) {  // log n! = log(sqrt(2 pi n)) + n log n - n + error
    const auto real = static_cast<long double>(n);
    const long double pi = std::acos(-1.0L);
    const long double error = std::lgamma(real + 1) - (0.5L * std::log(2 * pi * real) + real * std::log(real) - real);
    REQUIRE(base::stirling_error(n) == Approx(static_cast<double>(error)).epsilon(1e-14));
  }
}

TEST_CASE("elementary functions give the limits and NaNs of their definitions") {
  CHECK(base::log(0.0) == -kInfinity);
  CHECK(base::log(1.0) == 0.0);
  CHECK(base::log(kInfinity) == kInfinity);
  CHECK(std::isnan(base::log(-1.0)));
  CHECK(std::isnan(base::log(std::nan(""))));
  CHECK(base::log1p(-1.0) == -kInfinity);
  CHECK(base::log1p(kInfinity) == kInfinity);
  CHECK(std::isnan(base::log1p(-1.5)));
  CHECK(base::exp(0.0) == 1.0);
  CHECK(base::exp(709.8) == kInfinity);
  CHECK(base::exp(-746.0) == 0.0);
  CHECK(base::exp(-kInfinity) == 0.0);
  CHECK(std::isnan(base::exp(std::nan(""))));
  CHECK(std::isnan(base::log_gamma(0.0)));
  CHECK(base::atan(kInfinity) == Approx(std::acos(0.0)));
}

TEST_CASE("pow gives exact powers and the limits of its definition") {
  CHECK(base::pow(2.0, 10.0) == 1024.0);
  CHECK(base::pow(10.0, -2.0) == 0.01);
  CHECK(base::pow(0.0, 0.0) == 1.0);
  CHECK(base::pow(1.0, kInfinity) == 1.0);
  CHECK(base::pow(0.0, 2.0) == 0.0);
  CHECK(base::pow(0.0, -2.0) == kInfinity);
  CHECK(base::pow(kInfinity, -1.0) == 0.0);
  CHECK(base::pow(2.0, kInfinity) == kInfinity);
  CHECK(base::pow(0.5, kInfinity) == 0.0);
  CHECK(base::pow(1e300, 2.0) == kInfinity);
  CHECK(base::pow(1e300, -2.0) == 0.0);
  CHECK(std::isnan(base::pow(-2.0, 2.0)));
  CHECK(std::isnan(base::pow(std::nan(""), 2.0)));
}

TEST_CASE("elementary functions give the bits recorded here on every machine") {
  CHECK(base::log(3.0) == 0x1.193ea7aad030bp+0);
  CHECK(base::exp(1.0) == 0x1.5bf0a8b14576ap+1);
  base::Stream stream(4, "bits");
  double sum = 0;
  for (int i = 0; i < 1000; ++i) {
    const double x = stream.uniform(0.1, 20.0);
    sum += base::log(x) + base::log1p(x) + base::exp(-x) + base::pow(x, 0.7) + base::log_gamma(x) + base::atan(x);
  }
  CHECK(sum == 0x1.9a3c820cbf5fap+14);
}
