#pragma once

#include <algorithm>
#include <vector>

#include "aibelt/base/quantity.hpp"
#include "aibelt/base/time.hpp"

namespace aibelt::scenario {

enum class Interpolation { step, linear };

/// A quantity that changes by date: the first value before the first date, the last one after the last.
template <base::Dimension D>
class Ramp {
 public:
  using Value = base::Quantity<D>;
  struct Point {
    base::SimTime date;
    Value value;
  };

  Ramp() = default;
  explicit Ramp(Value constant) : points_{{base::SimTime{}, constant}} {}

  /// `points` in strictly rising order of date, at least one.
  Ramp(std::vector<Point> points, Interpolation interpolation)
      : points_(std::move(points)), interpolation_(interpolation) {}

  const std::vector<Point>& points() const { return points_; }

  Value at(base::SimTime date) const {
    const auto after = std::upper_bound(points_.begin(), points_.end(), date,
                                        [](base::SimTime when, const Point& point) { return when < point.date; });
    if (after == points_.begin()) {
      return points_.empty() ? Value{} : points_.front().value;
    }
    const Point& from = *(after - 1);
    if (after == points_.end() || interpolation_ == Interpolation::step) {
      return from.value;
    }
    const double share =
        static_cast<double>((date - from.date).count()) / static_cast<double>((after->date - from.date).count());
    return from.value + (after->value - from.value) * share;
  }

 private:
  std::vector<Point> points_;
  Interpolation interpolation_ = Interpolation::linear;
};

}  // namespace aibelt::scenario
