#include "aibelt/scenario/codec.hpp"

#include <cmath>

#include <nlohmann/json.hpp>

namespace aibelt::scenario {

void Codec<std::string>::describe(FieldInfo& info) { info.shape = Shape::text; }

void Codec<std::string>::read(Reader& reader, const Json& node, const std::string& path, const FieldInfo& info,
                              std::string& out) {
  if (auto text = reader.text(node, path, info)) {
    out = std::move(*text);
  }
}

void Codec<bool>::describe(FieldInfo& info) { info.shape = Shape::truth; }

void Codec<bool>::read(Reader& reader, const Json& node, const std::string& path, const FieldInfo&, bool& out) {
  if (node.is_boolean()) {
    out = node.get<bool>();
  } else {
    reader.report(path, "must be true or false, without quotes");
  }
}

void Codec<double>::describe(FieldInfo& info) { info.shape = Shape::number; }

void Codec<double>::read(Reader& reader, const Json& node, const std::string& path, const FieldInfo&, double& out) {
  if (node.is_number()) {
    out = node.get<double>();
  } else {
    reader.report(path, "must be a plain number, without quotes");
  }
}

void Codec<std::int64_t>::describe(FieldInfo& info) {
  info.shape = Shape::integer;
  info.unit = info.unit.empty() ? "1" : info.unit;
}

void Codec<std::int64_t>::read(Reader& reader, const Json& node, const std::string& path, const FieldInfo& info,
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

void Codec<base::Duration>::describe(FieldInfo& info) { info.shape = Shape::quantity; }

void Codec<base::Duration>::read(Reader& reader, const Json& node, const std::string& path, const FieldInfo& info,
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

void Codec<base::SimTime>::describe(FieldInfo& info) { info.shape = Shape::date; }

void Codec<base::SimTime>::read(Reader& reader, const Json& node, const std::string& path, const FieldInfo&,
                                base::SimTime& out) {
  if (const auto date = reader.date(node, path)) {
    out = *date;
  }
}

bool read_elements(Reader& reader, const Json& node, const std::string& path,
                   const std::function<void(const Json&, const std::string& path)>& read) {
  if (!node.is_array()) {
    reader.report(path, "must be a list, [ … ]");
    return false;
  }
  for (std::size_t i = 0; i < node.size(); ++i) {
    read(node[i], child_path(path, i));
  }
  return true;
}

bool read_entries(Reader& reader, const Json& node, const std::string& path, const FieldInfo& info,
                  const std::function<void(const std::string& key, const Json&, const std::string& path)>& read) {
  if (!node.is_object()) {
    reader.report(path, "must be an object, { name: value, … }");
    return false;
  }
  for (const auto& [key, value] : node.items()) {
    const std::string place = child_path(path, key);
    if (!info.keys_refer_to.empty()) {
      reader.check_reference(info.keys_refer_to, key, place);
    }
    read(key, value, place);
  }
  return true;
}

void read_choice(Reader& reader, const Json& node, const std::string& path, const std::vector<std::string>& kinds,
                 const std::function<void(std::size_t kind, const Json& object)>& read) {
  const Json object = node.is_string() ? Json{{"kind", node}} : node;
  if (!object.is_object() || !object.contains("kind") || !object["kind"].is_string()) {
    reader.report(path, "must be a kind by name, or {\"kind\": name, …} with its fields");
  } else if (const auto kind = find_name(reader, kinds, object["kind"].get<std::string>(), path)) {
    read(*kind, object);
  }
}

}  // namespace aibelt::scenario
