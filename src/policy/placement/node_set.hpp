#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace aibelt::policy {

/// A set of node numbers that finds its next member without a scan: a bit for each node, a bit for each 64 of those.
class NodeSet {
 public:
  void insert(std::int32_t node) {
    const auto word = static_cast<std::size_t>(node) / 64;
    if (word >= words_.size()) {
      words_.resize(word + 1);
      summary_.resize(word / 64 + 1);
    }
    words_[word] |= bit(static_cast<std::size_t>(node));
    summary_[word / 64] |= bit(word);
  }

  /// `node` is a member.
  void erase(std::int32_t node) {
    const auto word = static_cast<std::size_t>(node) / 64;
    words_[word] &= ~bit(static_cast<std::size_t>(node));
    if (words_[word] == 0) {
      summary_[word / 64] &= ~bit(word);
    }
  }

  /// The lowest member that is `from` or above; -1 where there is none.
  std::int32_t next(std::int32_t from) const {
    const auto start = static_cast<std::size_t>(from);
    if (start / 64 >= words_.size()) {
      return -1;
    }
    const std::uint64_t rest = words_[start / 64] >> (start % 64);
    if (rest != 0) {
      return from + std::countr_zero(rest);
    }
    return next_word(start / 64 + 1);
  }

 private:
  static std::uint64_t bit(std::size_t position) { return std::uint64_t{1} << (position % 64); }

  std::int32_t next_word(std::size_t from) const {
    std::uint64_t mask = ~std::uint64_t{0} << (from % 64);
    for (std::size_t i = from / 64; i < summary_.size(); ++i, mask = ~std::uint64_t{0}) {
      const std::uint64_t rest = summary_[i] & mask;
      if (rest != 0) {
        const std::size_t word = i * 64 + static_cast<std::size_t>(std::countr_zero(rest));
        return static_cast<std::int32_t>(word * 64) + std::countr_zero(words_[word]);
      }
    }
    return -1;
  }

  std::vector<std::uint64_t> words_;
  std::vector<std::uint64_t> summary_;
};

}  // namespace aibelt::policy
