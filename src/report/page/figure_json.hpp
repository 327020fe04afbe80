#pragma once

#include <nlohmann/json.hpp>

#include "figure.hpp"

namespace aibelt::report {

/// Objects keep the order in which they are written.
using PageJson = nlohmann::ordered_json;

/// Whole numbers without a point, no number as null.
PageJson number_json(double value);

/// One string where both languages are alike.
PageJson to_json(const Text& text);

/// As web/schema.md has it.
PageJson to_json(const Figure& figure);

}  // namespace aibelt::report
