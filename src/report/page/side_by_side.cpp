#include "side_by_side.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <set>

#include "aibelt/metrics/conversion.hpp"
#include "bindings.hpp"
#include "kpis.hpp"

namespace aibelt::report {
namespace {

/// KPIs of all runs in the order in which they first come.
struct KpiRow {
  PastKpi kpi;                                ///< of the first run that has it
  std::vector<std::optional<double>> values;  ///< by run
};

std::vector<KpiRow> kpi_rows(const RunViews& runs) {
  std::vector<KpiRow> rows;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    for (const PastKpi& kpi : kpis_of(runs[i].run())) {
      auto row =
          std::find_if(rows.begin(), rows.end(), [&](const KpiRow& known) { return known.kpi.name == kpi.name; });
      if (row == rows.end()) {
        rows.push_back({kpi, std::vector<std::optional<double>>(runs.size())});
        row = std::prev(rows.end());
      }
      row->values[i] = kpi.value;
    }
  }
  return rows;
}

Cell difference(const std::optional<double>& base, const std::optional<double>& value) {
  return base && value ? Cell(*value - *base) : Cell();
}

Cell share(const std::optional<double>& base, const std::optional<double>& value) {
  constexpr double kPercent = 100;
  return base && value && *base != 0 ? Cell((*value - *base) / *base * kPercent) : Cell();
}

/// Whether the runs are of one scenario and the same months.
bool are_alike(const RunViews& runs) {
  return std::all_of(runs.begin(), runs.end(), [&](const RunView& run) {
    return run.run().scenario == runs.front().run().scenario && run.from() == runs.front().from() &&
           run.to() == runs.front().to();
  });
}

Figure kpi_differences(const RunViews& runs) {
  Table table{{{"what", say("what"), "text"}, {"kpi", say("KPI"), "code"}, {"unit", say("unit"), "text"}}, {}};
  for (const RunView& run : runs) {
    table.columns.push_back({run.name(), raw(run.name()), "number"});
  }
  for (std::size_t i = 1; i < runs.size(); ++i) {
    const Text name = raw(runs[i].name());
    table.columns.push_back({"difference " + runs[i].name(), say("difference, {}", {name}), "number"});
    table.columns.push_back({"percent " + runs[i].name(), say("difference in %, {}", {name}), "number"});
  }
  for (const KpiRow& row : kpi_rows(runs)) {
    std::vector<Cell> cells = {kpi_text(row.kpi.name, row.kpi.doc), raw(row.kpi.name), unit_text(row.kpi.unit)};
    for (const auto& value : row.values) {
      cells.push_back(value ? Cell(*value) : Cell());
    }
    for (std::size_t i = 1; i < row.values.size(); ++i) {
      cells.push_back(difference(row.values[0], row.values[i]));
      cells.push_back(share(row.values[0], row.values[i]));
    }
    table.rows.push_back(std::move(cells));
  }
  return {"compare-kpis", say("Key figures side by side"),
          are_alike(runs)
              ? say("Each key figure over the whole of each run, and how far the others are from the first.")
              : say("Each key figure over the whole of each run, and how far the others are from the first; "
                    "the runs are of different scenarios or months, so that totals may not compare."),
          std::move(table), true};
}

/// `measure` of stage belt in each run, by unit; nothing where no run has it.
std::optional<Lines> belt_lines(const RunViews& runs, const metrics::Wanted& wanted) {
  Lines lines{.x = all_months(runs)};
  bool has_any = false;
  for (const std::string_view unit : metrics::kUnits) {
    LineView view{{std::string(unit), {}}, {}};
    for (const RunView& run : runs) {
      metrics::Wanted of_unit = wanted;
      of_unit.unit = unit;
      const Values values = run.sum(of_unit);
      has_any = has_any || !is_all_zero(values);
      view.series.push_back({raw(run.name()), "run", on_months(values, run.months(), lines.x)});
    }
    lines.variants.push_back(std::move(view));
  }
  return has_any ? std::optional(std::move(lines)) : std::nullopt;
}

/// Tokens and FLOP served by all services together, by unit.
std::optional<Lines> served_lines(const RunViews& runs) {
  std::set<std::string> units;
  for (const RunView& run : runs) {
    for (const metrics::Curve* curve : run.curves().find({.stage = "service", .measure = "served"})) {
      units.insert(curve->series.unit);
    }
  }
  Lines lines{.x = all_months(runs)};
  for (const std::string& unit : units) {
    LineView view{{unit, {}}, {}};
    for (const RunView& run : runs) {
      const Values values = run.sum({.stage = "service", .measure = "served", .unit = unit});
      view.series.push_back({raw(run.name()), "run", on_months(values, run.months(), lines.x)});
    }
    lines.variants.push_back(std::move(view));
  }
  return units.empty() ? std::nullopt : std::optional(std::move(lines));
}

std::optional<Lines> power_lines(const RunViews& runs) {
  const metrics::Wanted wanted{.stage = "site", .measure = "facility_power_live", .unit = "MW"};
  if (std::none_of(runs.begin(), runs.end(), [&](const RunView& run) { return run.has(wanted); })) {
    return std::nullopt;
  }
  Lines lines{.x = all_months(runs)};
  LineView view{{"MW", {}}, {}};
  for (const RunView& run : runs) {
    view.series.push_back({raw(run.name()), "run", on_months(run.sum(wanted), run.months(), lines.x)});
  }
  lines.variants.push_back(std::move(view));
  return lines;
}

std::optional<Figure> bindings(const RunViews& runs) {
  Strip strip{.x = all_months(runs)};
  for (const RunView& run : runs) {
    const Text name = raw(run.name());
    strip.rows.push_back(strip_row(say("{}: services", {name}), run.bindings().services, strip.x, strip));
    strip.rows.push_back(strip_row(say("{}: racks", {name}), run.bindings().racks, strip.x, strip));
  }
  if (strip.categories.size() < 2) {
    return std::nullopt;
  }
  return Figure{"compare-binding", say("What binds in each run"),
                say("The stage that holds up most of what is missing, month by month, run under run."),
                std::move(strip)};
}

/// What each run takes a figure for, by path; empty where it has none.
std::map<std::string, std::vector<std::string>> inputs_of(const RunViews& runs) {
  std::map<std::string, std::vector<std::string>> inputs;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const auto uses = runs[i].run().provenance.find("uses");
    for (const auto& use : uses == runs[i].run().provenance.end() ? scenario::Json::array() : *uses) {
      auto& values = inputs[use.value("path", "")];
      values.resize(runs.size());
      values[i] = use.value("value", "");
    }
  }
  return inputs;
}

