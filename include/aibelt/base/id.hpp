#pragma once

#include <compare>
#include <cstdint>

namespace aibelt::base {

/// Position of an entity in its run's table of `Of`; ids of different tables do not mix.
template <class Of>
struct Id {
  std::int32_t index = -1;

  bool is_valid() const { return index >= 0; }
  friend auto operator<=>(Id, Id) = default;
};

}  // namespace aibelt::base
