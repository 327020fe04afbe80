#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace aibelt::network {

/// A directed arc between two of the vertices 0, 1, …
struct Arc {
  std::size_t from = 0;
  std::size_t to = 0;
  std::int64_t capacity = 0;  ///< 0 or more
  std::int64_t cost = 0;      ///< of one unit that flows, 0 or more
};

/// As much as arcs of this capacity let through counts as no limit.
inline constexpr std::int64_t kUnlimited = std::int64_t{1} << 52;

/// The most that flows from `source` to `sink`, and the arcs that hold it to that: of all least cuts the one nearest the source.
struct Cut {
  std::int64_t flow = 0;
  std::vector<std::size_t> arcs;  ///< positions; their capacities add up to the flow
};

/// By push and relabel [goldberg1988]; Boost's.
Cut min_cut(std::size_t n_vertices, const std::vector<Arc>& arcs, std::size_t source, std::size_t sink);

/// What flows over each arc when as much as possible flows from `source` to `sink` at the least cost: cycles of negative
/// cost are cancelled in a largest flow [ahuja1993]; Boost's.
std::vector<std::int64_t> cheapest_flow(std::size_t n_vertices, const std::vector<Arc>& arcs, std::size_t source,
                                        std::size_t sink);

}  // namespace aibelt::network
