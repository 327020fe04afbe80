#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

namespace aibelt::base {

/// The independent kinds of measure; every unit is a product of powers of these.
enum class Measure : std::uint8_t {
  time,
  energy,
  data,
  usd,
  krw,
  carbon,
  length,
  temperature,
  compute,
  token,
  wafer,
  die,
  stack,
  package,
  rack,
  layer,
  parameter,
  node,
  user,
  part
};
inline constexpr std::size_t kMeasures = 20;

/// Exponent of each Measure, such as energy¹ time⁻¹ for power.
struct Dimension {
  std::array<std::int8_t, kMeasures> exponents{};

  friend constexpr bool operator==(const Dimension&, const Dimension&) = default;
};

constexpr Dimension dimension(Measure measure, int exponent = 1) {
  Dimension result;
  result.exponents[static_cast<std::size_t>(measure)] = static_cast<std::int8_t>(exponent);
  return result;
}

constexpr Dimension operator*(Dimension a, const Dimension& b) {
  for (std::size_t i = 0; i < kMeasures; ++i) {
    a.exponents[i] = static_cast<std::int8_t>(a.exponents[i] + b.exponents[i]);
  }
  return a;
}

constexpr Dimension operator/(Dimension a, const Dimension& b) {
  for (std::size_t i = 0; i < kMeasures; ++i) {
    a.exponents[i] = static_cast<std::int8_t>(a.exponents[i] - b.exponents[i]);
  }
  return a;
}

inline constexpr Dimension kPlain{};
inline constexpr Dimension kTime = dimension(Measure::time);
inline constexpr Dimension kPower = dimension(Measure::energy) / kTime;

/// A measured amount whose dimension the compiler checks; held in base units (s, J, B, USD, kg, m, K, FLOP, one of a good).
template <Dimension D>
class Quantity {
 public:
  constexpr Quantity() = default;
  static constexpr Quantity from_base_units(double value) { return Quantity(value); }

  constexpr double in_base_units() const { return value_; }

  friend constexpr Quantity operator+(Quantity a, Quantity b) { return Quantity(a.value_ + b.value_); }
  friend constexpr Quantity operator-(Quantity a, Quantity b) { return Quantity(a.value_ - b.value_); }
  friend constexpr Quantity operator*(Quantity a, double factor) { return Quantity(a.value_ * factor); }
  friend constexpr Quantity operator/(Quantity a, double factor) { return Quantity(a.value_ / factor); }
  friend constexpr auto operator<=>(Quantity, Quantity) = default;

 private:
  constexpr explicit Quantity(double value) : value_(value) {}

  double value_ = 0;
};

template <Dimension A, Dimension B>
constexpr Quantity<A * B> operator*(Quantity<A> a, Quantity<B> b) {
  return Quantity<A * B>::from_base_units(a.in_base_units() * b.in_base_units());
}

template <Dimension A, Dimension B>
constexpr Quantity<A / B> operator/(Quantity<A> a, Quantity<B> b) {
  return Quantity<A / B>::from_base_units(a.in_base_units() / b.in_base_units());
}

using Ratio = Quantity<kPlain>;
using Span = Quantity<kTime>;
using Power = Quantity<kPower>;
using Energy = Quantity<dimension(Measure::energy)>;
using Length = Quantity<dimension(Measure::length)>;
using DataSize = Quantity<dimension(Measure::data)>;
using WaferRate = Quantity<dimension(Measure::wafer) / kTime>;
using StackRate = Quantity<dimension(Measure::stack) / kTime>;
using RackRate = Quantity<dimension(Measure::rack) / kTime>;
using TokenRate = Quantity<dimension(Measure::token) / kTime>;
using ComputeRate = Quantity<dimension(Measure::compute) / kTime>;

/// A unit as written, reduced to base units: `MW` is 1e6 of energy¹ time⁻¹.
struct Unit {
  double factor = 1;
  Dimension dimension;
};

/// A quantity as written, in base units.
struct Measured {
  double value = 0;
  Dimension dimension;
};

/// Reads a unit such as `kwafers/month`, `TB/s`, `KRW/kWh`, `%` or `1`. A month is a twelfth and a year the whole of 365.25 days.
/// On failure the string says which part is unknown, with the nearest name.
std::variant<Unit, std::string> parse_unit(std::string_view text);

/// Reads a number followed by a unit, such as `103 MW`; the unit may be missing only when the quantity is plain.
std::variant<Measured, std::string> parse_quantity(std::string_view text);

}  // namespace aibelt::base
