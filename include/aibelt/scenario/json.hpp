#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

namespace aibelt::scenario {

/// Declared only: who looks into a value includes <nlohmann/json.hpp>.
using Json = nlohmann::json;

/// `parent.key` and `parent[index]`; the root is the empty path.
std::string child_path(std::string_view parent, std::string_view key);
std::string child_path(std::string_view parent, std::size_t index);

}  // namespace aibelt::scenario
