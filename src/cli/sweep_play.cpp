#include "sweep_play.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "aibelt/base/error.hpp"
#include "aibelt/engine/engine.hpp"
#include "outcome.hpp"

namespace aibelt::cli {
namespace {

void add_figures(const metrics::Kpis& kpis, const std::vector<sweep::WantedKpi>& wanted,
                 std::vector<sweep::Figure>& figures) {
  for (const sweep::WantedKpi& one : wanted) {
    const auto kpi = std::find_if(kpis.begin(), kpis.end(), [&](const metrics::Kpi& k) { return k.name == one.kpi; });
    base::ensure(kpi != kpis.end(), "a sweep wants a KPI that there is not");
    if (const auto value = kpi->at(one.at)) {
      figures.push_back({one.name(), kpi->unit, *value});
    }
  }
}

std::vector<sweep::Figure> figures_of(const metrics::Kpis& kpis, const Asked& asked) {
  std::vector<sweep::Figure> figures;
  if (asked.kpis.empty()) {
    for (const metrics::Kpi& kpi : metrics::present(kpis)) {
      figures.push_back({kpi.name, kpi.unit, kpi.value()});
    }
  }
  add_figures(kpis, asked.kpis, figures);
  add_figures(kpis, asked.also, figures);
  return figures;
}

bool fits(const sweep::WantedCurve& wanted, const record::Series& series) {
  const auto is_like = [](const std::string& pattern, const std::string& text) {
    return pattern.empty() || pattern == text;
  };
  return is_like(wanted.stage, series.stage) && is_like(wanted.place, series.place) &&
         is_like(wanted.item, series.item) && is_like(wanted.measure, series.measure) &&
         is_like(wanted.unit, series.unit);
}

std::vector<metrics::Curve> curves_of(const Outcome& outcome, const std::vector<sweep::WantedCurve>& wanted) {
  std::vector<metrics::Curve> chosen;
  for (const auto* curves : {&outcome.curves.all(), &outcome.belt}) {
    for (const metrics::Curve& curve : *curves) {
      const auto is_wanted = [&](const sweep::WantedCurve& one) { return fits(one, curve.series); };
      if (std::any_of(wanted.begin(), wanted.end(), is_wanted)) {
        chosen.push_back(curve);
      }
    }
  }
  return chosen;
}

/// The scenario of a point, or why there is none.
std::optional<scenario::Scenario> scenario_of(scenario::Document document, const sweep::Point& point,
                                              std::vector<std::string>& overrides, std::string& failure) {
  overrides = point.overrides;
  overrides.push_back(fmt::format("seed={}", point.seed));
  base::Issues issues;
  for (const std::string& assignment : overrides) {
    scenario::apply_override(document, assignment, issues);
  }
  auto scenario = issues.empty() ? engine::load(document, issues) : std::nullopt;
  failure = one_line(issues);
  return scenario;
}

sweep::Result play(const scenario::Document& base, const Asked& asked, const sweep::Point& point) {
  sweep::Result result;
  std::vector<std::string> overrides;
  const auto scenario = scenario_of(base, point, overrides, result.failure);
  if (!scenario) {
    return result;
  }
  std::optional<report::RunFolder> folder;
  if (asked.run_folder) {
    folder.emplace(asked.run_folder(point));
    if (!scenario->section("workloads").empty()) {
      folder->expect_jobs();
    }
  }
  RunRows rows(folder ? &*folder : nullptr);
  engine::run(*scenario, rows);
  const Outcome outcome = outcome_of(*scenario, rows);
  if (folder) {
    write_run(*scenario, overrides, rows, outcome, *folder);
    folder->commit();
  }
  result.figures = figures_of(outcome.kpis, asked);
  result.curves = curves_of(outcome, asked.curves);
  for (const Check& check : checks_of(*scenario, outcome.kpis)) {
    if (!check.failure.empty()) {
      result.failed_checks.push_back(check.failure);
    }
  }
  return result;
}

}  // namespace

sweep::Play play_of(scenario::Document base, Asked asked) {
  const auto shared = std::make_shared<const scenario::Document>(std::move(base));
  return [shared, asked = std::move(asked)](const sweep::Point& point) { return play(*shared, asked, point); };
}

std::string one_line(const base::Issues& issues) {
  std::string line;
  for (const base::Issue& issue : issues) {
    line += (line.empty() ? "" : " | ") + to_text(issue);
  }
  return line;
}

}  // namespace aibelt::cli
