#include "kinds.hpp"

namespace aibelt::sweep {
namespace {

/// Counts through all combinations like an odometer: the last factor turns fastest.
struct FullFactorial : Design {
  std::int64_t levels = 3;

  std::uint64_t levels_of(const Axis& axis) const {
    return axis.n_values > 0 ? axis.n_values : axis.n_levels > 0 ? axis.n_levels : static_cast<std::uint64_t>(levels);
  }

  std::uint64_t n_points(const Frame& frame) const override {
    std::uint64_t n = 1;
    for (const Axis& axis : frame.axes) {
      n = times(n, levels_of(axis));
    }
    return n;
  }

  void place(std::uint64_t number, const Frame& frame, std::span<double> coordinates) const override {
    for (std::size_t j = frame.axes.size(); j-- > 0;) {
      const std::uint64_t n = levels_of(frame.axes[j]);
      coordinates[j] = coordinate(frame.axes[j], number % n, n);
      number /= n;
    }
  }

  static double coordinate(const Axis& axis, std::uint64_t i, std::uint64_t n) {
    if (axis.n_values > 0) {
      return coordinate_of_value(i, n);
    }
    return n == 1 ? axis.base : static_cast<double>(i) / static_cast<double>(n - 1);
  }

  static const scenario::FieldTable<FullFactorial>& fields() {
    static const scenario::FieldTable<FullFactorial> table = {
        scenario::field(&FullFactorial::levels, {.name = "levels",
                                                 .unit = "1",
                                                 .low = 1,
                                                 .doc = "of each range that has none of its own, from low to high",
                                                 .by_default = "3"}),
    };
    return table;
  }
};

}  // namespace

scenario::Kind<Design> full_factorial() {
  return scenario::kind<Design, FullFactorial>("full_factorial", "every combination of levels");
}

std::shared_ptr<const Design> default_design() { return std::make_shared<const FullFactorial>(); }

}  // namespace aibelt::sweep
