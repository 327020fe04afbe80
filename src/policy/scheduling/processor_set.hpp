#pragma once

#include <cstdint>
#include <vector>

#include "aibelt/policy/scheduling.hpp"

namespace aibelt::policy {

/// Some processors of a cluster. Operations on two sets want sets of one cluster.
class ProcessorSet {
 public:
  /// Empty, of a cluster of `processors`.
  explicit ProcessorSet(std::int32_t processors);

  static ProcessorSet all(std::int32_t processors);

  std::int32_t size() const;

  /// The `count` members of the lowest numbers, or all where there are fewer.
  ProcessorSet lowest(std::int32_t count) const;

  ProcessorRanges ranges() const;

  ProcessorSet& operator|=(const ProcessorSet& other);
  ProcessorSet& operator&=(const ProcessorSet& other);
  ProcessorSet& operator-=(const ProcessorSet& other);
  friend bool operator==(const ProcessorSet&, const ProcessorSet&) = default;

 private:
  std::vector<std::uint64_t> words_;
};

}  // namespace aibelt::policy
