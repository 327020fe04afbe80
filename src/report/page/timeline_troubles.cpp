#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "timeline_rows.hpp"

namespace aibelt::report {
namespace {

constexpr std::size_t kMostOutages = 60;  // bars of one cluster or fibre

/// What a disruption writes about its length; 0 where it is no length.
base::Duration length_of(const record::EventRow& event) {
  const auto whole = [&](base::Duration unit) {
    return base::Duration{static_cast<std::int64_t>(event.quantity * static_cast<double>(unit.count()))};
  };
  return event.unit == "days"    ? whole(base::kDay)
         : event.unit == "hours" ? whole(std::chrono::hours{1})
                                 : base::Duration{0};
}

bool is_disruption(const std::string& what) {
  constexpr std::array<std::string_view, 10> kKinds = {
      "cancelled_order", "cargo_lost",  "contamination", "demand_shock", "earthquake",
      "export_rule",     "lane_closed", "power_dip",     "tool_delay",   "yield_excursion"};
  return std::find(kKinds.begin(), kKinds.end(), what) != kKinds.end();
}

/// A row for each disruption by its name in the scenario, a bar for each place it stops, a mark where it has no length.
GanttRows disruption_rows(const RunView& run) {
  std::map<std::string, Gantt::Row> by_name;
  for (const record::EventRow& event : run.run().events) {
    if (!is_disruption(event.what)) {
      continue;
    }
    Gantt::Row& row = by_name[event.item];
    row.group = say("Disruptions");
    row.name = raw(event.item);
    const Text name = say("{}: {}", {event_text(event.what), raw(event.place)});
    const Gantt::Amount amount{event.quantity, event.unit};
    if (const base::Duration length = length_of(event); length > base::Duration{0}) {
      row.bars.push_back({event.time, std::min(event.time + length, run.to()), "disruption", name, amount});
    } else {
      row.marks.push_back({event.time, event.what, name, amount});
    }
  }
  GanttRows rows;
  for (auto& [name, row] : by_name) {
    for (Gantt::Row& one : without_overlap(std::move(row))) {
      rows.push_back(std::move(one));
    }
  }
  return rows;
}

/// Pairs what goes down with what comes back, the earliest first; what stays down lasts to the end of the run.
std::vector<Gantt::Bar> outages(const RunView& run, const std::string& place, std::string_view down,
                                std::string_view up) {
  std::vector<Gantt::Bar> bars;
  std::map<std::pair<std::string, double>, std::vector<std::size_t>> open;
  for (const record::EventRow& event : run.run().events) {
    if (event.place != place) {
      continue;
    }
    auto& waiting = open[{event.item, event.quantity}];
    if (event.what == down) {
      waiting.push_back(bars.size());
      bars.push_back(
          {event.time, run.to(), "outage", event_text(event.what), Gantt::Amount{event.quantity, event.unit}});
    } else if (event.what == up && !waiting.empty()) {
      bars[waiting.front()].to = event.time;
      waiting.erase(waiting.begin());
    }
  }
  return bars;
}

std::vector<Gantt::Bar> longest(std::vector<Gantt::Bar> bars) {
  std::stable_sort(bars.begin(), bars.end(),
                   [](const Gantt::Bar& a, const Gantt::Bar& b) { return a.to - a.from > b.to - b.from; });
  bars.resize(std::min(bars.size(), kMostOutages));
  return bars;
}

GanttRows outage_rows(const RunView& run, std::string_view down, std::string_view up) {
  std::map<std::string, std::size_t> places;
  for (const record::EventRow& event : run.run().events) {
    places[event.place] += event.what == down ? 1U : 0U;
  }
  GanttRows rows;
  for (const auto& [place, n] : places) {
    if (n == 0) {
      continue;
    }
    const Text name = n > kMostOutages ? say("{}: the longest {} of {} outages",
                                             {raw(place), raw(std::to_string(kMostOutages)), raw(std::to_string(n))})
                                       : raw(place);
    for (Gantt::Row& row : without_overlap({say("Outages"), name, longest(outages(run, place, down, up)), {}})) {
      rows.push_back(std::move(row));
    }
  }
  return rows;
}

}  // namespace

GanttRows trouble_rows(const RunView& run) {
  GanttRows rows = disruption_rows(run);
  for (const auto& [down, up] : {std::pair{"cut", "mended"}, {"nodes_down", "nodes_up"}}) {
    for (Gantt::Row& row : outage_rows(run, down, up)) {
      rows.push_back(std::move(row));
    }
  }
  return rows;
}

}  // namespace aibelt::report
