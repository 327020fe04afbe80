#include "aibelt/base/portable_math.hpp"

#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace aibelt::base {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kTwo54 = 18014398509481984.0;

// ln 2 in two parts; the high one has 32 significant bits, so an integer below 2^21 times it is exact.
constexpr double kLn2High = 0x1.62e42fee00000p-1;
constexpr double kLn2Low = 0x1.a39ef35793c76p-33;
constexpr double kInverseLn2 = 0x1.71547652b82fep+0;
constexpr double kHalfLog2Pi = 0x1.d67f1c864beb5p-1;
constexpr double kHalfPi = 0x1.921fb54442d18p+0;

/// An unevaluated sum high + low of about 106 bits, |low| <= ulp(high) / 2.
struct Pair {
  double high = 0;
  double low = 0;
};

Pair sum(double a, double b) {  // Knuth's exact sum
  const double total = a + b;
  const double b_part = total - a;
  return {total, (a - (total - b_part)) + (b - b_part)};
}

Pair add(Pair a, Pair b) {
  const Pair high = sum(a.high, b.high);
  return sum(high.high, high.low + (a.low + b.low));
}

/// The upper 26 bits of `x`.
double upper_half(double x) { return std::bit_cast<double>(std::bit_cast<std::uint64_t>(x) & ~0x7ffffffULL); }

Pair product(double a, double b) {  // Dekker's exact product
  const double a_high = upper_half(a);
  const double b_high = upper_half(b);
  const double a_low = a - a_high;
  const double b_low = b - b_high;
  const double total = a * b;
  return {total, ((a_high * b_high - total) + a_high * b_low + a_low * b_high) + a_low * b_low};
}

Pair multiply(Pair a, Pair b) {
  const Pair high = product(a.high, b.high);
  return sum(high.high, high.low + (a.high * b.low + a.low * b.high));
}

Pair divide(Pair a, Pair b) {
  const double quotient = a.high / b.high;
  const Pair back = product(quotient, b.high);
  const double rest = (a.high - back.high) - back.low + a.low - quotient * b.low;
  return sum(quotient, rest / b.high);
}

/// x = 2^exponent * mantissa with mantissa in [sqrt(1/2), sqrt(2)); x positive and finite.
struct Split {
  double exponent = 0;
  double mantissa = 0;
};

Split split(double x) {
  const bool is_subnormal = x < std::numeric_limits<double>::min();
  const auto bits = std::bit_cast<std::uint64_t>(is_subnormal ? x * kTwo54 : x);
  constexpr std::uint64_t kSqrtHalf = 0x3fe6a09e667f3bcdULL;
  const std::uint64_t shifted = bits - kSqrtHalf;
  const auto exponent = static_cast<std::int64_t>(shifted) >> 52;
  const double mantissa = std::bit_cast<double>(bits - (static_cast<std::uint64_t>(exponent) << 52));
  return {static_cast<double>(exponent) - (is_subnormal ? 54.0 : 0.0), mantissa};
}

/// First `N` terms of 1/(first) + z/(first + 2) + z^2/(first + 4) + ...
template <std::size_t N>
double odd_reciprocals(double z, double first) {
  double value = 0;
  for (std::size_t i = N; i-- > 0;) {
    value = value * z + 1.0 / (first + 2.0 * static_cast<double>(i));
  }
  return value;
}

/// log(1 + f) for f in [sqrt(1/2) - 1, sqrt(2) - 1]: with s = f / (2 + f), log(1 + f) = 2 atanh(s) and 2 s = f - s f;
/// the last form keeps f itself free of rounding.
double log_near_one(double f) {
  const double s = f / (2.0 + f);
  const double z = s * s;
  const double tail = 2.0 * z * odd_reciprocals<10>(z, 3.0);
  return f - s * (f - tail);
}

/// log(x) in about 65 bits: 2 s (1 + z/3 + z^2/5 + ...) with everything but the small tail carried as pairs.
Pair log_pair(double x) {
  const auto [exponent, mantissa] = split(x);
  const double f = mantissa - 1.0;
  const Pair s = divide({f, 0.0}, sum(2.0, f));
  const Pair z = multiply(s, s);
  const double tail = z.high * z.high * odd_reciprocals<10>(z.high, 5.0);
  const Pair factor = add({1.0, 0.0}, add(divide(z, {3.0, 0.0}), {tail, 0.0}));
  const Pair mantissa_log = multiply({2.0 * s.high, 2.0 * s.low}, factor);
  return add(add({exponent * kLn2High, 0.0}, product(exponent, kLn2Low)), mantissa_log);
}

double power_of_two(int exponent) { return std::bit_cast<double>(static_cast<std::uint64_t>(exponent + 1023) << 52); }

double scale(double x, int exponent) {
  const int half = exponent / 2;
  return x * power_of_two(half) * power_of_two(exponent - half);
}

