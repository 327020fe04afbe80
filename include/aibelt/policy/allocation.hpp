#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "aibelt/base/random.hpp"
#include "aibelt/base/time.hpp"
#include "aibelt/scenario/field.hpp"

namespace aibelt::policy {

/// What one party wants of something scarce.
struct Claim {
  std::string_view name;        ///< claims are listed in the order of names
  std::int64_t wanted = 0;      ///< not negative
  std::int64_t priority = 1;    ///< a smaller number ranks higher
  double share = 1;             ///< agreed share, relative to the other claims'
  std::int64_t contracted = 0;  ///< the part of `wanted` that is firmly promised
  std::int64_t past = 0;        ///< what it got in the policy's `window()`
};

/// A shortage to be settled: more is wanted than there is.
struct AllocationView {
  std::int64_t available = 0;
  const std::vector<Claim>& claims;
};

/// Divides something scarce among those who want it.
class AllocationPolicy {
 public:
  virtual ~AllocationPolicy() = default;

  /// What each claim gets, in their order: no claim more than it wants, all together what is available (or wanted, if less).
  virtual std::vector<std::int64_t> decide(const AllocationView& view, base::Stream& random) const = 0;

  /// How far back the `past` of a claim goes; 0 for policies that do not ask.
  virtual base::Duration window() const { return base::Duration{0}; }

  /// Every policy there is; src/policy/allocation/catalogue.cpp lists them.
  static const scenario::Kinds<AllocationPolicy>& kinds();
};

/// The policy scenarios get when they name none: `proportional`.
std::shared_ptr<const AllocationPolicy> default_allocation();

/// The policy `priority`, for those who rank whatever the scenario says.
std::shared_ptr<const AllocationPolicy> ranked_allocation();

/// `decide` where there is a shortage, else every claim in full.
std::vector<std::int64_t> allocate(const AllocationPolicy& policy, const AllocationView& view, base::Stream& random);

}  // namespace aibelt::policy
