#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "aibelt/base/time.hpp"

namespace aibelt::policy {

/// The processors that running jobs are expected to give back, by time.
///
/// Sorted chunks with a sum each, so that neither a change nor a search goes through all the running jobs.
class Releases {
 public:
  struct Point {
    base::SimTime time = base::kNever;
    std::int64_t processors = 0;  ///< given back by then, those at `time` included
  };

  void add(base::SimTime time, std::int32_t processors);

  /// Takes back part or all of what was added at `time`.
  void remove(base::SimTime time, std::int32_t processors);

  /// The first time by which `processors` > 0 are given back; kNever where they never are.
  Point find(std::int64_t processors) const;

  /// The first time after `now`; kNever where there is none.
  Point find_after(base::SimTime now) const;

 private:
  static constexpr std::size_t kChunk = 128;  ///< times

  struct Chunk {
    std::array<base::SimTime, kChunk> times;
    std::array<std::int32_t, kChunk> processors;
  };
  struct Head {
    base::SimTime last;  ///< of the chunk
    std::int64_t sum = 0;
    std::size_t count = 0;
    std::unique_ptr<Chunk> chunk;
  };

  std::size_t chunk_of(base::SimTime time) const;
  void split(std::size_t index);

  std::vector<Head> heads_;  ///< by time
};

}  // namespace aibelt::policy
