#include "scaling.hpp"

#include <cstdlib>
#include <vector>

#include <fmt/format.h>

#include "aibelt/base/time.hpp"

namespace aibelt::cli {
namespace {

using scenario::Json;

bool is_dated(const Json& node) {
  return node.is_array() && node.size() == 2 && node[0].is_string() && base::parse_date(node[0].get<std::string>());
}

std::optional<Json> list_times(const Json& list, double factor) {
  Json scaled = Json::array();
  for (const Json& element : list) {
    const auto part = times(element, factor);
    if (!part) {
      return std::nullopt;
    }
    scaled.push_back(*part);
  }
  return scaled;
}

/// An object with the values of these keys times `factor`, where they are there.
std::optional<Json> object_times(Json object, double factor, const std::vector<std::string>& keys) {
  for (const std::string& key : keys) {
    if (object.contains(key)) {
      const auto part = times(object[key], factor);
      if (!part) {
        return std::nullopt;
      }
      object[key] = *part;
    }
  }
  return object;
}

}  // namespace

std::variant<Amount, std::string> amount_of(const std::string& text) {
  const auto parsed = base::parse_quantity(text);
  if (const auto* problem = std::get_if<std::string>(&parsed)) {
    return *problem;
  }
  char* end = nullptr;
  const double number = std::strtod(text.c_str(), &end);
  const std::string rest = end;
  const std::size_t unit = rest.find_first_not_of(" \t");
  return Amount{number, unit == std::string::npos ? "" : rest.substr(unit), std::get<base::Measured>(parsed)};
}

std::string with_unit(double number, const std::string& unit) {
  return unit.empty() ? fmt::format("{}", number) : fmt::format("{} {}", number, unit);
}

const Json* find_node(const Json& root, const std::string& path) {
  std::string pointer = "/";
  for (const char c : path) {
    if (c == '.' || c == '[') {
      pointer += '/';
    } else if (c != ']') {
      pointer += c;
    }
  }
  const Json* node = nullptr;
  try {
    node = &root.at(Json::json_pointer(pointer));
  } catch (const Json::exception&) {
    return nullptr;
  }
  return node;
}

std::optional<Json> times(const Json& node, double factor) {
  if (node.is_number()) {
    return Json(node.get<double>() * factor);
  }
  if (node.is_string()) {
    const auto amount = amount_of(node.get<std::string>());
    const auto* found = std::get_if<Amount>(&amount);
    return found == nullptr ? std::nullopt : std::optional(Json(with_unit(found->number * factor, found->unit)));
  }
  if (is_dated(node)) {
    const auto value = times(node[1], factor);
    return value ? std::optional(Json{node[0], *value}) : std::nullopt;
  }
  if (node.is_array()) {
    return list_times(node, factor);
  }
  if (node.contains("fact")) {
    Json figure = node;
    figure["times"] = node.value("times", 1.0) * factor;
    return figure;
  }
  if (node.contains("assume")) {
    return object_times(node, factor, {"assume", "low", "high"});
  }
  return node.contains("points") ? object_times(node, factor, {"points"}) : std::nullopt;
}

}  // namespace aibelt::cli
