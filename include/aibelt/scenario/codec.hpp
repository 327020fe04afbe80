#pragma once

#include <cmath>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "aibelt/scenario/field.hpp"
#include "aibelt/scenario/ramp.hpp"

namespace aibelt::scenario {

template <>
struct Codec<std::string> {
  static void describe(FieldInfo& info) { info.shape = Shape::text; }
  static void read(Reader& reader, const Json& node, const std::string& path, const FieldInfo& info, std::string& out) {
    if (auto text = reader.text(node, path, info)) {
      out = std::move(*text);
    }
  }
};

template <>
struct Codec<bool> {
  static void describe(FieldInfo& info) { info.shape = Shape::truth; }
  static void read(Reader& reader, const Json& node, const std::string& path, const FieldInfo&, bool& out) {
    if (node.is_boolean()) {
      out = node.get<bool>();
    } else {
      reader.report(path, "must be true or false, without quotes");
    }
  }
};

/// A plain number that is no figure of the model, such as a bound in a KPI's own unit.
template <>
struct Codec<double> {
  static void describe(FieldInfo& info) { info.shape = Shape::number; }
  static void read(Reader& reader, const Json& node, const std::string& path, const FieldInfo&, double& out) {
    if (node.is_number()) {
      out = node.get<double>();
    } else {
      reader.report(path, "must be a plain number, without quotes");
    }
  }
};

/// Bound of quantities that declare none, in their unit: far beyond any belt, and counts made of it still fit 64 bits.
inline constexpr double kLargestAmount = 1e12;

template <base::Dimension D>
struct Codec<base::Quantity<D>> {
  static void describe(FieldInfo& info) {
    info.shape = Shape::quantity;
    info.high = info.high.value_or(kLargestAmount);
  }
  static void read(Reader& reader, const Json& node, const std::string& path, const FieldInfo& info,
                   base::Quantity<D>& out) {
    if (const auto value = reader.number(node, path, info, D)) {
      out = base::Quantity<D>::from_base_units(*value);
    }
  }
};

/// A count; a bare number needs no unit even where `unit` names the goods.
template <>
struct Codec<std::int64_t> {
  static void describe(FieldInfo& info) {
    info.shape = Shape::integer;
    info.unit = info.unit.empty() ? "1" : info.unit;
  }
  static void read(Reader& reader, const Json& node, const std::string& path, const FieldInfo& info,
                   std::int64_t& out) {
    const auto unit = std::get<base::Unit>(base::parse_unit(info.unit));
    const auto value = reader.number(node, path, info, node.is_number() ? base::kPlain : unit.dimension);
    constexpr double kLargest = 9e15;  // every whole number below it is exact in a double
    if (value && (std::abs(*value) > kLargest || *value != std::trunc(*value))) {
      reader.report(path, "must be a whole number");
    } else if (value) {
      out = static_cast<std::int64_t>(*value);
    }
  }
};

template <>
struct Codec<base::Duration> {
  static void describe(FieldInfo& info) { info.shape = Shape::quantity; }
  static void read(Reader& reader, const Json& node, const std::string& path, const FieldInfo& info,
                   base::Duration& out) {
    constexpr double kMicrosecondsPerSecond = 1e6;
    constexpr double kLongest = 1e10;  // seconds, some 300 years
    const auto seconds = reader.number(node, path, info, base::kTime);
    if (seconds && std::abs(*seconds) > kLongest) {
      reader.report(path, "is longer than 300 years, which no run lasts");
    } else if (seconds) {
      out = base::Duration{static_cast<std::int64_t>(std::floor(*seconds * kMicrosecondsPerSecond + 0.5))};
    }
  }
};

template <>
struct Codec<base::SimTime> {
  static void describe(FieldInfo& info) { info.shape = Shape::date; }
  static void read(Reader& reader, const Json& node, const std::string& path, const FieldInfo&, base::SimTime& out) {
    if (const auto date = reader.date(node, path)) {
      out = *date;
    }
  }
};

template <base::Dimension D>
struct Codec<Ramp<D>> {
  using Point = typename Ramp<D>::Point;

  static void describe(FieldInfo& info) {
    info.shape = Shape::ramp;
    info.high = info.high.value_or(kLargestAmount);
  }

  static void read(Reader& reader, const Json& node, const std::string& path, const FieldInfo& info, Ramp<D>& out) {
    Interpolation interpolation = info.is_step ? Interpolation::step : Interpolation::linear;
    if (node.is_array()) {
      read_points(reader, node, path, info, interpolation, out);
    } else if (node.is_object() && node.contains("points")) {
      reader.refuse_unknown_keys(node, path, {"points", "interpolation", "note"});
      FieldInfo word{.name = "interpolation", .choices = {"step", "linear"}};
      const std::string place = child_path(path, "interpolation");
      const auto name = reader.text(node.value("interpolation", Json(info.is_step ? "step" : "linear")), place, word);
      interpolation = name == "step" ? Interpolation::step : Interpolation::linear;
      read_points(reader, node["points"], child_path(path, "points"), info, interpolation, out);
    } else if (const auto value = reader.number(node, path, info, D)) {
      out = Ramp<D>(base::Quantity<D>::from_base_units(*value));
    }
  }

