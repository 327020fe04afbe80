#pragma once

#include <optional>
#include <string>

#include "aibelt/scenario/facts.hpp"
#include "sweep_text.hpp"

namespace aibelt::sweep {

/// The range that a factor's low, high, shape, mode and sd make, or the fact's own where they are missing; nullopt where it has
/// none or a bad one, which is reported.
std::optional<Range> read_range(scenario::Reader& reader, const std::string& path, const FactorText& text,
                                const scenario::Fact* fact);

/// From low to high of the fact with its value as mode; nullopt where it has no such range.
std::optional<Range> range_of(const scenario::Fact& fact);

/// Why there is no such range; empty where there is one.
std::string why_no_range(const scenario::Fact& fact);

}  // namespace aibelt::sweep
