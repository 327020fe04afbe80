#include "aibelt/sweep/sensitivity.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "aibelt/base/error.hpp"
#include "indices/methods.hpp"

namespace aibelt::sweep {
namespace {

/// How much it moves the KPI: the size of the first measure.
double weight_of(const FactorRank& rank) {
  return rank.measures.empty() ? -1 : std::abs(rank.measures.front().estimate.value);
}

void note_failures(const PastSweep& sweep, KpiSensitivity& found) {
  const auto n_points = static_cast<std::size_t>(sweep.layout.n_points());
  const auto n_used = static_cast<std::size_t>(found.points.count());
  if (n_used < n_points) {
    found.notes.push_back(fmt::format("{} of {} design points lack a result{} and are left out", n_points - n_used,
                                      n_points, sweep.n_replications > 1 ? " in some replication" : ""));
  }
}

void note_noise(KpiSensitivity& found) {
  if (found.noise) {
    found.notes.push_back(fmt::format(
        "noise between replications: {:.1f} % of the variance between points' means, {:.1f} % of that between runs",
        100 * found.noise->share_of_means, 100 * found.noise->share_of_runs));
  }
}

}  // namespace

bool KpiSensitivity::has_ranks() const {
  return std::ranges::any_of(ranks, [](const FactorRank& rank) { return !rank.measures.empty(); });
}

KpiSensitivity sensitivity_of(const PastSweep& sweep, const KpiColumn& kpi, Bootstrap bootstrap) {
  base::ensure(kpi.values.size() == sweep.layout.n_points() * sweep.n_replications, "a KPI has a value a run");
  bootstrap.name = kpi.name;
  KpiSensitivity found{.kpi = kpi.name, .unit = kpi.unit};
  const std::vector<double> means = means_over_replications(kpi.values, sweep.n_replications);
  for (const double mean : means) {
    if (std::isfinite(mean)) {
      found.points.add(mean);
    }
  }
  note_failures(sweep, found);
  if (found.is_constant()) {
    found.notes.push_back("alike at all points: no factor moves it");
    return found;
  }
  rank_by_design(sweep, kpi, means, bootstrap, found);
  std::ranges::stable_sort(found.ranks, std::greater<>(), weight_of);
  found.noise = noise_of(kpi.values, sweep.n_replications);
  note_noise(found);
  return found;
}

}  // namespace aibelt::sweep
