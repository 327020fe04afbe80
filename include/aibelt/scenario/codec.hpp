#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "aibelt/scenario/field.hpp"
#include "aibelt/scenario/ramp.hpp"

namespace aibelt::scenario {

template <>
struct Codec<std::string> {
  static void describe(FieldInfo& info);
  static void read(Reader& reader, const Json& node, const std::string& path, const FieldInfo& info, std::string& out);
};

template <>
struct Codec<bool> {
  static void describe(FieldInfo& info);
  static void read(Reader& reader, const Json& node, const std::string& path, const FieldInfo& info, bool& out);
};

/// A plain number that is no figure of the model, such as a bound in a KPI's own unit.
template <>
struct Codec<double> {
  static void describe(FieldInfo& info);
  static void read(Reader& reader, const Json& node, const std::string& path, const FieldInfo& info, double& out);
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
  static void describe(FieldInfo& info);
  static void read(Reader& reader, const Json& node, const std::string& path, const FieldInfo& info, std::int64_t& out);
};

template <>
struct Codec<base::Duration> {
  static void describe(FieldInfo& info);
  static void read(Reader& reader, const Json& node, const std::string& path, const FieldInfo& info,
                   base::Duration& out);
};

template <>
struct Codec<base::SimTime> {
  static void describe(FieldInfo& info);
  static void read(Reader& reader, const Json& node, const std::string& path, const FieldInfo& info,
                   base::SimTime& out);
};

/// A ramp in base units, as it was written: one number, or points.
struct WrittenRamp {
  struct Point {
    base::SimTime date;
    double value = 0;
  };
  std::vector<Point> points;
  std::optional<Interpolation> interpolation;  ///< none: one number for all dates
};

/// Nullopt where the ramp or one of its points is wrong.
std::optional<WrittenRamp> read_ramp(Reader& reader, const Json& node, const std::string& path, const FieldInfo& info,
                                     const base::Dimension& dimension);

template <base::Dimension D>
struct Codec<Ramp<D>> {
  static void describe(FieldInfo& info) {
    info.shape = Shape::ramp;
    info.high = info.high.value_or(kLargestAmount);
  }

  static void read(Reader& reader, const Json& node, const std::string& path, const FieldInfo& info, Ramp<D>& out) {
    const auto written = read_ramp(reader, node, path, info, D);
    if (!written) {
      return;
    }
    std::vector<typename Ramp<D>::Point> points;
    for (const WrittenRamp::Point& point : written->points) {
      points.push_back({point.date, base::Quantity<D>::from_base_units(point.value)});
    }
    out = written->interpolation ? Ramp<D>(std::move(points), *written->interpolation) : Ramp<D>(points[0].value);
  }
};

/// Calls `read` with each element of the list at `path` and its own path; false where there is no list.
bool read_elements(Reader& reader, const Json& node, const std::string& path,
                   const std::function<void(const Json&, const std::string& path)>& read);

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
    std::vector<T> elements;
    const bool is_list = read_elements(reader, node, path, [&](const Json& element, const std::string& place) {
      T value{};
      Codec<T>::read(reader, element, place, info.parts[0], value);
      elements.push_back(std::move(value));
    });
    if (is_list) {
      out = std::move(elements);
    }
  }
};

/// Calls `read` with each key and value of the object at `path` and the value's path, after a check of keys that name entries;
/// false where there is no object.
bool read_entries(Reader& reader, const Json& node, const std::string& path, const FieldInfo& info,
                  const std::function<void(const std::string& key, const Json&, const std::string& path)>& read);

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
    std::map<std::string, T> entries;
    const auto read_one = [&](const std::string& key, const Json& value, const std::string& place) {
      Codec<T>::read(reader, value, place, info.parts[0], entries[key]);
    };
    if (read_entries(reader, node, path, info, read_one)) {
      out = std::move(entries);
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

/// Calls `read` with the number of the kind that stands at `path`, `"name"` or `{"kind": "name", …}`, and the object of its fields.
void read_choice(Reader& reader, const Json& node, const std::string& path, const std::vector<std::string>& kinds,
                 const std::function<void(std::size_t kind, const Json& object)>& read);

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
    const Kinds<Base>& kinds = Base::kinds();
    read_choice(reader, node, path, names_of(kinds),
                [&](std::size_t kind, const Json& object) { out = kinds[kind].read(reader, object, path); });
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