/// 1/k! for k = 0..14.
constexpr auto kInverseFactorials = [] {
  std::array<double, 15> values{1.0};
  double factorial = 1;
  for (std::size_t k = 1; k < values.size(); ++k) {
    factorial *= static_cast<double>(k);
    values[k] = 1.0 / factorial;
  }
  return values;
}();

/// e^(x + correction), |correction| below an ulp of x.
double exp_of_sum(double x, double correction) {
  constexpr double kOverflow = 709.79;
  constexpr double kUnderflow = -745.14;
  if (!(x < kOverflow)) {
    return x + kInfinity;
  }
  if (x < kUnderflow) {
    return 0.0;
  }
  const int exponent = static_cast<int>(x * kInverseLn2 + (x < 0 ? -0.5 : 0.5));
  const double high = x - exponent * kLn2High;
  const double low = exponent * kLn2Low - correction;
  const double r = high - low;
  double series = 0;  // (e^r - 1 - r) / r^2 = 1/2! + r/3! + r^2/4! + ...
  for (std::size_t k = kInverseFactorials.size(); k-- > 2;) {
    series = series * r + kInverseFactorials[k];
  }
  const double rest = series * r * r;
  return scale(1.0 + (high + (rest - low)), exponent);
}

}  // namespace

double log(double x) {
  if (!(x > 0.0) || x == kInfinity) {
    return x == 0.0 ? -kInfinity : (x > 0.0 ? x : kNaN);
  }
  const auto [exponent, mantissa] = split(x);
  const double small = log_near_one(mantissa - 1.0);
  return exponent * kLn2High + (small + exponent * kLn2Low);
}

double log1p(double x) {
  constexpr double kSeriesFrom = -0.29;
  constexpr double kSeriesTo = 0.41;
  if (x > kSeriesFrom && x < kSeriesTo) {
    return log_near_one(x);
  }
  const double total = 1.0 + x;
  const bool is_ordinary = total > 0.0 && total < kInfinity;
  return is_ordinary ? log(total) + (x > 1.0 ? 1.0 - (total - x) : x - (total - 1.0)) / total : log(total);
}

double exp(double x) { return exp_of_sum(x, 0.0); }

double pow(double base, double exponent) {
  if (exponent == 0.0 || base == 1.0) {
    return 1.0;
  }
  if (!(base > 0.0) || base == kInfinity || exponent - exponent != 0.0) {
    return base == 0.0 ? (exponent > 0.0 ? 0.0 : kInfinity) : base < 0.0 ? kNaN : exp(exponent * log(base));
  }
  const Pair logarithm = log_pair(base);
  constexpr double kSurelyOutOfRange = 1e6;
  if (const double rough = exponent * logarithm.high; !(std::fabs(rough) < kSurelyOutOfRange)) {
    return exp(rough);
  }
  const Pair power = multiply(logarithm, {exponent, 0.0});
  return exp_of_sum(power.high, power.low);
}

double stirling_error(double n) {
  // n = 1..15 from 40-digit arithmetic; the asymptotic series beyond
  static constexpr std::array<double, 16> kExact = {0.0,
                                                    0.081061466795327258,
                                                    0.041340695955409294,
                                                    0.027677925684998339,
                                                    0.020790672103765093,
                                                    0.016644691189821192,
                                                    0.013876128823070748,
                                                    0.01189670994589177,
                                                    0.010411265261972096,
                                                    0.0092554621827127329,
                                                    0.0083305634333628713,
                                                    0.0075736754879518408,
                                                    0.0069428401072095299,
                                                    0.0064089941880042071,
                                                    0.0059513701127588477,
                                                    0.0055547335519628014};
  if (n <= 15.0 && n == static_cast<double>(static_cast<int>(n))) {
    return kExact[static_cast<std::size_t>(n)];
  }
  const double z = 1.0 / (n * n);
  return (1.0 / 12 - z * (1.0 / 360 - z * (1.0 / 1260 - z * (1.0 / 1680 - z * (1.0 / 1188 - z * 691.0 / 360360))))) / n;
}

double log_gamma(double x) {
  if (!(x > 0.0)) {
    return kNaN;
  }
  double shift = 1.0;
  while (x < 15.0) {
    shift *= x;
    x += 1.0;
  }
  return (x - 0.5) * (log(x) - 1.0) + (kHalfLog2Pi - 0.5 + stirling_error(x)) - log(shift);
}

double atan(double x) {
  if (std::fabs(x) > 1.0) {
    return (x > 0 ? kHalfPi : -kHalfPi) - atan(1.0 / x);
  }
  // tan(a/2) = t / (1 + sqrt(1 + t^2)), twice, leaves |t| < 0.2
  double t = x;
  for (int i = 0; i < 2; ++i) {
    t /= 1.0 + std::sqrt(1.0 + t * t);
  }
  return 4.0 * t * odd_reciprocals<12>(-t * t, 1.0);
}

}  // namespace aibelt::base
