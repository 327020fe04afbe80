#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "aibelt/metrics/curves.hpp"

namespace aibelt::sweep {

/// One run of a sweep: a point of its design, played with one of its seeds.
struct Point {
  std::uint64_t number = 0;            ///< within the sweep: design point × replications + replication
  std::uint64_t design_point = 0;      ///< from 0
  std::uint64_t replication = 0;       ///< from 0
  std::int64_t seed = 0;               ///< alike for every design point of one replication
  std::vector<std::string> levels;     ///< of each factor, in the order of factors, as a scenario would have it
  std::vector<std::string> overrides;  ///< `path=value` of the sweep's `set`, then of the factors, without the seed
};

/// One KPI of a run, over the whole of it or at one time.
struct Figure {
  std::string name;  ///< `tokens_served`, `tokens_served@2029`
  std::string unit;
  double value = 0;
};

/// What the run of a point came to.
struct Result {
  std::string failure;                     ///< why there is no result; empty where there is one
  std::vector<Figure> figures;             ///< in an order that is alike for all points
  std::vector<metrics::Curve> curves;      ///< the ones the sweep chose
  std::vector<std::string> failed_checks;  ///< expectations of the scenario that do not hold
};

/// Plays one point, in a process of its own; an exception is the point's failure.
using Play = std::function<Result(const Point&)>;

/// The seed of replication `replication` of a sweep whose seed is `sweep_seed`: 0 to 9e15, as scenarios take them; the first
/// replication has the sweep's own.
std::int64_t seed_of(std::int64_t sweep_seed, std::uint64_t replication);

}  // namespace aibelt::sweep
