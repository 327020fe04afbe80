#include "normal.hpp"

#include <algorithm>

#include "aibelt/base/portable_math.hpp"

namespace aibelt::sweep {

/// 1/2 + density · (z + z³/3 + z⁵/(3·5) + …) [marsaglia2004].
double normal_share(double z) {
  constexpr double kBeyond = 8.3;  // where less than 1e-16 is left
  constexpr double kDensityAtMean = 0.39894228040143267794;
  if (z < -kBeyond || z > kBeyond) {
    return z < 0 ? 0 : 1;
  }
  double sum = 0;
  double term = z;
  for (int n = 3; sum + term != sum; n += 2) {
    sum += term;
    term *= z * z / n;
  }
  return std::clamp(0.5 + sum * kDensityAtMean * base::exp(-z * z / 2), 0.0, 1.0);
}

double normal_quantile(double share, double low, double high) {
  for (double middle = low + (high - low) / 2; low < middle && middle < high; middle = low + (high - low) / 2) {
    (normal_share(middle) < share ? low : high) = middle;
  }
  return low;
}

}  // namespace aibelt::sweep
