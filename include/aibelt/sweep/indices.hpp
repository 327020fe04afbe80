#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "aibelt/base/statistics.hpp"
#include "aibelt/sweep/design.hpp"

/// What of a sweep's factors moves an output. Outputs are in the order of the design's points; NaN stands for a point
/// that has none, and everything that rests on it is left out.
namespace aibelt::sweep {

/// How intervals come about: percentiles over samples drawn with replacement [efron1993].
struct Bootstrap {
  std::uint64_t seed = 1;
  std::string name;  ///< of the output, after which the random stream `sensitivity/<name>` is called
  std::size_t n_resamples = 1000;
  double level = 0.95;
};

struct Estimate {
  double value = 0;
  std::optional<base::Interval> interval;  ///< nullopt below two independent values

  bool may_be_zero() const { return interval && interval->low <= 0 && interval->high >= 0; }
};

/// Shares of the variance of an output.
struct SobolIndex {
  Estimate first;          ///< that goes when the factor is fixed, by the estimator of [saltelli2010]
  Estimate total;          ///< that stays when all others are fixed, by that of [jansen1999]
  std::size_t n_rows = 0;  ///< of the design, whose three points have an output
};

/// Of each factor, from a design of [saltelli2010], block by block: A, B, then A with the column of factor 0 from B, and so
/// on; each block has n points. nullopt for a factor with fewer than two rows, or where the output does not vary.
std::vector<std::optional<SobolIndex>> sobol_indices(std::span<const double> outputs, std::size_t n_factors,
                                                     const Bootstrap& bootstrap);

/// Elementary effects of a factor: change of the output by change of the factor, as a share of its range [morris1991].
struct MorrisEffect {
  double mean = 0;
  Estimate mean_size;             ///< of absolute values [campolongo2007]
  double standard_deviation = 0;  ///< 0 below two effects
  std::size_t n_effects = 0;
};

/// Of each factor, from the steps of trajectories of n_factors + 1 points each, as `morris_steps` gives them; nullopt for a
/// factor without an effect.
std::vector<std::optional<MorrisEffect>> morris_effects(std::span<const MorrisStep> steps,
                                                        std::span<const double> outputs, std::size_t n_factors,
                                                        const Bootstrap& bootstrap);

/// A linear model of the output.
struct Regression {
  double r_squared = 0;      ///< share of the variance the model explains
  std::size_t n_points = 0;  ///< with an output
  std::vector<std::optional<Estimate>>
      coefficients;  ///< by factor; nullopt where it is constant or follows from others
};

/// Coefficients of least squares between factors and output, all scaled to variance 1. `values`: n_points × n_factors,
/// row-major. nullopt where there are no more points than factors + 1, or where the output does not vary.
std::optional<Regression> standardised_regression(std::span<const double> values, std::span<const double> outputs,
                                                  std::size_t n_factors, const Bootstrap& bootstrap);

/// Partial correlations of ranks, as [marino2008] has them; `r_squared` is of the model between ranks.
std::optional<Regression> partial_rank_correlation(std::span<const double> values, std::span<const double> outputs,
                                                   std::size_t n_factors, const Bootstrap& bootstrap);

/// Share of the variance of the output that lies between the levels of a factor, for levels that are no numbers; `levels`:
/// of each point, from 0. nullopt where one of both does not vary.
std::optional<Estimate> share_between_levels(std::span<const std::size_t> levels, std::span<const double> outputs,
                                             const Bootstrap& bootstrap);

/// Where the variance of n_points × n_replications outputs comes from, row-major, under common random numbers.
struct Noise {
  double share_of_runs = 0;   ///< of the variance between single runs: what replications do to a point
  double share_of_means = 0;  ///< of the variance between means over replications: at most 1
  std::size_t n_points = 0;   ///< all of whose replications have an output
};

/// nullopt below two points or two replications, or where nothing varies.
std::optional<Noise> noise_of(std::span<const double> outputs, std::size_t n_replications);

/// Means over replications, of n_points × n_replications outputs, row-major; NaN where one is missing.
std::vector<double> means_over_replications(std::span<const double> outputs, std::size_t n_replications);

/// `high` − `low`, replication by replication, with Student's interval over them.
Estimate paired_change(std::span<const double> low, std::span<const double> high, double level);

}  // namespace aibelt::sweep
