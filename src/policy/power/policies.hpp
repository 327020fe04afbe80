#pragma once

#include <algorithm>

#include "aibelt/policy/power.hpp"

namespace aibelt::policy {

scenario::Kind<PowerPolicy> hold_jobs();
scenario::Kind<PowerPolicy> no_limit();
scenario::Kind<PowerPolicy> slow_jobs();

/// The part of their dynamic power at which the jobs of `view` meet its limit.
inline double share_within_limit(const PowerView& view) {
  return view.dynamic <= 0 ? 1 : std::clamp((view.limit - view.idle) / view.dynamic, 0.0, 1.0);
}

}  // namespace aibelt::policy
