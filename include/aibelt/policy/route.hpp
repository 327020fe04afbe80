#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "aibelt/base/time.hpp"
#include "aibelt/scenario/field.hpp"

namespace aibelt::policy {

/// A lane on which goods could leave now.
struct LaneOffer {
  double cost = 0;        ///< USD a unit
  base::Duration time{};  ///< in the mean, with the wait for room on it
};

/// Says which lane goods take where several lead to the same place.
class RoutePolicy {
 public:
  virtual ~RoutePolicy() = default;

  /// Position of the lane chosen; `offers` holds at least one, in the order of names. `is_late`: the goods had to leave before today.
  virtual std::size_t choose(const std::vector<LaneOffer>& offers, bool is_late) const = 0;

  /// Every policy there is; src/policy/route/catalogue.cpp lists them.
  static const scenario::Kinds<RoutePolicy>& kinds();
};

/// The policy scenarios get when they name none: `by_urgency`.
std::shared_ptr<const RoutePolicy> default_route();

}  // namespace aibelt::policy
