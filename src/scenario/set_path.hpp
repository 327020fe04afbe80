#pragma once

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "aibelt/scenario/json_source.hpp"

namespace aibelt::scenario {

/// One step of a path: a key of an object or an index into a list.
using Step = std::variant<std::string, std::size_t>;

/// Splits `sites.ulsan.phases[1][0]` into its keys and indices; nullopt when it is malformed.
inline std::optional<std::vector<Step>> split_path(std::string_view path) {
  std::vector<Step> steps;
  while (!path.empty()) {
    if (path[0] == '[') {
      const std::size_t close = path.find(']');
      std::size_t index = 0;
      const char* end = path.data() + std::min(close, path.size());
      const auto [stop, error] = std::from_chars(path.data() + 1, end, index);
      if (close == std::string_view::npos || error != std::errc{} || stop != end) {
        return std::nullopt;
      }
      steps.emplace_back(index);
      path.remove_prefix(close + 1);
    } else {
      path.remove_prefix(!steps.empty() && path[0] == '.' ? 1 : 0);
      const std::size_t stop = std::min(path.find_first_of(".["), path.size());
      if (stop == 0) {
        return std::nullopt;
      }
      steps.emplace_back(std::string(path.substr(0, stop)));
      path.remove_prefix(stop);
    }
  }
  return steps.empty() ? std::nullopt : std::optional(std::move(steps));
}

/// The path `way` and one step on.
inline std::string way_on(const std::string& way, const Step& step) {
  const auto* index = std::get_if<std::size_t>(&step);
  return index != nullptr ? child_path(way, *index) : child_path(way, std::get<std::string>(step));
}

/// The child of `node` that `step` names, made when it is a new key of an object; null when there is no such place.
inline Json* descend(Json& node, const Step& step) {
  if (const auto* index = std::get_if<std::size_t>(&step)) {
    return node.is_array() && *index < node.size() ? &node[*index] : nullptr;
  }
  if (node.is_null()) {
    node = Json::object();
  }
  return node.is_object() ? &node[std::get<std::string>(step)] : nullptr;
}

}  // namespace aibelt::scenario
