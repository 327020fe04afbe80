#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "aibelt/scenario/reader.hpp"

namespace aibelt::sweep {

/// Dimensions for which there are direction numbers [joe2008].
inline constexpr std::size_t kMostDimensions = 3667;

/// Point `number` of the Sobol sequence, from the origin on, as 64 binary digits a coordinate; works in the time of a few points,
/// whatever the number.
std::vector<std::uint64_t> sobol_digits(std::size_t n_dimensions, std::uint64_t number);

/// The coordinate that 64 binary digits stand for: below 1, in steps of 2^-53.
inline double from_digits(std::uint64_t digits) { return static_cast<double>(digits >> 11) * 0x1p-53; }

/// Reports where the sequence has fewer dimensions than the design needs.
void check_dimensions(std::size_t n_dimensions, scenario::Reader& reader, const std::string& path);

}  // namespace aibelt::sweep
