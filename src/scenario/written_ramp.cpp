#include <nlohmann/json.hpp>

#include "aibelt/scenario/codec.hpp"

namespace aibelt::scenario {
namespace {

void read_point(Reader& reader, const Json& node, const std::string& path, const FieldInfo& info,
                const base::Dimension& dimension, std::vector<WrittenRamp::Point>& points) {
  std::optional<base::SimTime> date;
  std::optional<double> value;
  if (node.is_object()) {
    date = reader.date_of_fact(node, path);
    value = date ? reader.number(node, path, info, dimension) : std::nullopt;
  } else if (node.is_array() && node.size() == 2) {
    date = reader.date(node[0], child_path(path, 0));
    value = reader.number(node[1], child_path(path, 1), info, dimension);
  } else {
    reader.report(path, "must be [date, quantity] or {\"fact\": id}");
  }
  if (!date || !value) {
    return;
  }
  if (!points.empty() && *date <= points.back().date) {
    reader.report(path, "its date is not after the one before it; put the points in order, each date once");
    return;
  }
  points.push_back({*date, *value});
}

std::optional<WrittenRamp> read_points(Reader& reader, const Json& node, const std::string& path, const FieldInfo& info,
                                       const base::Dimension& dimension, Interpolation interpolation) {
  if (!node.is_array() || node.empty()) {
    reader.report(path, "must be a list of at least one [date, quantity]");
    return std::nullopt;
  }
  WrittenRamp ramp{.points = {}, .interpolation = interpolation};
  for (std::size_t i = 0; i < node.size(); ++i) {
    read_point(reader, node[i], child_path(path, i), info, dimension, ramp.points);
  }
  return ramp.points.size() == node.size() ? std::optional(std::move(ramp)) : std::nullopt;
}

}  // namespace

std::optional<WrittenRamp> read_ramp(Reader& reader, const Json& node, const std::string& path, const FieldInfo& info,
                                     const base::Dimension& dimension) {
  const char* usual = info.is_step ? "step" : "linear";
  const auto meant = [](const std::string& word) {
    return word == "step" ? Interpolation::step : Interpolation::linear;
  };
  if (node.is_array()) {
    return read_points(reader, node, path, info, dimension, meant(usual));
  }
  if (node.is_object() && node.contains("points")) {
    reader.refuse_unknown_keys(node, path, {"points", "interpolation", "note"});
    const FieldInfo word{.name = "interpolation", .choices = {"step", "linear"}};
    const auto name = reader.text(node.value("interpolation", Json(usual)), child_path(path, "interpolation"), word);
    return read_points(reader, node["points"], child_path(path, "points"), info, dimension, meant(name.value_or("")));
  }
  const auto value = reader.number(node, path, info, dimension);
  return value ? std::optional(WrittenRamp{.points = {{{}, *value}}, .interpolation = std::nullopt}) : std::nullopt;
}

}  // namespace aibelt::scenario
