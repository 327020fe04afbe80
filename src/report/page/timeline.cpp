#include <algorithm>

#include "figures_of_run.hpp"
#include "timeline_rows.hpp"

namespace aibelt::report {

std::vector<LevelSpan> level_spans(const Values& values) {
  std::vector<LevelSpan> spans;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (spans.empty() || spans.back().value != values[i]) {
      spans.push_back({i, i, values[i]});
    }
    spans.back().to = i + 1;
  }
  return spans;
}

GanttRows without_overlap(Gantt::Row row) {
  std::stable_sort(row.bars.begin(), row.bars.end(),
                   [](const Gantt::Bar& a, const Gantt::Bar& b) { return a.from < b.from; });
  GanttRows rows = {{row.group, row.name, {}, std::move(row.marks)}};
  for (Gantt::Bar& bar : row.bars) {
    auto free = std::find_if(rows.begin(), rows.end(),
                             [&](const Gantt::Row& one) { return one.bars.empty() || one.bars.back().to <= bar.from; });
    if (free == rows.end()) {
      rows.push_back({row.group, say("{} ({})", {row.name, raw(std::to_string(rows.size() + 1))}), {}, {}});
      free = std::prev(rows.end());
    }
    free->bars.push_back(std::move(bar));
  }
  return rows;
}

std::optional<Figure> timeline(const RunView& run) {
  Gantt gantt{run.from(), run.to(), {}};
  for (const auto& rows : {site_rows(run), ramp_rows(run), trouble_rows(run), job_rows(run)}) {
    gantt.rows.insert(gantt.rows.end(), rows.begin(), rows.end());
  }
  if (gantt.rows.empty()) {
    return std::nullopt;
  }
  return Figure{"timeline", say("Phases, ramps, disruptions and big jobs"),
                say("Phases and grid of each site and ramps of each plant by month as the run's curves have them, "
                    "what went wrong as its events say, and the jobs that took most accelerator-hours."),
                std::move(gantt)};
}

}  // namespace aibelt::report
