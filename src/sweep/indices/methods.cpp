#include "indices/methods.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

namespace aibelt::sweep {
namespace {

constexpr double kLinearEnough = 0.7;  ///< R² from which coefficients of a line rank, not those of ranks

void rank_by_sobol(const PastSweep& sweep, const std::vector<double>& means, const Bootstrap& bootstrap,
                   KpiSensitivity& found) {
  found.method = "Sobol indices";
  const auto indices = sobol_indices(means, sweep.factors.size(), bootstrap);
  const std::size_t n_rows = means.size() / (sweep.factors.size() + 2);
  for (std::size_t factor = 0; factor < indices.size(); ++factor) {
    FactorRank& rank = found.ranks[factor];
    if (!indices[factor]) {
      rank.note = "too few rows whose three points have a result";
      continue;
    }
    rank.measures = {{"total", indices[factor]->total}, {"first", indices[factor]->first}};
    rank.n = indices[factor]->n_rows;
    if (rank.n < n_rows) {
      rank.note = fmt::format("from {} of {} rows", rank.n, n_rows);
    }
  }
}

void rank_by_morris(const PastSweep& sweep, const std::vector<double>& means, const Bootstrap& bootstrap,
                    KpiSensitivity& found) {
  found.method = "elementary effects";
  const auto effects = morris_effects(morris_steps(sweep.layout), means, sweep.factors.size(), bootstrap);
  const std::size_t n_trajectories = means.size() / (sweep.factors.size() + 1);
  for (std::size_t factor = 0; factor < effects.size(); ++factor) {
    FactorRank& rank = found.ranks[factor];
    if (!effects[factor]) {
      rank.note = "no step whose two points have a result";
      continue;
    }
    rank.measures = {{"mu_star", effects[factor]->mean_size},
                     {"mu", {effects[factor]->mean, std::nullopt}},
                     {"sigma", {effects[factor]->standard_deviation, std::nullopt}}};
    rank.n = effects[factor]->n_effects;
    if (rank.n < n_trajectories) {
      rank.note = fmt::format("from {} of {} effects", rank.n, n_trajectories);
    }
  }
}

/// The runs of one design point.
std::span<const double> runs_of(const PastSweep& sweep, const KpiColumn& kpi, std::size_t point) {
  return std::span(kpi.values).subspan(point * sweep.n_replications, sweep.n_replications);
}

/// From the lowest to the highest mean among the points where one factor leaves its base, and the base.
void rank_excursions(const PastSweep& sweep, const KpiColumn& kpi, const std::vector<double>& means, std::size_t factor,
                     const std::vector<std::size_t>& points, double level, FactorRank& rank) {
  std::vector<std::size_t> known;
  for (const std::size_t point : points) {
    rank.excursions.push_back({sweep.factors[factor].text(point), means[point]});
    if (std::isfinite(means[point])) {
      known.push_back(point);
    }
  }
  if (known.size() < points.size()) {
    rank.note = fmt::format("{} of {} points lack a result", points.size() - known.size(), points.size());
  }
  if (known.size() < 2) {
    return;
  }
  const auto [lowest, highest] = std::ranges::minmax(known, {}, [&](std::size_t point) { return means[point]; });
  rank.measures = {{"swing", paired_change(runs_of(sweep, kpi, lowest), runs_of(sweep, kpi, highest), level)}};
  rank.n = sweep.n_replications;
}

void rank_by_excursions(const PastSweep& sweep, const KpiColumn& kpi, const std::vector<double>& means, double level,
                        KpiSensitivity& found) {
  found.method = "change from the base, one factor at a time";
  std::map<std::size_t, std::vector<std::size_t>> points;
  for (const Excursion& excursion : excursions(sweep.layout)) {
    points.try_emplace(excursion.factor, std::vector<std::size_t>{0})
        .first->second.push_back(static_cast<std::size_t>(excursion.point));
  }
  for (std::size_t factor = 0; factor < found.ranks.size(); ++factor) {
    if (points.contains(factor)) {
      rank_excursions(sweep, kpi, means, factor, points.at(factor), level, found.ranks[factor]);
    } else {
      found.ranks[factor].note = "has one level";
    }
  }
}

/// The factors whose levels are numbers, and these numbers, row-major.
struct Numbers {
  std::vector<std::size_t> factors;
  std::vector<double> values;
};

Numbers numbers_of(const PastSweep& sweep) {
  Numbers numbers;
  for (std::size_t factor = 0; factor < sweep.factors.size(); ++factor) {
    if (!sweep.factors[factor].numbers.empty()) {
      numbers.factors.push_back(factor);
    }
  }
  for (std::size_t point = 0; point < sweep.layout.n_points(); ++point) {
    for (const std::size_t factor : numbers.factors) {
      numbers.values.push_back(sweep.factors[factor].numbers[point]);
    }
  }
  return numbers;
}

/// A correlation ratio is the root of a share of variance, as a coefficient of a line is.
Estimate root_of(const Estimate& share) {
  Estimate root{.value = std::sqrt(share.value), .interval = std::nullopt};
  if (share.interval) {
    root.interval = {std::sqrt(share.interval->low), std::sqrt(share.interval->high)};
  }
  return root;
}

void rank_words(const PastSweep& sweep, const std::vector<double>& means, const Bootstrap& bootstrap,
                KpiSensitivity& found) {
  for (std::size_t factor = 0; factor < sweep.factors.size(); ++factor) {
    if (sweep.factors[factor].numbers.empty()) {
      FactorRank& rank = found.ranks[factor];
      const auto share = share_between_levels(sweep.factors[factor].choice, means, bootstrap);
      if (share) {
        rank.measures = {{"correlation_ratio", root_of(*share)}};
        rank.n = static_cast<std::size_t>(found.points.count());
        rank.note = "levels are words";
      } else {
        rank.note = "has one level";
      }
    }
  }
}

void rank_numbers(const Regression& line, const std::optional<Regression>& ranked, const Numbers& numbers,
                  KpiSensitivity& found) {
  for (std::size_t i = 0; i < numbers.factors.size(); ++i) {
    FactorRank& rank = found.ranks[numbers.factors[i]];
    if (!line.coefficients[i]) {
      rank.note = "constant, or not told apart from other factors by this design";
      continue;
    }
    rank.measures = {{"src", *line.coefficients[i]}};
    rank.n = line.n_points;
    if (ranked && ranked->coefficients[i]) {
      rank.measures.push_back({"prcc", *ranked->coefficients[i]});
      if (line.r_squared < kLinearEnough) {
        std::swap(rank.measures.front(), rank.measures.back());
      }
    }
  }
}

void rank_by_regression(const PastSweep& sweep, const std::vector<double>& means, const Bootstrap& bootstrap,
                        KpiSensitivity& found) {
  found.method = "regression";
  rank_words(sweep, means, bootstrap, found);
  const Numbers numbers = numbers_of(sweep);
  if (numbers.factors.empty()) {
    return;
  }
  found.line = standardised_regression(numbers.values, means, numbers.factors.size(), bootstrap);
  if (!found.line) {
    for (const std::size_t factor : numbers.factors) {
      found.ranks[factor].note = "a line needs more points with a result than factors + 1";
    }
    return;
  }
  const auto ranked = partial_rank_correlation(numbers.values, means, numbers.factors.size(), bootstrap);
  rank_numbers(*found.line, ranked, numbers, found);
  found.notes.push_back(
      fmt::format("a line explains {:.1f} % of the variance (R²); ranked by {}", 100 * found.line->r_squared,
                  found.line->r_squared < kLinearEnough ? "partial correlation of ranks" : "standardised coefficient"));
}

}  // namespace

void rank_by_design(const PastSweep& sweep, const KpiColumn& kpi, const std::vector<double>& means,
                    const Bootstrap& bootstrap, KpiSensitivity& found) {
  for (const Levels& factor : sweep.factors) {
    found.ranks.push_back({.factor = factor.name});
  }
  if (sweep.layout.kind == "saltelli") {
    rank_by_sobol(sweep, means, bootstrap, found);
  } else if (sweep.layout.kind == "morris") {
    rank_by_morris(sweep, means, bootstrap, found);
  } else if (sweep.layout.kind == "one_at_a_time") {
    rank_by_excursions(sweep, kpi, means, bootstrap.level, found);
  } else {
    rank_by_regression(sweep, means, bootstrap, found);
  }
}

}  // namespace aibelt::sweep
