#pragma once

#include <array>
#include <cmath>
#include <functional>
#include <numbers>
#include <span>
#include <vector>

namespace aibelt::exact {

/// Of coordinates, each from 0 to 1.
using Function = std::function<double(std::span<const double>)>;

/// Sobol indices of each factor.
struct Shares {
  std::vector<double> first;
  std::vector<double> total;
};

/// sin x1 + a sin² x2 + b x3⁴ sin x1, x uniform on (−π, π), a = 7, b = 0.1 [ishigami1990].
inline double ishigami(std::span<const double> u) {
  const auto x = [&](std::size_t i) { return std::numbers::pi * (2 * u[i] - 1); };
  return std::sin(x(0)) * (1 + 0.1 * std::pow(x(2), 4)) + 7 * std::pow(std::sin(x(1)), 2);
}

/// V = a²/8 + bπ⁴/5 + b²π⁸/18 + 1/2, V_1 = (1 + bπ⁴/5)²/2, V_2 = a²/8, V_13 = b²π⁸ (1/18 − 1/50).
inline Shares shares_of_ishigami() {
  const double pi4 = std::pow(std::numbers::pi, 4);
  const double v1 = std::pow(1 + 0.1 * pi4 / 5, 2) / 2;
  const double v2 = 49.0 / 8;
  const double v13 = 0.01 * pi4 * pi4 * (1.0 / 18 - 1.0 / 50);
  const double v = v1 + v2 + v13;
  return {{v1 / v, v2 / v, 0}, {(v1 + v13) / v, v2 / v, v13 / v}};
}

inline constexpr std::array kImportance = {0.0, 1.0, 4.5, 9.0, 99.0, 99.0};

/// Π (|4 x_i − 2| + a_i) / (1 + a_i), x uniform on (0, 1) [saltelli1995].
inline double g_function(std::span<const double> u) {
  double product = 1;
  for (std::size_t i = 0; i < kImportance.size(); ++i) {
    product *= (std::abs(4 * u[i] - 2) + kImportance[i]) / (1 + kImportance[i]);
  }
  return product;
}

/// V_i = 1 / (3 (1 + a_i)²), V = Π (1 + V_i) − 1, S_i = V_i / V, ST_i = V_i Π_{j≠i} (1 + V_j) / V.
inline Shares shares_of_g() {
  double product = 1;
  for (const double a : kImportance) {
    product *= 1 + 1 / (3 * (1 + a) * (1 + a));
  }
  Shares shares;
  for (const double a : kImportance) {
    const double v = 1 / (3 * (1 + a) * (1 + a));
    shares.first.push_back(v / (product - 1));
    shares.total.push_back(v * product / (1 + v) / (product - 1));
  }
  return shares;
}

}  // namespace aibelt::exact
