#include "aibelt/sweep/sweep.hpp"

#include "aibelt/base/error.hpp"

namespace aibelt::sweep {

Point Sweep::run(std::uint64_t number) const {
  base::ensure(number < n_runs(), "there is no such run in the sweep");
  Point point{number, number / replications, number % replications, 0, {}, set};
  point.seed = seed_of(seed, point.replication);
  const std::vector<double> coordinates = layout.coordinates(point.design_point);
  for (std::size_t j = 0; j < factors.size(); ++j) {
    point.levels.push_back(factors[j].level(coordinates[j]));
    point.overrides.push_back(factors[j].path + "=" + point.levels.back());
  }
  return point;
}

}  // namespace aibelt::sweep
