#include "sampling.hpp"

#include <cmath>

#include "aibelt/base/error.hpp"
#include "aibelt/base/portable_math.hpp"

namespace aibelt::datacenter {

namespace {

constexpr double kMicroseconds = 1e6;
constexpr double kLongest = 1e10;  // seconds

base::Duration in_whole_microseconds(double microseconds) {
  const double longest = kLongest * kMicroseconds;
  return base::Duration{static_cast<std::int64_t>(std::floor(std::min(microseconds, longest) + 0.5))};
}

/// exp(mu + sigma Z) with sigma^2 = log(1 + cv^2) and mu = log(mean) - sigma^2 / 2.
double lognormal(double mean, double variation, base::Stream& stream) {
  if (mean <= 0) {
    return 0;
  }
  const double sigma_squared = base::log1p(variation * variation);
  return base::exp(stream.normal(base::log(mean) - sigma_squared / 2, std::sqrt(sigma_squared)));
}

}  // namespace

base::Duration sample(const SpanSpec& spec, base::Stream& stream) {
  if (spec.distribution == "fixed") {
    return spec.mean;
  }
  const auto mean = static_cast<double>(spec.mean.count());
  if (spec.distribution == "lognormal") {
    return in_whole_microseconds(lognormal(mean, spec.variation.in_base_units(), stream));
  }
  base::ensure(spec.distribution == "exponential", "failures: unknown distribution");
  return in_whole_microseconds(stream.exponential(mean));
}

base::SimTime after(base::SimTime now, double seconds) {
  return seconds < kLongest ? now + in_whole_microseconds(seconds * kMicroseconds) : base::kNever;
}

}  // namespace aibelt::datacenter
