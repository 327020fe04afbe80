#include <algorithm>

#include "figures_of_run.hpp"

namespace aibelt::report {
namespace {

Line limit_line(const RunView& run, const std::string& measure, const std::string& place) {
  return {measure_text(measure), "limit", run.sum({.stage = "site", .measure = measure, .unit = "MW", .place = place})};
}

Line power_line(const RunView& run, const Text& name, const std::string& place) {
  return {name, "other", run.sum({.stage = "site", .measure = "facility_power_live", .unit = "MW", .place = place}),
          true};
}

/// One site against its own phases and its own grid.
LineView power_of(const RunView& run, const std::string& site) {
  return {{"MW", raw(site)},
          {power_line(run, measure_text("facility_power_live"), site), limit_line(run, "building_power", site),
           limit_line(run, "grid_power", site)}};
}

LineView power_of_all(const RunView& run, const std::vector<std::string>& sites) {
  LineView view{{"MW", say("all sites")}, {}};
  for (const std::string& site : sites) {
    view.series.push_back(power_line(run, raw(site), site));
  }
  view.series.push_back(limit_line(run, "building_power", ""));
  view.series.push_back(limit_line(run, "grid_power", ""));
  return view;
}

/// Racks of a site, or of all where `place` is empty, by what they do.
LineView racks_of(const RunView& run, const Text& of, const std::string& place) {
  LineView view{{"racks", of}, {}};
  for (const char* measure : {"live", "waiting_for_power", "waiting_for_commissioning", "late"}) {
    Values values = run.sum({.stage = "site", .measure = measure, .unit = "racks", .place = place});
    if (!is_all_zero(values)) {
      view.series.push_back({measure_text(measure), "other", std::move(values), true});
    }
  }
  return view;
}

}  // namespace

std::optional<Figure> site_power(const RunView& run) {
  const auto sites = run.places({.stage = "site", .measure = "facility_power_live"});
  if (sites.empty()) {
    return std::nullopt;
  }
  Lines lines{.x = run.months(), .is_area = true};
  if (sites.size() > 1) {
    lines.variants.push_back(power_of_all(run, sites));
  }
  for (const std::string& site : sites) {
    lines.variants.push_back(power_of(run, site));
  }
  return Figure{"site-power", say("Site power against phases"),
                say("Facility power of the racks at work at the end of each month, stacked, under what the buildings "
                    "can take and what the grid delivers."),
                std::move(lines)};
}

std::optional<Figure> site_racks(const RunView& run) {
  const auto sites = run.places({.stage = "site", .measure = "live", .unit = "racks"});
  Lines lines{.x = run.months(), .is_area = true};
  if (sites.size() > 1) {
    lines.variants.push_back(racks_of(run, say("all sites"), ""));
  }
  for (const std::string& site : sites) {
    lines.variants.push_back(racks_of(run, raw(site), site));
  }
  std::erase_if(lines.variants, [](const LineView& view) { return view.series.empty(); });
  if (lines.variants.empty()) {
    return std::nullopt;
  }
  return Figure{"site-racks", say("Racks at the sites"),
                say("Racks at work, on the floor without power or crews, and ordered but late; waiting racks are "
                    "means of the month, the others stand at its end."),
                std::move(lines)};
}

}  // namespace aibelt::report
