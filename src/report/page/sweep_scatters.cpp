#include <algorithm>
#include <cmath>
#include <map>

#include "aibelt/base/statistics.hpp"
#include "figures_of_sweep.hpp"

namespace aibelt::report {
namespace {

constexpr std::size_t kMostPoints = 2000;     // drawn one by one
constexpr std::size_t kMostNumbers = 60'000;  // of points drawn one by one, over all views
constexpr std::size_t kMostViews = 120;
constexpr std::size_t kMostSlices = 20;
constexpr std::size_t kBins = 24;  // a side

using Point = std::pair<double, double>;

std::vector<Point> points_of(const SweepResults::Factor& factor, const SweepResults::Figure& figure) {
  std::vector<Point> points;
  for (std::size_t i = 0; i < figure.values.size(); ++i) {
    if (!std::isnan(figure.values[i])) {
      points.emplace_back(factor.values[i], figure.values[i]);
    }
  }
  return points;
}

/// `n` ranges alike in width over what is there.
struct Scale {
  double low = 0;
  double width = 1;
  std::size_t n = 1;

  Scale(double from, double to, std::size_t n_ranges)
      : low(from), width((to - from) / static_cast<double>(n_ranges)), n(n_ranges) {}

  std::size_t range(double value) const {
    return width > 0 ? std::min(static_cast<std::size_t>((value - low) / width), n - 1) : 0;
  }
  double start(std::size_t i) const { return rounded(low + width * static_cast<double>(i)); }
};

std::vector<ScatterView::Bin> bins_of(const std::vector<Point>& points) {
  const auto [x_low, x_high] = std::minmax_element(points.begin(), points.end());
  const auto by_y = [](const Point& a, const Point& b) { return a.second < b.second; };
  const auto [y_low, y_high] = std::minmax_element(points.begin(), points.end(), by_y);
  const Scale x(x_low->first, x_high->first, kBins);
  const Scale y(y_low->second, y_high->second, kBins);
  std::map<std::pair<std::size_t, std::size_t>, std::size_t> counts;
  for (const auto& [at_x, at_y] : points) {
    ++counts[{x.range(at_x), y.range(at_y)}];
  }
  std::vector<ScatterView::Bin> bins;
  for (const auto& [at, n] : counts) {
    bins.push_back({x.start(at.first), x.start(at.first + 1), y.start(at.second), y.start(at.second + 1), n});
  }
  return bins;
}

/// Mean and spread of the figure at each level, or in each range, of the factor.
std::vector<ScatterView::Mean> means_of(const SweepResults::Factor& factor, const SweepResults::Figure& figure) {
  const FactorLevels levels = levels_of(factor, kMostSlices);
  std::vector<std::vector<double>> slices(levels.names.size());
  for (std::size_t i = 0; i < figure.values.size(); ++i) {
    if (!std::isnan(figure.values[i])) {
      slices[*levels.of_run[i]].push_back(figure.values[i]);
    }
  }
  constexpr double kTenth = 0.1;
  std::vector<ScatterView::Mean> means;
  for (std::size_t i = 0; i < slices.size(); ++i) {
    std::vector<double>& values = slices[i];
    if (values.empty()) {
      continue;
    }
    std::sort(values.begin(), values.end());
    double sum = 0;
    std::for_each(values.begin(), values.end(), [&](double value) { sum += value; });
    means.push_back({levels.middles[i], sum / static_cast<double>(values.size()), base::quantile(values, kTenth),
                     base::quantile(values, 1 - kTenth)});
  }
  return means;
}

ScatterView view_of(const SweepResults::Factor& factor, const SweepResults::Figure& figure, bool shows_points) {
  ScatterView view;
  view.unit = figure.unit;
  view.of = say("{} → {}", {raw(factor.name), figure_text(figure.name)});
  view.x = {raw(factor.name), factor.unit};
  view.y = {figure_text(figure.name), figure.unit};
  auto points = points_of(factor, figure);
  view.means = means_of(factor, figure);
  if (shows_points) {
    view.points = std::move(points);
  } else {
    view.bins = bins_of(points);
  }
  return view;
}

bool varies(const SweepResults::Factor& factor) {
  return factor.is_number && std::any_of(factor.values.begin(), factor.values.end(),
                                         [&](double value) { return value != factor.values.front(); });
}

}  // namespace

std::optional<Figure> scatters(const SweepResults& sweep) {
  std::vector<const SweepResults::Factor*> factors;
  for (const SweepResults::Factor& factor : sweep.factors) {
    if (varies(factor)) {
      factors.push_back(&factor);
    }
  }
  const auto figures = varying_figures(sweep);
  const std::size_t n_views = std::min(factors.size() * figures.size(), kMostViews);
  const bool shows_points = sweep.runs.size() <= kMostPoints && n_views * sweep.runs.size() <= kMostNumbers;
  Scatter scatter;
  for (const std::size_t figure : figures) {
    for (const SweepResults::Factor* factor : factors) {
      if (scatter.variants.size() < kMostViews) {
        scatter.variants.push_back(view_of(*factor, sweep.figures[figure], shows_points));
      }
    }
  }
  if (scatter.variants.empty()) {
    return std::nullopt;
  }
  return Figure{
      "scatter", say("One factor against a key figure"),
      say("Each run by one factor and one key figure, counted in boxes where there are many, with the mean and "
          "the middle eight tenths at each level of the factor."),
      std::move(scatter)};
}

}  // namespace aibelt::report
