#pragma once

#include <optional>
#include <string>
#include <vector>

#include "aibelt/sweep/design.hpp"

namespace aibelt::sweep {

/// How likely the amounts of a range are.
enum class Spread { uniform, log_uniform, triangular, normal };

/// The amounts a factor may have, from `low` to `high` < infinity, in `unit`.
struct Range {
  Spread spread = Spread::uniform;
  double low = 0;
  double high = 0;
  double mode = 0;        ///< the likeliest, of a triangular one; the mean of a normal one
  double sd = 0;          ///< of a normal one, before it is cut at low and high
  std::string unit;       ///< as the levels are written; empty for plain numbers
  bool is_whole = false;  ///< amounts are rounded to whole numbers

  /// The amount below which a share `coordinate` of them lies: `low` at 0, `high` at 1, `mode` at `base()` exactly.
  double at(double coordinate) const;

  /// The coordinate of the mode, or the middle where there is none.
  double base() const;
};

/// One input that a sweep varies.
struct Factor {
  std::string name;
  std::string path;                 ///< as an override names it: `sites.ulsan.pue`, or `fact.ID`
  std::string fact;                 ///< id; empty where it is no fact
  std::vector<std::string> values;  ///< each as it stands behind `path=`; empty for a range
  std::optional<Range> range;
  std::uint64_t n_levels = 0;  ///< of a range in a full factorial; 0: as the design says

  /// What stands behind `path=` at a coordinate from 0 to 1.
  std::string level(double coordinate) const;

  Axis axis() const;
};

}  // namespace aibelt::sweep
