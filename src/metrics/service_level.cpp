#include "aibelt/metrics/service_level.hpp"

#include <array>
#include <tuple>

namespace aibelt::metrics {
namespace {

/// A level and the two measures it is the ratio of.
struct Level {
  std::string_view name;
  std::string_view on_time;
  std::string_view due;
};

constexpr std::array kLevels = {
    Level{"on_time_in_full", "lines_on_time", "lines_due"},
    Level{"fill_rate", "quantity_on_time", "quantity_due"},
    Level{"firm_fill_rate", "firm_on_time", "firm_called"},
    Level{"letter_fill_rate", "letter_on_time", "letter_called"},
    Level{"spot_fill_rate", "spot_on_time", "spot_called"},
};

using Key = std::tuple<std::string, std::string, std::string, std::string>;

Key key_of(const record::Series& series, std::string measure) {
  return {series.stage, series.place, series.item, std::move(measure)};
}

/// Whether `measure` is `name`, of all customers together or of one.
bool has_name(std::string_view measure, std::string_view name) {
  return measure == name || (measure.starts_with(name) && measure.substr(name.size()).starts_with("_to_"));
}

Monthly ratio_of(const Curve& on_time, const Curve& due) {
  Monthly ratios;
  for (const auto& [month, quantity] : due.months) {
    if (quantity > 0) {
      const auto met = on_time.months.find(month);
      ratios[month] = met == on_time.months.end() ? 0 : met->second / quantity;
    }
  }
  return ratios;
}

}  // namespace

std::vector<Curve> service_levels(const Curves& curves) {
  std::map<Key, const Curve*> known;
  for (const Curve& curve : curves.all()) {
    known[key_of(curve.series, curve.series.measure)] = &curve;
  }
  std::vector<Curve> levels;
  for (const Curve& due : curves.all()) {
    for (const Level& level : kLevels) {
      if (!has_name(due.series.measure, level.due)) {
        continue;
      }
      const std::string suffix = due.series.measure.substr(level.due.size());
      const auto on_time = known.find(key_of(due.series, std::string(level.on_time) + suffix));
      if (on_time == known.end()) {
        continue;
      }
      Monthly ratios = ratio_of(*on_time->second, due);
      if (!ratios.empty()) {
        record::Series series = due.series;
        series.measure = std::string(level.name) + suffix;
        series.unit = "ratio";
        levels.push_back({std::move(series), std::move(ratios)});
      }
    }
  }
  return levels;
}

}  // namespace aibelt::metrics
