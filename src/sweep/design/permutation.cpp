#include "permutation.hpp"

namespace aibelt::sweep {
namespace {

/// Mixer of SplitMix64.
std::uint64_t mixed(std::uint64_t x) {
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
  return x ^ (x >> 31);
}

}  // namespace

Permutation::Permutation(std::uint64_t n, base::Stream& stream) : n_(n) {
  while (half_bits_ < 32 && (n - 1) >> (2 * half_bits_) != 0) {
    ++half_bits_;
  }
  for (std::uint64_t& key : keys_) {
    key = stream.next();
  }
}

std::uint64_t Permutation::operator()(std::uint64_t i) const {
  do {
    i = encrypt(i);
  } while (i >= n_);
  return i;
}

std::uint64_t Permutation::encrypt(std::uint64_t value) const {
  const std::uint64_t mask = (std::uint64_t{1} << half_bits_) - 1;
  std::uint64_t left = value >> half_bits_;
  std::uint64_t right = value & mask;
  for (const std::uint64_t key : keys_) {
    const std::uint64_t next = left ^ (mixed(right ^ key) & mask);
    left = right;
    right = next;
  }
  return (left << half_bits_) | right;
}

}  // namespace aibelt::sweep
