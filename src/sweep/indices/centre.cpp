#include "indices/centre.hpp"

#include <algorithm>
#include <cmath>

#include "aibelt/base/statistics.hpp"

namespace aibelt::sweep {

std::vector<double> about_the_middle(std::span<const double> values) {
  base::Mean mean;
  double largest = 0;
  for (const double value : values) {
    if (std::isfinite(value)) {
      mean.add(value);
      largest = std::max(largest, std::abs(value));
    }
  }
  double spread = 0;
  for (const double value : values) {
    spread = std::isfinite(value) ? std::max(spread, std::abs(value - mean.mean())) : spread;
  }
  // Values that differ by rounding only are alike.
  const double scale = spread > 1e-13 * largest ? spread : 0;
  std::vector<double> centred;
  for (const double value : values) {
    centred.push_back(!std::isfinite(value) ? std::nan("") : scale > 0 ? (value - mean.mean()) / scale : 0);
  }
  return centred;
}

}  // namespace aibelt::sweep
