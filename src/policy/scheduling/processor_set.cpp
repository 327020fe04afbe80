#include "processor_set.hpp"

#include <bit>

namespace aibelt::policy {
namespace {

constexpr std::int32_t kBits = 64;

}  // namespace

ProcessorSet::ProcessorSet(std::int32_t processors)
    : words_(static_cast<std::size_t>((processors + kBits - 1) / kBits), 0) {}

ProcessorSet ProcessorSet::all(std::int32_t processors) {
  ProcessorSet set(processors);
  for (std::uint64_t& word : set.words_) {
    word = ~std::uint64_t{0};
  }
  if (processors % kBits != 0) {
    set.words_.back() >>= kBits - processors % kBits;
  }
  return set;
}

std::int32_t ProcessorSet::size() const {
  std::int32_t count = 0;
  for (const std::uint64_t word : words_) {
    count += std::popcount(word);
  }
  return count;
}

ProcessorSet ProcessorSet::lowest(std::int32_t count) const {
  ProcessorSet set = *this;
  for (std::uint64_t& word : set.words_) {
    std::uint64_t rest = word;
    while (rest != 0 && count > 0) {
      rest &= rest - 1;
      --count;
    }
    word ^= rest;  // what is left over does not belong to the lowest
  }
  return set;
}

ProcessorRanges ProcessorSet::ranges() const {
  ProcessorRanges ranges;
  std::int32_t base = 0;
  for (std::uint64_t word : words_) {
    while (word != 0) {
      const std::int32_t number = base + std::countr_zero(word);
      if (!ranges.empty() && ranges.back().last + 1 == number) {
        ranges.back().last = number;
      } else {
        ranges.push_back({number, number});
      }
      word &= word - 1;
    }
    base += kBits;
  }
  return ranges;
}

ProcessorSet& ProcessorSet::operator|=(const ProcessorSet& other) {
  for (std::size_t i = 0; i < words_.size(); ++i) {
    words_[i] |= other.words_[i];
  }
  return *this;
}

ProcessorSet& ProcessorSet::operator&=(const ProcessorSet& other) {
  for (std::size_t i = 0; i < words_.size(); ++i) {
    words_[i] &= other.words_[i];
  }
  return *this;
}

ProcessorSet& ProcessorSet::operator-=(const ProcessorSet& other) {
  for (std::size_t i = 0; i < words_.size(); ++i) {
    words_[i] &= ~other.words_[i];
  }
  return *this;
}

}  // namespace aibelt::policy
