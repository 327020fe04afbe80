#include <cmath>
#include <limits>

#include "figures_of_sweep.hpp"

namespace aibelt::report {
namespace {

constexpr std::size_t kMostLevels = 12;
constexpr std::size_t kMostMaps = 200;

HeatView view_of(const SweepResults& sweep, std::size_t x, std::size_t y, const FactorLevels& x_levels,
                 const FactorLevels& y_levels, const SweepResults::Figure& figure) {
  const auto side = [&](std::size_t factor, const FactorLevels& levels) {
    HeatView::Levels axis;
    axis.name = raw(sweep.factors[factor].name);
    axis.unit = levels.names.size() < kMostLevels ? "" : sweep.factors[factor].unit;
    for (const std::string& name : levels.names) {
      axis.levels.push_back(raw(name));
    }
    return axis;
  };
  HeatView view;
  view.unit = figure.unit;
  view.of = say("{}: {} × {}", {figure_text(figure.name), raw(sweep.factors[x].name), raw(sweep.factors[y].name)});
  view.x = side(x, x_levels);
  view.y = side(y, y_levels);
  const std::size_t n_x = view.x.levels.size();
  view.cells.assign(view.y.levels.size(), Values(n_x, 0));
  view.counts.assign(view.y.levels.size(), std::vector<std::size_t>(n_x, 0));
  for (std::size_t i = 0; i < figure.values.size(); ++i) {
    if (!std::isnan(figure.values[i]) && x_levels.of_run[i] && y_levels.of_run[i]) {
      view.cells[*y_levels.of_run[i]][*x_levels.of_run[i]] += figure.values[i];
      ++view.counts[*y_levels.of_run[i]][*x_levels.of_run[i]];
    }
  }
  for (std::size_t row = 0; row < view.cells.size(); ++row) {
    for (std::size_t column = 0; column < n_x; ++column) {
      const std::size_t n = view.counts[row][column];
      double& cell = view.cells[row][column];
      cell = n > 0 ? cell / static_cast<double>(n) : std::numeric_limits<double>::quiet_NaN();
    }
  }
  return view;
}

}  // namespace

std::optional<Figure> heatmaps(const SweepResults& sweep) {
  std::vector<FactorLevels> levels;
  for (const SweepResults::Factor& factor : sweep.factors) {
    levels.push_back(levels_of(factor, kMostLevels));
  }
  Heatmap heatmap;
  for (const std::size_t figure : varying_figures(sweep)) {
    for (std::size_t x = 0; x < levels.size(); ++x) {
      for (std::size_t y = x + 1; y < levels.size() && heatmap.variants.size() < kMostMaps; ++y) {
        if (levels[x].names.size() > 1 && levels[y].names.size() > 1) {
          heatmap.variants.push_back(view_of(sweep, x, y, levels[x], levels[y], sweep.figures[figure]));
        }
      }
    }
  }
  if (heatmap.variants.empty()) {
    return std::nullopt;
  }
  return Figure{"heat-map", say("Two factors at once"),
                say("Mean of a key figure over the runs of each pair of levels; factors with many levels are cut into "
                    "ranges alike in width."),
                std::move(heatmap)};
}

}  // namespace aibelt::report
