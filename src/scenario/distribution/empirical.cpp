#include <algorithm>
#include <cmath>

#include "kinds.hpp"

namespace aibelt::scenario {
namespace {

/// The inverse of a distribution function, straight between n quantiles at the probabilities 0, 1/(n−1), …, 1.
template <base::Dimension D>
struct Empirical : Distribution<D> {
  std::vector<base::Quantity<D>> quantiles;

  base::Quantity<D> draw(base::Stream& stream) const override {
    const double place = stream.uniform() * static_cast<double>(quantiles.size() - 1);
    const double below = std::floor(place);
    const auto i = static_cast<std::size_t>(below);
    return quantiles[i] + (quantiles[i + 1] - quantiles[i]) * (place - below);
  }

  base::Quantity<D> mean() const override {
    base::Quantity<D> sum = (quantiles.front() + quantiles.back()) / 2;
    for (std::size_t i = 1; i + 1 < quantiles.size(); ++i) {
      sum = sum + quantiles[i];
    }
    return sum / static_cast<double>(quantiles.size() - 1);
  }

  std::string problem() const {
    const bool is_rising = std::is_sorted(quantiles.begin(), quantiles.end());
    return quantiles.size() >= 2 && is_rising ? "" : "needs at least two quantiles, in rising order";
  }

  static const FieldTable<Empirical>& fields() {
    static const FieldTable<Empirical> table = {
        field(&Empirical::quantiles, {.name = "quantiles",
                                      .unit = unit_of<D>(),
                                      .low = 0,
                                      .high = kLargestDraw,
                                      .doc = "quantiles at equal steps of probability, smallest to largest"})};
    return table;
  }
};

}  // namespace

template <base::Dimension D>
DistributionKind<D> empirical() {
  return checked_kind<Empirical<D>, D>("empirical", "straight between measured quantiles");
}

template DistributionKind<base::kPlain> empirical();
template DistributionKind<base::kTime> empirical();

}  // namespace aibelt::scenario
