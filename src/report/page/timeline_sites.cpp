#include <algorithm>

#include "timeline_rows.hpp"

namespace aibelt::report {
namespace {

Gantt::Bar bar_of(const Months& x, const LevelSpan& span, const std::string& kind, Text name,
                  std::optional<Gantt::Amount> amount) {
  return {base::start_of(x.at(span.from)), base::start_of(x.at(span.to)), kind, std::move(name), std::move(amount)};
}

/// Bars of the levels above zero that a power curve keeps.
std::vector<Gantt::Bar> level_bars(const RunView& run, const Values& values, const std::string& kind,
                                   std::string_view name) {
  std::vector<Gantt::Bar> bars;
  for (const LevelSpan& span : level_spans(values)) {
    if (span.value > 0) {
      bars.push_back(bar_of(run.months(), span, kind, say(name), Gantt::Amount{span.value, "MW"}));
    }
  }
  return bars;
}

std::vector<Gantt::Bar> wait_bars(const RunView& run, const std::string& site) {
  Values waiting = run.sum({.stage = "site", .measure = "waiting_for_power", .unit = "racks", .place = site});
  for (double& value : waiting) {
    value = value > 0 ? 1 : 0;
  }
  std::vector<Gantt::Bar> bars;
  for (const LevelSpan& span : level_spans(waiting)) {
    if (span.value > 0) {
      bars.push_back(bar_of(run.months(), span, "wait", say("racks wait for power"), std::nullopt));
    }
  }
  return bars;
}

std::vector<Gantt::Mark> site_marks(const RunView& run, const std::string& site) {
  std::vector<Gantt::Mark> marks;
  for (const record::EventRow& event : run.run().events) {
    if (event.stage == "site" && event.place == site) {
      const Text what = event_text(event.what);
      marks.push_back({event.time, event.what, event.item.empty() ? what : say("{}: {}", {what, raw(event.item)}),
                       Gantt::Amount{event.quantity, event.unit}});
    }
  }
  return marks;
}

void add_row(GanttRows& rows, const Text& name, std::vector<Gantt::Bar> bars, std::vector<Gantt::Mark> marks) {
  if (!bars.empty() || !marks.empty()) {
    rows.push_back({say("Sites"), name, std::move(bars), std::move(marks)});
  }
}

}  // namespace

GanttRows site_rows(const RunView& run) {
  GanttRows rows;
  for (const std::string& site : run.places({.stage = "site", .measure = "building_power"})) {
    const Values building = run.sum({.stage = "site", .measure = "building_power", .place = site});
    const Values grid = run.sum({.stage = "site", .measure = "grid_power", .place = site});
    add_row(rows, raw(site), level_bars(run, building, "phase", "phase"), site_marks(run, site));
    if (grid != building) {
      add_row(rows, say("{}: grid", {raw(site)}), level_bars(run, grid, "grid", "grid"), {});
    }
    add_row(rows, say("{}: waiting", {raw(site)}), wait_bars(run, site), {});
  }
  return rows;
}

}  // namespace aibelt::report
