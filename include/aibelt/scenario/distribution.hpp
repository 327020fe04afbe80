#pragma once

#include <cstdint>

#include "aibelt/base/quantity.hpp"
#include "aibelt/base/random.hpp"
#include "aibelt/base/time.hpp"
#include "aibelt/scenario/field.hpp"

namespace aibelt::scenario {

/// A random amount that a scenario describes; draws with portable arithmetic only.
template <base::Dimension D>
struct Distribution {
  virtual ~Distribution() = default;

  virtual base::Quantity<D> draw(base::Stream& stream) const = 0;
  virtual base::Quantity<D> mean() const = 0;

  /// Every kind there is; src/scenario/distribution/catalogue.cpp lists them.
  static const Kinds<Distribution>& kinds();
};

using SizeDistribution = Distribution<base::kPlain>;  ///< processors of a job and other amounts
using SpanDistribution = Distribution<base::kTime>;   ///< runtimes, delays

template <>
const Kinds<SizeDistribution>& SizeDistribution::kinds();
template <>
const Kinds<SpanDistribution>& SpanDistribution::kinds();

/// A draw to the nearest whole number, from 1 to 2^30.
std::int32_t draw_whole(const SizeDistribution& sizes, base::Stream& stream);

inline constexpr double kLongestDrawUs = 1e15;

/// A draw to the nearest microsecond, from 1 microsecond to kLongestDrawUs.
base::Duration draw_duration(const SpanDistribution& spans, base::Stream& stream);

}  // namespace aibelt::scenario
