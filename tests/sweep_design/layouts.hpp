#pragma once

#include <string>
#include <vector>

#include "aibelt/sweep/design.hpp"

namespace aibelt::test {

/// A layout of `design`, such as `{"kind": "sobol", "points": 8}` or `"one_at_a_time"`, over the axes a, b, c, …
inline sweep::Layout layout(const std::string& design, std::size_t n_factors, std::uint64_t seed = 1) {
  scenario::Json axes = scenario::Json::array();
  for (std::size_t j = 0; j < n_factors; ++j) {
    axes.push_back(
        {{"name", std::string(1, static_cast<char>('a' + j))}, {"n_values", 0}, {"n_levels", 0}, {"base", 0.5}});
  }
  const scenario::Json parsed = scenario::Json::parse(design);
  const scenario::Json written = parsed.is_string() ? scenario::Json{{"kind", parsed}} : parsed;
  return sweep::layout_from({{"design", written}, {"axes", axes}, {"seed", seed}});
}

/// The coordinates of every point, in order.
inline std::vector<std::vector<double>> all_points(const sweep::Layout& layout) {
  std::vector<std::vector<double>> points;
  for (std::uint64_t i = 0; i < layout.n_points(); ++i) {
    points.push_back(layout.coordinates(i));
  }
  return points;
}

}  // namespace aibelt::test
