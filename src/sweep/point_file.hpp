#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "aibelt/sweep/point.hpp"

namespace aibelt::sweep {

/// What the file of a point holds: a line with the SHA-256 of the rest, then one line of JSON.
struct PointRecord {
  std::string key;      ///< SHA-256 of all the result depends on
  std::string version;  ///< of the aibelt that made it
  Result result;
  std::string said;  ///< of a point that crashed: the last line it wrote to stderr
};

/// The text of a file; the point's overrides and seed stand in it for whoever reads it by eye.
std::string to_point_text(const PointRecord& record, const Point& point);

/// nullopt for a text that is torn, cut short, or no point's.
std::optional<PointRecord> read_point_text(std::string_view text);

}  // namespace aibelt::sweep
