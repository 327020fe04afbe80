#pragma once

#include <optional>
#include <string>
#include <vector>

#include "aibelt/report/page_sweep.hpp"
#include "figure.hpp"

/// One function for each figure of a sweep; nullopt where the sweep has nothing of the kind.
namespace aibelt::report {

std::optional<Figure> sweep_means(const SweepResults& sweep);
std::optional<Figure> sweep_points(const SweepResults& sweep);
std::optional<Figure> failed_points(const SweepResults& sweep);
std::optional<Figure> fans(const SweepResults& sweep);
std::optional<Figure> heatmaps(const SweepResults& sweep);
std::optional<Figure> scatters(const SweepResults& sweep);
std::optional<Figure> tornado(const SweepResults& sweep);

/// The figures that vary, by their numbers: a constant one has nothing to show.
std::vector<std::size_t> varying_figures(const SweepResults& sweep);

/// `tokens_served` and its words, `@2029` behind them.
Text figure_text(const std::string& figure);

/// A number to a few digits, for the ends of ranges we make.
std::string short_text(double value);
double rounded(double value);

/// The levels of a factor in order: those the sweep set, or, where there are more than `most`, as many ranges alike in width.
struct FactorLevels {
  std::vector<std::string> names;
  std::vector<std::optional<std::size_t>> of_run;  ///< position in `names`
  std::vector<double> middles;                     ///< of each level; NaN for words
};
FactorLevels levels_of(const SweepResults::Factor& factor, std::size_t most);

}  // namespace aibelt::report
