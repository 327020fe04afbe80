#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "aibelt/entity/entity.hpp"

namespace aibelt::entity {

/// A call for a transfer reaches the fibre this long after it was sent, and the word of its end whoever called as long after it.
inline constexpr base::Duration kFibreDelay = base::kSecond;

/// What carries data from one place to another when the run starts.
struct Leg {
  base::Duration round_trip = base::Duration::max();  ///< max(): no fibre leads there
  double rate = 0;                                    ///< of a transfer that has the fibre to itself, B/s

  bool is_there() const { return rate > 0; }
};

/// How an entity has data carried over the run's fibre. It must say so (`ActorSpec::uses_fibre`) to be told of the end.
struct Connection {
  EntityId belt;                    ///< who carries; invalid in a run without fibre
  std::vector<std::string> places;  ///< where fibre ends, in the order of names
  std::vector<Leg> legs;            ///< by place the data leaves × n_places + place it goes to

  bool is_there() const { return belt.is_valid(); }

  /// Index of the place called `name`; nullopt where no fibre ends.
  std::optional<std::int32_t> place(std::string_view name) const {
    const auto found = std::lower_bound(places.begin(), places.end(), name);
    return found == places.end() || *found != name ? std::nullopt
                                                   : std::optional(static_cast<std::int32_t>(found - places.begin()));
  }

  /// Nothing there where a place has no fibre.
  Leg leg(std::string_view from, std::string_view to) const {
    const auto start = place(from);
    const auto end = place(to);
    return start && end ? legs[static_cast<std::size_t>(*start) * places.size() + static_cast<std::size_t>(*end)]
                        : Leg{};
  }

  /// Asks for a transfer; `Delivered{transfer.tag, …}` comes back when it is through, in this run or after its end.
  void ask(Desk& desk, const Transfer& transfer) const { desk.send(belt, desk.now() + kFibreDelay, transfer); }
};

}  // namespace aibelt::entity
