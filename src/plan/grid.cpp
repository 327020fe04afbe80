#include "grid.hpp"

#include <algorithm>
#include <cmath>

#include "aibelt/base/error.hpp"

namespace aibelt::plan {
namespace {

constexpr double kRounding = 1e-9;  // of a day

}  // namespace

Grid::Grid(const Network& network) : from_(network.from), n_days_(network.n_days()) {
  base::ensure(n_days_ > 0, "a plan needs at least one day");
  edges_.push_back(0);
  for (base::Month month = base::next(base::month_of(from_)); base::start_of(month) < network.to;
       month = base::next(month)) {
    edges_.push_back(static_cast<double>((base::start_of(month) - from_) / base::kDay));
  }
  edges_.push_back(static_cast<double>(n_days_));
}

std::size_t Grid::period_of(double day) const {
  const auto after = std::upper_bound(edges_.begin(), edges_.end(), day + kRounding);
  return static_cast<std::size_t>(std::max<std::ptrdiff_t>(after - edges_.begin() - 1, 0));
}

std::pair<std::size_t, std::size_t> Grid::days(std::size_t period, double ahead) const {
  const auto first_at = [&](double edge) {
    const double day = std::ceil(edge - ahead - kRounding);
    return std::min(static_cast<std::size_t>(std::max(day, 0.0)), n_days_);
  };
  return {first_at(edges_[period]), first_at(edges_[period + 1])};
}

std::size_t Grid::later(std::size_t period, double ahead, double lag) const {
  return period_of(std::max(edges_[period], ahead) + lag);
}

double Grid::sum(const Daily& amounts, std::size_t period, double ahead) const {
  const auto [first, end] = days(period, ahead);
  double sum = 0;
  for (std::size_t day = first; day < end; ++day) {
    sum += amounts[day];
  }
  return sum;
}

}  // namespace aibelt::plan
