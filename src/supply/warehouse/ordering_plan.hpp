#pragma once

#include <memory>
#include <optional>
#include <string>

#include "aibelt/policy/ordering.hpp"
#include "aibelt/scenario/codec.hpp"

namespace aibelt::supply {

/// What is ordered until a date, whatever the policy.
struct OpeningPlan {
  scenario::Ramp<base::kPlain / base::kTime> plan;
  base::SimTime until;

  static const scenario::FieldTable<OpeningPlan>& fields();
};

/// How a place orders what it holds or uses: by which policy, when, and how it bids when it is kept short.
struct OrderingPlan {
  std::shared_ptr<const policy::OrderingPolicy> policy;
  base::Duration review{0};  ///< zero: after every demand
  base::Duration review_at{0};
  base::Ratio most_inflated = base::Ratio::from_base_units(1);
  base::Duration fill_window = std::chrono::days{28};
  bool withdraws = false;
  std::optional<OpeningPlan> opening_plan;

  /// Reports what the fields contradict each other in; `path` is the plan's.
  void check(scenario::Reader& reader, const std::string& path) const;

  static const scenario::FieldTable<OrderingPlan>& fields();
};

}  // namespace aibelt::supply
