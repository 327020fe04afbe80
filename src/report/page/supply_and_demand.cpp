#include "aibelt/metrics/conversion.hpp"
#include "figures_of_run.hpp"

namespace aibelt::report {
namespace {

/// A stage of the belt by its key, as rows of the belt have it in `item`.
Line stage_line(const RunView& run, const std::string& stage, std::string_view unit) {
  return {stage_text(stage), stage, run.sum({.stage = "belt", .measure = "supply", .unit = unit, .item = stage})};
}

Line measure_line(const RunView& run, const std::string& measure, std::string_view unit) {
  return {measure_text(measure), measure, run.sum({.stage = "belt", .measure = measure, .unit = unit})};
}

bool moves_goods(const RunView& run) {
  return !is_all_zero(run.sum({.stage = "belt", .measure = "supply"})) ||
         !is_all_zero(run.sum({.stage = "belt", .measure = "demand"}));
}

Figure of_measure(const RunView& run, const std::string& measure, Figure figure) {
  Lines lines{.x = run.months()};
  for (const std::string_view unit : metrics::kUnits) {
    lines.variants.push_back({{std::string(unit), {}}, {measure_line(run, measure, unit)}});
  }
  figure.body = std::move(lines);
  return figure;
}

}  // namespace

std::optional<Figure> supply_and_demand(const RunView& run) {
  if (!moves_goods(run)) {
    return std::nullopt;
  }
  Lines lines{.x = run.months()};
  for (const std::string_view unit : metrics::kUnits) {
    LineView view{{std::string(unit), {}}, {measure_line(run, "demand", unit)}};
    for (const char* stage : {"fab", "stacking", "packaging", "assembly", "delivery"}) {
      if (!is_all_zero(run.sum({.stage = "belt", .measure = "supply", .item = stage}))) {
        view.series.push_back(stage_line(run, stage, unit));
      }
    }
    lines.variants.push_back(std::move(view));
  }
  return Figure{"supply-and-demand", say("Supply against demand"),
                say("What is wanted and what each stage puts out each month, all in one unit: goods are converted by "
                    "what a package takes of them."),
                std::move(lines)};
}

std::optional<Figure> gap(const RunView& run) {
  if (!moves_goods(run)) {
    return std::nullopt;
  }
  return of_measure(run, "gap",
                    {"gap",
                     say("Gap"),
                     say("Demand less what was delivered, month by month; below zero a backlog is worked off."),
                     {}});
}

std::optional<Figure> cumulative_gap(const RunView& run) {
  if (!moves_goods(run)) {
    return std::nullopt;
  }
  return of_measure(run, "cumulative_gap",
                    {"cumulative-gap",
                     say("Cumulative gap"),
                     say("The gaps of all months so far, added up: what customers and sites still wait for."),
                     {}});
}

}  // namespace aibelt::report
