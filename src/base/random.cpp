#include "aibelt/base/random.hpp"

#include <Random123/philox.h>

#include <bit>
#include <cmath>

#include "aibelt/base/error.hpp"
#include "aibelt/base/portable_math.hpp"

namespace aibelt::base {
namespace {

std::uint32_t low_word(std::uint64_t bits) { return static_cast<std::uint32_t>(bits); }
std::uint32_t high_word(std::uint64_t bits) { return static_cast<std::uint32_t>(bits >> 32); }
std::uint64_t join(std::uint32_t low, std::uint32_t high) { return (static_cast<std::uint64_t>(high) << 32) | low; }

/// x log(x / mean) + mean - x >= 0, without cancellation; x > 0 [loader2000].
double deviance(double x, double mean) {
  const double excess = (x - mean) / mean;
  return mean * ((1.0 + excess) * log1p(excess) - excess);
}

/// log of the Poisson probability of k, times sqrt(2 pi); k >= 0 [loader2000].
double log_poisson(double k, double mean) {
  return k == 0.0 ? -mean + 0.91893853320467274 : -stirling_error(k) - deviance(k, mean) - 0.5 * log(k);
}

/// log of the binomial probability of k out of n, up to a term that depends on n only; 0 <= k <= n [loader2000].
double log_binomial(double k, double n, double p) { return log_poisson(k, n * p) + log_poisson(n - k, n * (1.0 - p)); }

/// Hörmann's transformed rejection with squeeze [hormann1993]: one point (offset, height) under the hat.
struct HatPoint {
  double offset = 0;     ///< uniform on (-1/2, 1/2)
  double height = 0;     ///< uniform on (0, 1)
  double tail_room = 0;  ///< 1/2 - |offset|
};

HatPoint draw_hat_point(Stream& stream) {
  const double offset = stream.uniform() - 0.5;
  return {offset, stream.uniform(), 0.5 - std::fabs(offset)};
}

}  // namespace

std::uint64_t hash_of(std::string_view name) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char c : name) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  }
  hash = (hash ^ (hash >> 30)) * 0xbf58476d1ce4e5b9ULL;
  hash = (hash ^ (hash >> 27)) * 0x94d049bb133111ebULL;
  return hash ^ (hash >> 31);
}

Stream::Stream(std::uint64_t seed, std::string_view name) : seed_(seed), name_hash_(hash_of(name)) {}

void Stream::refill() {
  const r123::Philox4x32::ctr_type counter{
      {low_word(n_blocks_), high_word(n_blocks_), low_word(name_hash_), high_word(name_hash_)}};
  const r123::Philox4x32::key_type key{{low_word(seed_), high_word(seed_)}};
  const auto words = r123::Philox4x32{}(counter, key);
  block_ = {join(words[0], words[1]), join(words[2], words[3])};
  ++n_blocks_;
  n_used_ = 0;
}

double Stream::uniform(double low, double high) {
  ensure(low <= high, "uniform: low exceeds high");
  return low + (high - low) * uniform();
}

std::uint64_t Stream::below(std::uint64_t n) {
  ensure(n > 0, "below: n must be positive");
  const std::uint64_t mask = ~std::uint64_t{0} >> std::countl_zero((n - 1) | 1);
  std::uint64_t draw = next() & mask;
  while (draw >= n) {
    draw = next() & mask;
  }
  return draw;
}

double Stream::exponential(double mean) {
  ensure(mean >= 0.0, "exponential: negative mean");
  return -mean * log(uniform());
}

double Stream::normal(double mean, double sd) {
  ensure(sd >= 0.0, "normal: negative standard deviation");
  double x = 0;
  double square = 0;
  do {  // Marsaglia's polar method; the second deviate is left, so that the stream has no hidden state
    x = 2.0 * uniform() - 1.0;
    const double y = 2.0 * uniform() - 1.0;
    square = x * x + y * y;
  } while (square >= 1.0 || square == 0.0);
  return mean + sd * x * std::sqrt(-2.0 * log(square) / square);
}

double Stream::triangular(double low, double mode, double high) {
  ensure(low <= mode && mode <= high, "triangular: wants low <= mode <= high");
  const double u = uniform() * (high - low);
  return u < mode - low ? low + std::sqrt(u * (mode - low)) : high - std::sqrt((high - low - u) * (high - mode));
}

double Stream::erlang(int shape, double mean) {
  ensure(shape >= 1 && mean >= 0.0, "erlang: wants shape >= 1 and mean >= 0");
  constexpr double kSafe = 0x1p-900;  // times one more uniform, still a normal number
  double log_product = 0;
  double product = 1;
  for (int i = 0; i < shape; ++i) {
    product *= uniform();
    if (product < kSafe) {
      log_product += log(product);
      product = 1;
    }
  }
  return -mean / shape * (log_product + log(product));
}

