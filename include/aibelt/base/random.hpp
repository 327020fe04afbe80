#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace aibelt::base {

/// A named stream of random numbers: a pure function of (seed, name, how many were drawn), alike on every machine.
///
/// Philox4x32-10 [salmon2011] encrypts a 128-bit counter under a 64-bit key. The key is the seed and the counter's upper
/// half is `hash_of(name)`, so streams of different seeds never coincide, streams of one seed coincide only where two
/// names hash alike, and adding a stream leaves the others alone. A copy continues on its own from the same place.
/// Samplers use `portable_math` only; they throw LogicError for parameters outside the stated range.
class Stream {
 public:
  Stream(std::uint64_t seed, std::string_view name);

  /// 64 random bits.
  std::uint64_t next() {
    if (n_used_ == block_.size()) {
      refill();
    }
    return block_[n_used_++];
  }

  /// Uniform on the multiples of 2^-53 strictly between 0 and 1.
  double uniform() {
    std::uint64_t bits = next() >> 11;
    while (bits == 0) {
      bits = next() >> 11;
    }
    return static_cast<double>(bits) * 0x1p-53;
  }

  /// Uniform between `low` and `high`, low <= high.
  double uniform(double low, double high);

  /// A whole number from 0 to n - 1, all equally likely; n > 0.
  std::uint64_t below(std::uint64_t n);

  /// True with probability p in [0, 1].
  bool bernoulli(double p) { return uniform() < p; }

  /// mean >= 0.
  double exponential(double mean);

  /// sd >= 0.
  double normal(double mean, double sd);

  /// low <= mode <= high.
  double triangular(double low, double mode, double high);

  /// Sum of `shape` >= 1 exponentials, `mean` >= 0 in all.
  double erlang(int shape, double mean);

  /// 0 <= mean <= 1e9.
  std::int64_t poisson(double mean);

  /// Successes in n independent trials of probability p; n >= 0, p in [0, 1]. Time does not grow with n.
  std::int64_t binomial(std::int64_t n, double p);

  /// An index drawn in proportion to `weights`, none of them negative and at least one positive.
  std::size_t categorical(std::span<const double> weights);

 private:
  void refill();
  std::int64_t poisson_by_inversion(double mean);
  std::int64_t poisson_by_rejection(double mean);
  std::int64_t binomial_by_inversion(std::int64_t n, double p);
  std::int64_t binomial_by_rejection(std::int64_t n, double p);

  std::uint64_t seed_;
  std::uint64_t name_hash_;
  std::uint64_t n_blocks_ = 0;
  std::array<std::uint64_t, 2> block_{};
  std::size_t n_used_ = 2;
};

/// 64-bit FNV-1a of the bytes of `name`, finished with SplitMix64's mixer; stable for ever.
std::uint64_t hash_of(std::string_view name);

}  // namespace aibelt::base
