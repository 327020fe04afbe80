#include "kinds.hpp"

namespace aibelt::sweep {
namespace {

std::uint64_t n_excursions(const Axis& axis) { return axis.n_values > 0 ? axis.n_values - 1 : 2; }

struct OneAtATime : Design {
  std::uint64_t n_points(const Frame& frame) const override {
    std::uint64_t n = 1;
    for (const Axis& axis : frame.axes) {
      n += n_excursions(axis);
    }
    return n;
  }

  void place(std::uint64_t number, const Frame& frame, std::span<double> coordinates) const override {
    std::uint64_t first = 1;  // excursion of the axis
    for (std::size_t j = 0; j < frame.axes.size(); ++j) {
      const Axis& axis = frame.axes[j];
      const std::uint64_t n = n_excursions(axis);
      const bool is_moved = number >= first && number < first + n;
      coordinates[j] = is_moved ? coordinate(axis, number - first) : axis.base;
      first += n;
    }
  }

  static double coordinate(const Axis& axis, std::uint64_t excursion) {
    return axis.n_values > 0 ? coordinate_of_value(excursion + 1, axis.n_values) : static_cast<double>(excursion);
  }

  static const scenario::FieldTable<OneAtATime>& fields() {
    static const scenario::FieldTable<OneAtATime> none;
    return none;
  }
};

}  // namespace

scenario::Kind<Design> one_at_a_time() {
  return scenario::kind<Design, OneAtATime>(
      "one_at_a_time", "all factors at their base, then one of them at low, at high, or at each other value");
}

std::vector<Excursion> excursions(const Layout& layout) {
  std::vector<Excursion> all;
  for (std::size_t j = 0; j < layout.n_factors(); ++j) {
    for (std::uint64_t i = 0; i < n_excursions(layout.frame.axes[j]); ++i) {
      all.push_back({all.size() + 1, j});
    }
  }
  return all;
}

}  // namespace aibelt::sweep
