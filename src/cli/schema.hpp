#pragma once

#include <nlohmann/json.hpp>

#include "aibelt/scenario/scenario.hpp"

namespace aibelt::cli {

/// JSON Schema (2020-12) of scenario files, from the same field tables that read them.
nlohmann::ordered_json scenario_schema(const scenario::Catalogue& catalogue);

/// JSON Schema of sweep files.
nlohmann::ordered_json sweep_schema();

}  // namespace aibelt::cli
