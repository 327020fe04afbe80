#include "explain_spans.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace aibelt::cli {
namespace {

constexpr double kDaysAMonth = 365.25 / 12;
constexpr std::string_view kWaiting = "waiting_for_";

const std::string& item_of(const metrics::Binding& binding) {
  static const std::string none;
  return binding.evidence.empty() ? none : binding.evidence.back().item;
}

bool is_same(const metrics::Binding& a, const metrics::Binding& b) {
  return a.stage == b.stage && a.reason == b.reason && item_of(a) == item_of(b);
}

/// Mean by month over the span; a month without a row counts as zero.
double mean_over(const Span& span, const metrics::Curve& curve) {
  double sum = 0;
  for (const auto& [month, value] : curve.months) {
    sum += month >= span.first.month && month <= span.last ? value : 0;
  }
  return sum / static_cast<double>(span.n_months());
}

double mean_over(const Span& span, const metrics::Curves& curves, const metrics::Wanted& wanted) {
  double sum = 0;
  for (const metrics::Curve* curve : curves.find(wanted)) {
    sum += mean_over(span, *curve);
  }
  return sum;
}

/// Places of the binding stage that make the item.
std::set<std::string> places_of(const Span& span, const metrics::Curves& curves) {
  std::set<std::string> places;
  const std::string& item = item_of(span.first);
  for (const metrics::Curve* curve : curves.find({.stage = span.first.stage, .measure = "good", .item = item})) {
    if (mean_over(span, *curve) > 0) {
      places.insert(curve->series.place);
    }
  }
  return places;
}

}  // namespace

std::vector<Span> spans_of(const std::vector<metrics::Binding>& bindings) {
  std::vector<Span> spans;
  for (const metrics::Binding& binding : bindings) {
    if (!spans.empty() && is_same(spans.back().first, binding)) {
      spans.back().last = binding.month;
    } else {
      spans.push_back({binding, binding.month});
    }
  }
  return spans;
}

StageFigures figures_of(const Span& span, const metrics::Curves& curves) {
  const std::string& stage = span.first.stage;
  const std::string& item = item_of(span.first);
  const auto places = places_of(span, curves);
  StageFigures figures;
  const std::string measure = std::string(kWaiting) + span.first.reason;
  for (const metrics::Curve* curve : curves.find({.stage = stage, .measure = "good", .item = item})) {
    figures.unit = curve->series.unit;
    figures.good += mean_over(span, *curve);
  }
  figures.wanted =
      mean_over(span, curves, {.stage = stage, .measure = "orders_received", .unit = figures.unit, .item = item});
  figures.waiting = mean_over(span, curves, {.stage = stage, .measure = measure, .item = item});
  figures.places.assign(places.begin(), places.end());
  figures.rows = fmt::format("{},{},{},{}", stage, fmt::join(places, "|"), item, measure);
  return figures;
}

std::vector<IdleInput> idle_inputs(const Span& span, const metrics::Curves& curves) {
  std::map<std::string, IdleInput> by_unit;
  for (const std::string& place : places_of(span, curves)) {
    for (const metrics::Curve* curve : curves.find({.measure = "input_stock", .place = place})) {
      by_unit[curve->series.unit].stock += mean_over(span, *curve);
    }
    for (const metrics::Curve* curve : curves.find({.measure = "used", .place = place})) {
      by_unit[curve->series.unit].days += mean_over(span, *curve);  // a month, made days below
    }
  }
  std::vector<IdleInput> inputs;
  for (auto& [unit, input] : by_unit) {
    input.unit = unit;
    input.days = input.days > 0 ? input.stock / input.days * kDaysAMonth : 0;
    if (input.days >= 1) {
      inputs.push_back(input);
    }
  }
  std::stable_sort(inputs.begin(), inputs.end(),
                   [](const IdleInput& a, const IdleInput& b) { return a.days > b.days; });
  return inputs;
}

namespace {

/// Whether the way to what binds goes through this wait; then it is its consequence, not its rival.
bool is_on_way(const Span& span, const std::string& stage, const std::string& reason) {
  return std::any_of(span.first.evidence.begin(), span.first.evidence.end(),
                     [&](const metrics::Evidence& step) { return step.stage == stage && step.reason == reason; });
}

}  // namespace

std::vector<Rival> rivals_of(const Span& span, const metrics::Curves& curves, double margin) {
  std::vector<Rival> rivals;
  for (const metrics::Evidence& step : span.first.evidence) {
    std::map<std::pair<std::string, std::string>, double> by_cause;
    for (const metrics::Curve* curve : curves.find({.unit = step.unit, .item = step.item})) {
      if (curve->series.measure.starts_with(kWaiting)) {
        by_cause[{curve->series.stage, curve->series.measure.substr(kWaiting.size())}] += mean_over(span, *curve);
      }
    }
    const std::pair taken{step.stage, step.reason};
    const double most = by_cause.contains(taken) ? by_cause[taken] : 0;
    for (const auto& [cause, waiting] : by_cause) {
      if (most > 0 && waiting >= (1 - margin) * most && !is_on_way(span, cause.first, cause.second)) {
        rivals.push_back({cause.first, cause.second, step.item, step.unit, waiting, most});
      }
    }
  }
  return rivals;
}

}  // namespace aibelt::cli
