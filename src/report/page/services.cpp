#include "figures_of_run.hpp"

namespace aibelt::report {
namespace {

LineView service_view(const RunView& run, const metrics::Curve& demand) {
  LineView view{{demand.series.unit, raw(demand.series.item)}, {}};
  for (const char* measure : {"demand", "capacity", "served", "unmet"}) {
    const metrics::Wanted wanted{
        .stage = "service", .measure = measure, .unit = demand.series.unit, .item = demand.series.item};
    if (run.has(wanted)) {
      const std::string role = std::string_view(measure) == "capacity" ? "limit" : measure;
      view.series.push_back({measure_text(measure), role, run.sum(wanted)});
    }
  }
  return view;
}

}  // namespace

std::optional<Figure> services(const RunView& run) {
  Lines lines{.x = run.months()};
  for (const metrics::Curve* demand : run.curves().find({.stage = "service", .measure = "demand"})) {
    lines.variants.push_back(service_view(run, *demand));
  }
  if (lines.variants.empty()) {
    return std::nullopt;
  }
  return Figure{"services", say("Work wanted and served"),
                say("What each service is asked for each month, what the racks at work could do for it and what it "
                    "serves; where work is unmet, demand stands above served."),
                std::move(lines)};
}

std::optional<Figure> clusters(const RunView& run) {
  Lines lines{.x = run.months()};
  for (const std::string& cluster : run.places({.stage = "cluster", .measure = "installed"})) {
    LineView view{{"accelerator-hours", raw(cluster)}, {}};
    for (const char* measure : {"installed", "in_service", "occupied", "used", "kept"}) {
      Values values = run.sum({.stage = "cluster", .measure = measure, .unit = "accelerator-hours", .place = cluster});
      view.series.push_back({measure_text(measure), "other", std::move(values)});
    }
    lines.variants.push_back(std::move(view));
  }
  if (lines.variants.empty()) {
    return std::nullopt;
  }
  return Figure{"clusters", say("Accelerators of the clusters"),
                say("Accelerator-hours of each month: installed, of those in service, of those taken by jobs, and "
                    "those whose work was kept after faults."),
                std::move(lines)};
}

}  // namespace aibelt::report