 private:
  static void read_points(Reader& reader, const Json& node, const std::string& path, const FieldInfo& info,
                          Interpolation interpolation, Ramp<D>& out) {
    if (!node.is_array() || node.empty()) {
      reader.report(path, "must be a list of at least one [date, quantity]");
      return;
    }
    std::vector<Point> points;
    for (std::size_t i = 0; i < node.size(); ++i) {
      read_point(reader, node[i], child_path(path, i), info, points);
    }
    if (points.size() == node.size()) {
      out = Ramp<D>(std::move(points), interpolation);
    }
  }

  static void read_point(Reader& reader, const Json& node, const std::string& path, const FieldInfo& info,
                         std::vector<Point>& points) {
    std::optional<base::SimTime> date;
    std::optional<double> value;
    if (node.is_object()) {
      date = reader.date_of_fact(node, path);
      value = date ? reader.number(node, path, info, D) : std::nullopt;
    } else if (node.is_array() && node.size() == 2) {
      date = reader.date(node[0], child_path(path, 0));
      value = reader.number(node[1], child_path(path, 1), info, D);
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
    points.push_back({*date, base::Quantity<D>::from_base_units(*value)});
  }
};

template <class T>
struct Codec<std::vector<T>> {
  static void describe(FieldInfo& info) {
    FieldInfo part = info;
    part.by_default = "";
    Codec<T>::describe(part);
    info.shape = Shape::list;
    info.parts = {part};
  }
  static void read(Reader& reader, const Json& node, const std::string& path, const FieldInfo& info,
                   std::vector<T>& out) {
    if (!node.is_array()) {
      reader.report(path, "must be a list, [ … ]");
      return;
    }
    out.clear();
    for (std::size_t i = 0; i < node.size(); ++i) {
      T element{};
      Codec<T>::read(reader, node[i], child_path(path, i), info.parts[0], element);
      out.push_back(std::move(element));
    }
  }
};

template <class T>
struct Codec<std::map<std::string, T>> {
  static void describe(FieldInfo& info) {
    FieldInfo part = info;
    part.by_default = "";
    part.keys_refer_to = "";
    Codec<T>::describe(part);
    info.shape = Shape::map;
    info.parts = {part};
  }
  static void read(Reader& reader, const Json& node, const std::string& path, const FieldInfo& info,
                   std::map<std::string, T>& out) {
    if (!node.is_object()) {
      reader.report(path, "must be an object, { name: value, … }");
      return;
    }
    out.clear();
    for (const auto& [key, value] : node.items()) {
      const std::string place = child_path(path, key);
      if (!info.keys_refer_to.empty()) {
        reader.check_reference(info.keys_refer_to, key, place);
      }
      Codec<T>::read(reader, value, place, info.parts[0], out[key]);
    }
  }
};

template <class T>
struct Codec<std::optional<T>> {
  static void describe(FieldInfo& info) {
    Codec<T>::describe(info);
    info.by_default = info.by_default.empty() ? "none" : info.by_default;
  }
  static void read(Reader& reader, const Json& node, const std::string& path, const FieldInfo& info,
                   std::optional<T>& out) {
    T value{};
    Codec<T>::read(reader, node, path, info, value);
    out = std::move(value);
  }
};

/// A behaviour picked by name from `Base::kinds()`: `"name"` where it has no parameters, else `{"kind": "name", …}`.
template <class Base>
struct Codec<std::shared_ptr<const Base>> {
  static void describe(FieldInfo& info) {
    info.shape = Shape::kind;
    for (const Kind<Base>& kind : Base::kinds()) {
      info.kinds.push_back(kind.info);
    }
  }
  static void read(Reader& reader, const Json& node, const std::string& path, const FieldInfo&,
                   std::shared_ptr<const Base>& out) {
    const Json object = node.is_string() ? Json{{"kind", node}} : node;
    if (!object.is_object() || !object.contains("kind") || !object["kind"].is_string()) {
      reader.report(path, "must be a kind by name, or {\"kind\": name, …} with its fields");
    } else if (const auto* found = find_kind(reader, Base::kinds(), object["kind"].get<std::string>(), path)) {
      out = found->read(reader, object, path);
    }
  }
};

/// A part with fields of its own.
template <class Spec>
requires requires { Spec::fields(); }
struct Codec<Spec> {
  static void describe(FieldInfo& info) {
    info.shape = Shape::object;
    info.parts = describe_fields(Spec::fields());
  }
  static void read(Reader& reader, const Json& node, const std::string& path, const FieldInfo&, Spec& out) {
    read_fields(reader, node, path, Spec::fields(), out);
  }
};

}  // namespace aibelt::scenario
