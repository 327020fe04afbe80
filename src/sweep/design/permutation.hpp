#pragma once

#include <array>
#include <cstdint>

#include "aibelt/base/random.hpp"

namespace aibelt::sweep {

/// A random order of 0 … n - 1 that is held as a few keys: a Feistel cipher on the next power of four, walked until it
/// falls below n [black2002].
class Permutation {
 public:
  /// n > 0; draws its keys from `stream`.
  Permutation(std::uint64_t n, base::Stream& stream);

  std::uint64_t operator()(std::uint64_t i) const;

 private:
  std::uint64_t encrypt(std::uint64_t value) const;

  std::uint64_t n_;
  unsigned half_bits_ = 4;  // of few elements too, so that the rounds mix
  std::array<std::uint64_t, 8> keys_;
};

}  // namespace aibelt::sweep
