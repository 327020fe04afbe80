#include "aibelt/sweep/factor.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "aibelt/base/portable_math.hpp"
#include "normal.hpp"

namespace aibelt::sweep {
namespace {

/// The cut normal distribution of a range: its ends in standard deviations, and the shares below them.
struct CutNormal {
  explicit CutNormal(const Range& range)
      : low((range.low - range.mode) / range.sd),
        high((range.high - range.mode) / range.sd),
        below_low(normal_share(low)),
        below_high(normal_share(high)) {}

  double low;
  double high;
  double below_low;
  double below_high;
};

double normal_at(const Range& range, double coordinate) {
  const CutNormal cut(range);
  const double share = cut.below_low + coordinate * (cut.below_high - cut.below_low);
  return range.mode + range.sd * normal_quantile(share, cut.low, cut.high);
}

double triangular_at(const Range& range, double coordinate) {
  const double width = range.high - range.low;
  return coordinate < range.base() ? range.low + std::sqrt(coordinate * width * (range.mode - range.low))
                                   : range.high - std::sqrt((1 - coordinate) * width * (range.high - range.mode));
}

double inner_at(const Range& range, double coordinate) {
  switch (range.spread) {
    case Spread::uniform:
      return range.low + coordinate * (range.high - range.low);
    case Spread::log_uniform:
      return range.low * base::exp(coordinate * base::log(range.high / range.low));
    case Spread::triangular:
      return triangular_at(range, coordinate);
    case Spread::normal:
      return normal_at(range, coordinate);
  }
  return range.low;
}

bool has_mode(Spread spread) { return spread == Spread::triangular || spread == Spread::normal; }

}  // namespace

double Range::at(double coordinate) const {
  double amount = coordinate <= 0 ? low : coordinate >= 1 ? high : 0;
  if (coordinate > 0 && coordinate < 1) {
    amount = has_mode(spread) && coordinate == base() ? mode : std::clamp(inner_at(*this, coordinate), low, high);
  }
  return is_whole ? std::floor(amount + 0.5) : amount;
}

double Range::base() const {
  if (spread == Spread::triangular) {
    return (mode - low) / (high - low);
  }
  if (spread == Spread::normal) {
    const CutNormal cut(*this);
    return (0.5 - cut.below_low) / (cut.below_high - cut.below_low);
  }
  return 0.5;
}

std::string Factor::level(double coordinate) const {
  if (!range) {
    const auto n = static_cast<double>(values.size());
    return values[static_cast<std::size_t>(std::clamp(std::floor(coordinate * n), 0.0, n - 1))];
  }
  const double amount = range->at(coordinate);
  return range->unit.empty() ? fmt::format("{}", amount) : fmt::format("{} {}", amount, range->unit);
}

Axis Factor::axis() const {
  return {name, range ? 0 : values.size(), n_levels,
          range ? range->base() : coordinate_of_value(0, std::max<std::size_t>(values.size(), 1))};
}

}  // namespace aibelt::sweep
