#pragma once

#include <optional>
#include <string>
#include <variant>

#include "aibelt/base/quantity.hpp"
#include "aibelt/scenario/json_source.hpp"

namespace aibelt::cli {

/// A number and the unit written behind it.
struct Amount {
  double number = 0;
  std::string unit;  ///< empty for a plain number
  base::Measured measured;
};

/// The amount in `text`, or what is wrong with it.
std::variant<Amount, std::string> amount_of(const std::string& text);

/// `12.5 kwafers/month`; just the number where there is no unit.
std::string with_unit(double number, const std::string& unit);

/// `node` with every quantity of it times `factor`: a number, a quantity, a figure or a ramp of these; nullopt for anything else.
std::optional<scenario::Json> times(const scenario::Json& node, double factor);

/// What stands at `sites.ulsan.phases[2][0]`; null where nothing does.
const scenario::Json* find_node(const scenario::Json& root, const std::string& path);

}  // namespace aibelt::cli
