#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "aibelt/base/time.hpp"
#include "aibelt/scenario/field.hpp"
#include "aibelt/scenario/reader.hpp"

namespace aibelt::policy {

/// Who uses a part of a site's racks: its services, or one of its clusters. Figures are racks of the whole site, of the kind that is
/// ordered now.
struct RackUser {
  std::vector<double> wanted;  ///< with which its part would do all its work, by past week, the latest last
  double planned = 0;  ///< what the site has and will have, without what retires before the racks ordered now land
};

/// What a site knows when it decides how many racks to order for a week.
struct GrowthView {
  base::SimTime start;  ///< of the run
  base::SimTime now;
  base::SimTime due;         ///< when racks ordered now land
  std::int64_t room = 0;     ///< most racks that buildings and crews leave
  double rack_power = 0;     ///< of the kind ordered now, W
  double ordered_power = 0;  ///< of all racks ordered so far, without those the site opened with, W
  std::span<const RackUser> users = {};
};

/// Decides how many racks a site orders.
class GrowthPolicy {
 public:
  virtual ~GrowthPolicy() = default;

  /// From 0 to `view.room`.
  virtual std::int64_t racks(const GrowthView& view) const = 0;

  /// Whether it goes by what the users of the racks want; then they report it, week by week.
  virtual bool follows_demand() const { return false; }

  /// Time in which the work that waits in a queue is to be done.
  virtual base::Duration queue_time() const { return base::kWeek; }

  /// Reports what its fields contradict each other in; `path` is the policy's.
  virtual void check(scenario::Reader&, const std::string& /*path*/) const {}

  /// Every policy there is; src/policy/growth/catalogue.cpp lists them.
  static const scenario::Kinds<GrowthPolicy>& kinds();
};

/// The policy sites get when they name none: `plan`.
std::shared_ptr<const GrowthPolicy> default_growth_policy();

/// The level `ahead` periods after the last of `history`, by two exponential averages: of the level, in which a new value weighs
/// `smoothing`, and of its change, in which a new one weighs `trend` (0: none) [holt2004]. 0 without history.
double smoothed_forecast(std::span<const double> history, double smoothing, double trend, double ahead);

}  // namespace aibelt::policy
