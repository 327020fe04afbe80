#include <algorithm>
#include <cmath>

#include "aibelt/base/statistics.hpp"
#include "content.hpp"
#include "figures_of_sweep.hpp"

namespace aibelt::report {
namespace {

constexpr std::size_t kMostRows = 200;

Cell number_cell(double value) { return std::isnan(value) ? Cell() : Cell(value); }

Table run_table(const SweepResults& sweep) {
  Table table{{{"point", say("point"), "number"}, {"replication", say("replication"), "number"}}, {}};
  for (const SweepResults::Factor& factor : sweep.factors) {
    table.columns.push_back({factor.name, raw(factor.name), "text"});
  }
  return table;
}

std::vector<Cell> run_row(const SweepResults& sweep, std::size_t i) {
  std::vector<Cell> row = {static_cast<double>(sweep.runs[i].point), static_cast<double>(sweep.runs[i].replication)};
  for (const SweepResults::Factor& factor : sweep.factors) {
    row.push_back(raw(factor.written[i]));
  }
  return row;
}

/// A figure and the `values` it has, one or more.
std::vector<Cell> spread_row(const SweepResults::Figure& figure, std::vector<double> values) {
  constexpr double kLow = 0.05;
  constexpr double kHalf = 0.5;
  std::sort(values.begin(), values.end());
  base::Mean mean;
  std::for_each(values.begin(), values.end(), [&](double value) { mean.add(value); });
  return {figure_text(figure.name),
          raw(figure.name),
          unit_text(figure.unit),
          static_cast<double>(values.size()),
          mean.mean(),
          values.size() > 1 ? Cell(mean.standard_deviation()) : Cell(),
          values.front(),
          base::quantile(values, kLow),
          base::quantile(values, kHalf),
          base::quantile(values, 1 - kLow),
          values.back()};
}

}  // namespace

std::optional<Figure> sweep_means(const SweepResults& sweep) {
  Table table{{{"what", say("what"), "text"},
               {"kpi", say("KPI"), "code"},
               {"unit", say("unit"), "text"},
               {"n", say("runs"), "number"},
               {"mean", say("mean"), "number"},
               {"sd", say("standard deviation"), "number"},
               {"lowest", say("lowest"), "number"},
               {"P5", raw("P5"), "number"},
               {"P50", raw("P50"), "number"},
               {"P95", raw("P95"), "number"},
               {"highest", say("highest"), "number"}},
              {}};
  for (const SweepResults::Figure& figure : sweep.figures) {
    std::vector<double> values = figure.values;
    std::erase_if(values, [](double value) { return std::isnan(value); });
    if (!values.empty()) {
      table.rows.push_back(spread_row(figure, std::move(values)));
    }
  }
  if (table.rows.empty()) {
    return std::nullopt;
  }
  return Figure{"means", say("Key figures over all runs"),
                say("Mean and spread of each key figure over all runs that have one, worked out from points.csv."),
                std::move(table), true};
}

std::optional<Figure> sweep_points(const SweepResults& sweep) {
  if (sweep.runs.empty() || sweep.runs.size() > kMostRows) {
    return std::nullopt;
  }
  Table table = run_table(sweep);
  table.columns.push_back({"status", say("status"), "text"});
  for (const SweepResults::Figure& figure : sweep.figures) {
    table.columns.push_back({figure.name, raw(figure.name), "number"});
  }
  for (std::size_t i = 0; i < sweep.runs.size(); ++i) {
    std::vector<Cell> row = run_row(sweep, i);
    row.emplace_back(raw(sweep.runs[i].status));
    for (const SweepResults::Figure& figure : sweep.figures) {
      row.push_back(number_cell(figure.values[i]));
    }
    table.rows.push_back(std::move(row));
  }
  return Figure{"points", say("All runs"),
                say("Each run of the sweep with its factors and key figures, as in points.csv."), std::move(table)};
}

std::optional<Figure> failed_points(const SweepResults& sweep) {
  Table table = run_table(sweep);
  table.columns.push_back({"status", say("status"), "text"});
  table.columns.push_back({"reason", say("reason"), "text"});
  std::size_t n = 0;
  for (std::size_t i = 0; i < sweep.runs.size(); ++i) {
    if (sweep.runs[i].status == "ok" || ++n > kMostRows) {
      continue;
    }
    std::vector<Cell> row = run_row(sweep, i);
    row.emplace_back(raw(sweep.runs[i].status));
    row.emplace_back(raw(sweep.runs[i].reason));
    table.rows.push_back(std::move(row));
  }
  if (n == 0) {
    return std::nullopt;
  }
  return Figure{"failed", say("Runs that failed"),
                n > kMostRows
                    ? say("The first {} of {} runs that failed, or whose checks did, and why.",
                          {raw(std::to_string(kMostRows)), raw(std::to_string(n))})
                    : say("Runs that failed, or whose checks did, and why; no other figure counts those without a "
                          "result."),
                std::move(table), true};
}

std::vector<Section> sweep_sections(const SweepResults& sweep) {
  std::vector<Section> sections;
  const auto add = [&](std::string id, Text title, std::initializer_list<std::optional<Figure>> figures) {
    Section section{std::move(id), std::move(title), {}};
    for (const auto& figure : figures) {
      if (figure) {
        section.figures.push_back(*figure);
      }
    }
    if (!section.figures.empty()) {
      sections.push_back(std::move(section));
    }
  };
  add("overview", say("At a glance"), {sweep_means(sweep), failed_points(sweep)});
  add("spread", say("How far runs spread"), {fans(sweep)});
  add("factors", say("What moves what"), {tornado(sweep), scatters(sweep), heatmaps(sweep)});
  add("runs", say("Runs"), {sweep_points(sweep)});
  return sections;
}

}  // namespace aibelt::report
