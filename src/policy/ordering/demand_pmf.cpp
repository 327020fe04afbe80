#include <algorithm>
#include <cmath>

#include "aibelt/base/error.hpp"
#include "aibelt/base/portable_math.hpp"
#include "aibelt/policy/inventory.hpp"

namespace aibelt::policy {
namespace {

void normalise(Pmf& pmf) {
  double sum = 0;
  for (const double weight : pmf.weights) {
    sum += weight;
  }
  for (double& weight : pmf.weights) {
    weight /= sum;
  }
}

}  // namespace

double Pmf::mean() const {
  double sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    sum += weights[i] * value(i);
  }
  return sum;
}

Pmf poisson_pmf(double mean) {
  constexpr double kWidth = 12;
  constexpr double kMost = 1e9;
  base::ensure(mean >= 0 && mean <= kMost, "a Poisson mean outside 0 to 1e9");
  if (mean == 0) {
    return {1, 0, {1}};
  }
  const double reach = kWidth * std::sqrt(mean);
  Pmf pmf{1, std::max<std::int64_t>(0, std::llround(mean - reach)), {}};
  const std::int64_t last = std::llround(mean + reach) + 30;  // a small mean has a long tail
  const double log_mean = base::log(mean);
  for (std::int64_t k = pmf.first; k <= last; ++k) {
    const auto count = static_cast<double>(k);
    pmf.weights.push_back(base::exp(count * log_mean - mean - base::log_gamma(count + 1)));
  }
  normalise(pmf);
  return pmf;
}

Pmf normal_pmf(double mean, double sd, double step) {
  constexpr double kWidth = 9;
  base::ensure(sd >= 0 && step > 0, "a normal distribution of no width or step");
  Pmf pmf{step, std::llround((mean - kWidth * sd) / step), {}};
  const std::int64_t last = std::llround((mean + kWidth * sd) / step);
  for (std::int64_t k = pmf.first; k <= last; ++k) {
    const double z = sd > 0 ? (step * static_cast<double>(k) - mean) / sd : 0;
    pmf.weights.push_back(base::exp(-z * z / 2));
  }
  normalise(pmf);
  return pmf;
}

Pmf sum_of(const Pmf& a, const Pmf& b) {
  base::ensure(a.step == b.step, "two pmfs of different steps");
  Pmf sum{a.step, a.first + b.first, std::vector<double>(a.weights.size() + b.weights.size() - 1, 0)};
  for (std::size_t i = 0; i < a.weights.size(); ++i) {
    for (std::size_t j = 0; j < b.weights.size(); ++j) {
      sum.weights[i + j] += a.weights[i] * b.weights[j];
    }
  }
  return sum;
}

StockMeasures stock_measures(const Pmf& demand, double level) {
  StockMeasures measures;
  for (std::size_t i = 0; i < demand.weights.size(); ++i) {
    const double left = level - demand.value(i);
    (left > 0 ? measures.stock : measures.backlog) += demand.weights[i] * std::abs(left);
  }
  return measures;
}

double smallest_level(const Pmf& demand, double probability) {
  double sum = 0;
  for (std::size_t i = 0; i < demand.weights.size(); ++i) {
    sum += demand.weights[i];
    if (sum >= probability) {
      return demand.value(i);
    }
  }
  return demand.value(demand.weights.size() - 1);
}

}  // namespace aibelt::policy
