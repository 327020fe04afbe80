#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "aibelt/policy/scheduling.hpp"

namespace aibelt::datacenter {

using policy::ProcessorRange;
using policy::ProcessorRanges;

/// Which of a cluster's processors, numbered from 0, are free.
class ProcessorPool {
 public:
  explicit ProcessorPool(std::int32_t processors);

  std::int32_t n_free() const { return n_free_; }

  /// Takes the `count` free processors of the lowest numbers into `ranges`; LogicError when fewer are free.
  void take(std::int32_t count, ProcessorRanges& ranges);

  /// Takes the processors of `ranges`; LogicError when one of them is not free.
  void take_these(const ProcessorRanges& ranges);

  /// LogicError for a processor that is free already.
  void give_back(const ProcessorRanges& ranges);

 private:
  template <class Change>
  void for_each_word(const ProcessorRanges& ranges, const Change& change);

  static constexpr std::int32_t kBits = 64;

  std::vector<std::uint64_t> words_;  ///< a bit a processor, set while it is free
  std::size_t first_word_ = 0;        ///< no processor is free in a word before it
  std::int32_t n_free_;
};

}  // namespace aibelt::datacenter
