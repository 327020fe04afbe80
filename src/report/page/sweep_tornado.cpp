#include <algorithm>
#include <cmath>
#include <map>

#include "figures_of_sweep.hpp"

namespace aibelt::report {
namespace {

constexpr std::size_t kMostSlices = 10;

void put_longest_first(TornadoView& view) {
  const auto length = [&](const TornadoView::Bar& bar) {
    return view.is_index ? std::abs(bar.value.value_or(0)) : bar.high - bar.low;
  };
  std::stable_sort(view.bars.begin(), view.bars.end(),
                   [&](const TornadoView::Bar& a, const TornadoView::Bar& b) { return length(a) > length(b); });
}

Text sensitivity_text(const std::string& measure) {
  static const std::map<std::string, std::string_view> kWords = {
      {"total", "total index"},
      {"first", "first-order index"},
      {"mu_star", "mean size of elementary effects (μ*)"},
      {"mu", "mean of elementary effects (μ)"},
      {"sigma", "spread of elementary effects (σ)"},
      {"swing", "change from the lowest to the highest level"},
      {"src", "standardised coefficient"},
      {"prcc", "partial correlation of ranks"},
      {"correlation_ratio", "correlation ratio"}};
  const auto found = kWords.find(measure);
  return found == kWords.end() ? raw(measure) : say(found->second);
}

bool has_unit_of_figure(const std::string& measure) {
  return measure == "mu_star" || measure == "mu" || measure == "sigma" || measure == "swing";
}

/// Views in the order in which their key is first asked for.
class Views {
 public:
  TornadoView& of(const std::string& figure, const std::string& measure) {
    const auto [at, is_new] = known_.try_emplace({figure, measure}, views_.size());
    if (is_new) {
      views_.emplace_back();
    }
    return views_[at->second];
  }
  std::vector<TornadoView> take() {
    std::for_each(views_.begin(), views_.end(), put_longest_first);
    return std::move(views_);
  }

 private:
  std::map<std::pair<std::string, std::string>, std::size_t> known_;
  std::vector<TornadoView> views_;
};

/// The figure at the levels of one factor, all others at their base: the first level is the base.
void add_level(const SweepResults::Effect& effect, TornadoView& view) {
  view.unit = effect.unit;
  view.of = figure_text(effect.figure);
  const Text name = raw(effect.factor);
  auto bar = std::find_if(view.bars.begin(), view.bars.end(),
                          [&](const TornadoView::Bar& known) { return known.name == name; });
  if (bar == view.bars.end()) {
    view.base = view.base.value_or(effect.value);
    view.bars.push_back({name, effect.value, effect.value, std::nullopt, {}});
    return;
  }
  bar->low = std::min(bar->low, effect.value);
  bar->high = std::max(bar->high, effect.value);
}

void add_index(const SweepResults::Effect& effect, TornadoView& view) {
  view.is_index = true;
  view.unit = has_unit_of_figure(effect.measure) ? effect.unit : "";
  view.of = say("{}: {}", {figure_text(effect.figure), sensitivity_text(effect.measure)});
  view.bars.push_back(
      {raw(effect.factor), effect.low.value_or(effect.value), effect.high.value_or(effect.value), effect.value, {}});
}

std::vector<TornadoView> views_of_effects(const SweepResults& sweep) {
  Views views;
  for (const SweepResults::Effect& effect : sweep.effects) {
    TornadoView& view = views.of(effect.figure, effect.measure);
    effect.measure == "kpi" ? add_level(effect, view) : add_index(effect, view);
  }
  return views.take();
}

/// The mean of a figure over the runs at each level of a factor: the lowest and the highest.
std::optional<TornadoView::Bar> bar_of_means(const SweepResults::Factor& factor, const SweepResults::Figure& figure) {
  const FactorLevels levels = levels_of(factor, kMostSlices);
  std::vector<std::pair<double, double>> sums(levels.names.size());
  for (std::size_t i = 0; i < figure.values.size(); ++i) {
    if (levels.of_run[i] && !std::isnan(figure.values[i])) {
      sums[*levels.of_run[i]].first += figure.values[i];
      ++sums[*levels.of_run[i]].second;
    }
  }
  std::optional<TornadoView::Bar> bar;
  for (const auto& [sum, n] : sums) {
    if (n > 0) {
      const double mean = sum / n;
      bar = bar ? TornadoView::Bar{bar->name, std::min(bar->low, mean), std::max(bar->high, mean), std::nullopt, {}}
                : TornadoView::Bar{raw(factor.name), mean, mean, std::nullopt, {}};
    }
  }
  return bar;
}

std::vector<TornadoView> views_of_means(const SweepResults& sweep) {
  std::vector<TornadoView> views;
  for (const std::size_t i : varying_figures(sweep)) {
    const SweepResults::Figure& figure = sweep.figures[i];
    TornadoView view;
    view.unit = figure.unit;
    view.of = figure_text(figure.name);
    for (const SweepResults::Factor& factor : sweep.factors) {
      if (auto bar = bar_of_means(factor, figure)) {
        view.bars.push_back(std::move(*bar));
      }
    }
    double sum = 0;
    double n = 0;
    for (const double value : figure.values) {
      sum += std::isnan(value) ? 0 : value;
      n += std::isnan(value) ? 0 : 1;
    }
    view.base = sum / n;
    put_longest_first(view);
    views.push_back(std::move(view));
  }
  return views;
}

}  // namespace

std::optional<Figure> tornado(const SweepResults& sweep) {
  const bool has_effects = !sweep.effects.empty();
  Tornado figure{has_effects ? views_of_effects(sweep) : views_of_means(sweep)};
  if (figure.variants.empty() || sweep.factors.empty()) {
    return std::nullopt;
  }
  return Figure{"tornado", say("What moves each key figure"),
                has_effects ? say("How much each factor moves a key figure, the strongest first, as aibelt sensitivity "
                                  "worked it out.")
                            : say("Lowest and highest mean of a key figure over the levels of each factor, the widest "
                                  "first; aibelt sensitivity gives indices with intervals."),
                std::move(figure)};
}

}  // namespace aibelt::report
