#include "list.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "kinds.hpp"

namespace aibelt::sweep {

void ListDesign::place(std::uint64_t number, const Frame&, std::span<double> coordinates) const {
  std::fill(coordinates.begin(), coordinates.end(), coordinate_of_value(number, points.size()));
}

void ListDesign::check(scenario::Reader& reader, const std::string& path, const Frame& frame) const {
  const std::string place = scenario::child_path(path, "points");
  if (points.empty()) {
    reader.report(place, "has no points; give at least one, { factor: value, … }");
  }
  std::vector<std::string> names;
  for (const Axis& axis : frame.axes) {
    names.push_back(axis.name);
  }
  for (std::size_t i = 0; i < points.size(); ++i) {
    const std::string point_path = scenario::child_path(place, i);
    for (const std::string& name : names) {
      if (!points[i].contains(name)) {
        reader.report(point_path, fmt::format("has no value for the factor \"{}\"", name));
      }
    }
    for (const auto& [name, value] : points[i]) {
      if (std::find(names.begin(), names.end(), name) == names.end()) {
        reader.report(scenario::child_path(point_path, name), fmt::format("there is no factor \"{}\" in \"factors\"{}",
                                                                          name, scenario::did_you_mean(name, names)));
      }
    }
  }
}

const scenario::FieldTable<ListDesign>& ListDesign::fields() {
  static const scenario::FieldTable<ListDesign> table = {
      scenario::field(&ListDesign::points,
                      {.name = "points", .doc = "a value for each factor, by its name: [{ factor: value, … }, …]"}),
  };
  return table;
}

scenario::Kind<Design> list() {
  return scenario::kind<Design, ListDesign>("list", "the points that are written out, and no others");
}

}  // namespace aibelt::sweep
