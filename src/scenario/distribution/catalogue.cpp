#include <algorithm>
#include <cmath>

#include "kinds.hpp"

namespace aibelt::scenario {
namespace {

template <base::Dimension D>
Kinds<Distribution<D>> all_kinds() {
  return {choice<D>(), empirical<D>(), fixed<D>(), lognormal<D>()};
}

double rounded_within(double value, double low, double high) {
  return std::floor(std::min(std::max(value, low), high) + 0.5);
}

}  // namespace

template <>
const Kinds<SizeDistribution>& SizeDistribution::kinds() {
  static const auto all = all_kinds<base::kPlain>();
  return all;
}

template <>
const Kinds<SpanDistribution>& SpanDistribution::kinds() {
  static const auto all = all_kinds<base::kTime>();
  return all;
}

std::int32_t draw_whole(const SizeDistribution& sizes, base::Stream& stream) {
  constexpr double kMost = 1 << 30;
  return static_cast<std::int32_t>(rounded_within(sizes.draw(stream).in_base_units(), 1, kMost));
}

base::Duration draw_duration(const SpanDistribution& spans, base::Stream& stream) {
  return base::Duration{
      static_cast<std::int64_t>(rounded_within(spans.draw(stream).in_base_units() * 1e6, 1, kLongestDrawUs))};
}

}  // namespace aibelt::scenario