std::optional<Figure> input_differences(const RunViews& runs) {
  Table table{{{"path", say("where"), "code"}}, {}};
  for (const RunView& run : runs) {
    table.columns.push_back({run.name(), raw(run.name()), "text"});
  }
  for (const auto& [path, values] : inputs_of(runs)) {
    if (std::all_of(values.begin(), values.end(), [&](const std::string& value) { return value == values[0]; })) {
      continue;
    }
    std::vector<Cell> row = {raw(path)};
    for (const std::string& value : values) {
      row.push_back(value.empty() ? Cell() : Cell(raw(value)));
    }
    table.rows.push_back(std::move(row));
  }
  if (table.rows.empty()) {
    return std::nullopt;
  }
  return Figure{"compare-inputs", say("Inputs that differ"),
                say("Every figure of the scenarios that is not alike in all runs."), std::move(table), true};
}

void add(std::vector<Figure>& figures, std::string id, Text title, Text caption, std::optional<Lines> lines) {
  if (lines) {
    figures.push_back({std::move(id), std::move(title), std::move(caption), std::move(*lines)});
  }
}

}  // namespace

Months all_months(const RunViews& runs) {
  base::Month from = runs.front().months().from;
  base::Month to = from;
  for (const RunView& run : runs) {
    from = std::min(from, run.months().from);
    to = std::max(to, run.months().at(run.months().n));
  }
  return {from, static_cast<std::size_t>(to.index - from.index)};
}

std::vector<Figure> side_by_side(const RunViews& runs) {
  std::vector<Figure> figures = {kpi_differences(runs)};
  add(figures, "compare-delivered", say("Delivered"),
      say("What reaches customers and sites each month in each run, in one unit."),
      belt_lines(runs, {.stage = "belt", .measure = "supply", .item = "delivery"}));
  add(figures, "compare-gap", say("Cumulative gap of each run"),
      say("Demand less what was delivered, added up over all months so far."),
      belt_lines(runs, {.stage = "belt", .measure = "cumulative_gap"}));
  add(figures, "compare-served", say("Work served"), say("What all services together serve each month in each run."),
      served_lines(runs));
  add(figures, "compare-power", say("Power at work"),
      say("Facility power of the racks at work at the end of each month, all sites together."), power_lines(runs));
  if (auto figure = bindings(runs)) {
    figures.push_back(std::move(*figure));
  }
  if (auto figure = input_differences(runs)) {
    figures.push_back(std::move(*figure));
  }
  return figures;
}

}  // namespace aibelt::report
