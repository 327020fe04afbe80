#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "aibelt/base/issue.hpp"
#include "aibelt/scenario/json.hpp"

namespace aibelt::scenario {

/// Where a value stands in the files the user wrote.
struct Position {
  std::string file;
  int line = 0;
  int column = 0;
};

/// Positions by JSON path (`sites.ulsan.phases[2][0]`).
using Positions = std::map<std::string, Position, std::less<>>;

/// A JSON document together with where each of its values was written.
struct JsonSource {
  Json root;
  Positions positions;
};

/// Parses `text`; syntax errors, duplicate keys and nesting deeper than 64 become issues with line and column.
std::optional<JsonSource> parse_json(std::string_view text, const std::string& file, base::Issues& issues);

/// Reads and parses one file of at most 64 MiB; a missing, unreadable or oversized file becomes an issue.
std::optional<JsonSource> read_json_file(const std::filesystem::path& file, base::Issues& issues);

}  // namespace aibelt::scenario
