#include "aibelt/datacenter/processor_pool.hpp"

#include <algorithm>
#include <bit>

#include "aibelt/base/error.hpp"

namespace aibelt::datacenter {
namespace {

/// Bits `first` to `last` of a word.
std::uint64_t mask(std::int32_t first, std::int32_t last) {
  const std::uint64_t up_to_last = ~std::uint64_t{0} >> (63 - last);
  return up_to_last & (~std::uint64_t{0} << first);
}

void append(ProcessorRanges& ranges, std::int32_t first, std::int32_t last) {
  if (!ranges.empty() && ranges.back().last + 1 == first) {
    ranges.back().last = last;
  } else {
    ranges.push_back({first, last});
  }
}

}  // namespace

ProcessorPool::ProcessorPool(std::int32_t processors)
    : words_(static_cast<std::size_t>((processors + kBits - 1) / kBits), 0), n_free_(0) {
  if (processors > 0) {
    give_back({{0, processors - 1}});
  }
}

void ProcessorPool::take(std::int32_t count, ProcessorRanges& ranges) {
  base::ensure(count <= n_free_, "ProcessorPool: more processors are taken than are free");
  ranges.clear();
  n_free_ -= count;
  for (std::size_t i = first_word_; count > 0; ++i) {
    std::uint64_t& word = words_[i];
    const auto base = static_cast<std::int32_t>(i) * kBits;
    while (word != 0 && count > 0) {
      const std::int32_t first = std::countr_zero(word);
      const std::int32_t length = std::min(count, std::countr_one(word >> first));
      word &= ~mask(first, first + length - 1);
      append(ranges, base + first, base + first + length - 1);
      count -= length;
    }
    first_word_ = word != 0 ? i : i + 1;
  }
}

void ProcessorPool::take_these(const ProcessorRanges& ranges) {
  for_each_word(ranges, [this](std::size_t i, std::uint64_t bits) {
    base::ensure((words_[i] & bits) == bits, "ProcessorPool: a processor is taken twice");
    words_[i] &= ~bits;
    n_free_ -= std::popcount(bits);
  });
}

void ProcessorPool::give_back(const ProcessorRanges& ranges) {
  for_each_word(ranges, [this](std::size_t i, std::uint64_t bits) {
    base::ensure((words_[i] & bits) == 0, "ProcessorPool: a processor is given back twice");
    words_[i] |= bits;
    first_word_ = std::min(first_word_, i);
    n_free_ += std::popcount(bits);
  });
}

/// Calls `change` with each word that `ranges` touch and the bits they have in it.
template <class Change>
void ProcessorPool::for_each_word(const ProcessorRanges& ranges, const Change& change) {
  for (const ProcessorRange& range : ranges) {
    for (std::int32_t first = range.first; first <= range.last;) {
      const std::int32_t last = std::min(range.last, first / kBits * kBits + kBits - 1);
      change(static_cast<std::size_t>(first / kBits), mask(first % kBits, last % kBits));
      first = last + 1;
    }
  }
}

}  // namespace aibelt::datacenter