std::int64_t Stream::poisson(double mean) {
  ensure(mean >= 0.0 && mean <= 1e9, "poisson: mean outside 0..1e9");
  return mean < 10.0 ? poisson_by_inversion(mean) : poisson_by_rejection(mean);
}

std::int64_t Stream::poisson_by_inversion(double mean) {
  constexpr std::int64_t kBeyondReach = 200;  // probability far below 2^-53 for means up to 10
  for (;;) {
    double rest = uniform();
    double probability = exp(-mean);
    for (std::int64_t k = 0; k < kBeyondReach; ++k) {
      if (rest <= probability) {
        return k;
      }
      rest -= probability;
      probability *= mean / static_cast<double>(k + 1);
    }
  }
}

std::int64_t Stream::poisson_by_rejection(double mean) {  // PTRS of [hormann1993poisson], for means from 10
  const double b = 0.931 + 2.53 * std::sqrt(mean);
  const double a = -0.059 + 0.02483 * b;
  const double inverse_alpha = 1.1239 + 1.1328 / (b - 3.4);
  const double squeeze = 0.9277 - 3.6224 / (b - 2.0);
  for (;;) {
    const HatPoint at = draw_hat_point(*this);
    const double k = std::floor((2.0 * a / at.tail_room + b) * at.offset + mean + 0.43);
    if (at.tail_room >= 0.07 && at.height <= squeeze) {
      return static_cast<std::int64_t>(k);
    }
    if (k < 0.0 || (at.tail_room < 0.013 && at.height > at.tail_room)) {
      continue;
    }
    const double log_hat = log(at.height * inverse_alpha / (a / (at.tail_room * at.tail_room) + b));
    if (log_hat <= log_poisson(k, mean) - 0.91893853320467274) {
      return static_cast<std::int64_t>(k);
    }
  }
}

std::int64_t Stream::binomial(std::int64_t n, double p) {
  ensure(n >= 0 && p >= 0.0 && p <= 1.0, "binomial: wants n >= 0 and p in 0..1");
  if (p > 0.5) {
    return n - binomial(n, 1.0 - p);
  }
  if (n == 0 || p == 0.0) {
    return 0;
  }
  return static_cast<double>(n) * p < 10.0 ? binomial_by_inversion(n, p) : binomial_by_rejection(n, p);
}

std::int64_t Stream::binomial_by_inversion(std::int64_t n, double p) {
  constexpr std::int64_t kBeyondReach = 200;  // probability far below 2^-53 for n p up to 10
  const double odds = p / (1.0 - p);
  for (;;) {
    double rest = uniform();
    double probability = exp(static_cast<double>(n) * log1p(-p));
    for (std::int64_t k = 0; k <= n && k < kBeyondReach; ++k) {
      if (rest <= probability) {
        return k;
      }
      rest -= probability;
      probability *= odds * static_cast<double>(n - k) / static_cast<double>(k + 1);
    }
  }
}

std::int64_t Stream::binomial_by_rejection(std::int64_t n, double p) {  // BTRS of [hormann1993], for n p from 10
  const auto size = static_cast<double>(n);
  const double deviation = std::sqrt(size * p * (1.0 - p));
  const double b = 1.15 + 2.53 * deviation;
  const double a = -0.0873 + 0.0248 * b + 0.01 * p;
  const double squeeze = 0.92 - 4.2 / b;
  const double alpha = (2.83 + 5.1 / b) * deviation;
  const double mode = std::floor((size + 1.0) * p);
  for (;;) {
    const HatPoint at = draw_hat_point(*this);
    const double k = std::floor((2.0 * a / at.tail_room + b) * at.offset + size * p + 0.5);
    if (at.tail_room >= 0.07 && at.height <= squeeze) {
      return static_cast<std::int64_t>(k);
    }
    if (k < 0.0 || k > size) {
      continue;
    }
    const double log_hat = log(at.height * alpha / (a / (at.tail_room * at.tail_room) + b));
    if (log_hat <= log_binomial(k, size, p) - log_binomial(mode, size, p)) {
      return static_cast<std::int64_t>(k);
    }
  }
}

std::size_t Stream::categorical(std::span<const double> weights) {
  double total = 0;
  for (const double weight : weights) {
    ensure(weight >= 0.0, "categorical: negative weight");
    total += weight;
  }
  ensure(total > 0.0, "categorical: no positive weight");
  double rest = uniform() * total;
  std::size_t last_positive = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (weights[i] > 0.0) {
      last_positive = i;
      if (rest < weights[i]) {
        break;
      }
      rest -= weights[i];
    }
  }
  return last_positive;
}

}  // namespace aibelt::base
