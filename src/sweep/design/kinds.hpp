#pragma once

#include <limits>
#include <string>
#include <utility>

#include "aibelt/base/random.hpp"
#include "aibelt/scenario/codec.hpp"
#include "aibelt/sweep/design.hpp"

namespace aibelt::sweep {

scenario::Kind<Design> full_factorial();
scenario::Kind<Design> latin_hypercube();
scenario::Kind<Design> list();
scenario::Kind<Design> monte_carlo();
scenario::Kind<Design> morris();
scenario::Kind<Design> one_at_a_time();
scenario::Kind<Design> saltelli();
scenario::Kind<Design> sobol();

inline constexpr const char* kDefaultDesign = "full_factorial";

/// What a sweep gets that names none.
std::shared_ptr<const Design> default_design();

/// Product, or the largest number where it is beyond.
inline std::uint64_t times(std::uint64_t a, std::uint64_t b) {
  constexpr std::uint64_t kLargest = std::numeric_limits<std::uint64_t>::max();
  return b != 0 && a > kLargest / b ? kLargest : a * b;
}

/// What draws for one axis, so that another factor leaves it alone; `part` tells several draws apart.
inline base::Stream stream_for(const Frame& frame, const char* design, const Axis& axis, const std::string& part = "") {
  return {frame.seed, "sweep/" + std::string(design) + "/" + axis.name + (part.empty() ? "" : "/" + part)};
}

/// A design by the number of its points, which sample the ranges.
struct Sampled : Design {
  std::int64_t points = 0;

  std::uint64_t n_points(const Frame&) const override { return static_cast<std::uint64_t>(points); }

  template <class Sample>
  static scenario::Field<Sample> points_field() {
    return scenario::field<Sample, std::int64_t>(&Sample::points,
                                                 {.name = "points", .unit = "1", .low = 1, .doc = "how many"});
  }
};

}  // namespace aibelt::sweep
