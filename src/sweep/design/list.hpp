#pragma once

#include <map>
#include <string>
#include <vector>

#include "aibelt/scenario/any_value.hpp"
#include "aibelt/sweep/design.hpp"

namespace aibelt::sweep {

/// Points written out. Its factors have one value a point, in the order of points.
struct ListDesign : Design {
  std::vector<std::map<std::string, scenario::AnyValue>> points;  ///< levels by name of factor

  std::uint64_t n_points(const Frame&) const override { return points.size(); }
  void place(std::uint64_t number, const Frame& frame, std::span<double> coordinates) const override;
  void check(scenario::Reader& reader, const std::string& path, const Frame& frame) const override;

  static const scenario::FieldTable<ListDesign>& fields();
};

}  // namespace aibelt::sweep
