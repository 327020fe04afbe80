#pragma once

#include <compare>
#include <cstdint>

namespace aibelt::base {

/// A whole number of goods of one kind; different kinds do not mix.
template <class Good>
class Count {
 public:
  constexpr Count() = default;
  constexpr explicit Count(std::int64_t number) : number_(number) {}

  constexpr std::int64_t number() const { return number_; }

  constexpr Count& operator+=(Count other) {
    number_ += other.number_;
    return *this;
  }
  constexpr Count& operator-=(Count other) {
    number_ -= other.number_;
    return *this;
  }
  friend constexpr Count operator+(Count a, Count b) { return a += b; }
  friend constexpr Count operator-(Count a, Count b) { return a -= b; }
  friend constexpr auto operator<=>(Count, Count) = default;

 private:
  std::int64_t number_ = 0;
};

}  // namespace aibelt::base
