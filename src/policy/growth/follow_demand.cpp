#include <algorithm>
#include <cmath>
#include <optional>

#include "aibelt/scenario/codec.hpp"
#include "policies.hpp"

namespace aibelt::policy {
namespace {

using Budget = scenario::Ramp<base::dimension(base::Measure::usd) / base::kTime>;
using PowerPrice = base::Quantity<base::dimension(base::Measure::usd) / base::kPower>;

constexpr double kPartOfARack = 1e-3;  // lacking no more than this, nobody orders one

double weeks(base::Duration span) {
  return std::chrono::duration<double>(span).count() / std::chrono::duration<double>(base::kWeek).count();
}

/// An order-up-to policy whose level is a forecast of the racks with which nothing is left undone.
struct FollowDemand : GrowthPolicy {
  base::Ratio smoothing = base::Ratio::from_base_units(1);
  base::Ratio trend = base::Ratio::from_base_units(0);
  base::Ratio headroom = base::Ratio::from_base_units(0);
  base::Duration time_to_clear = base::kWeek;
  std::optional<Budget> budget;
  std::optional<PowerPrice> price;

  bool follows_demand() const override { return true; }
  base::Duration queue_time() const override { return time_to_clear; }

  void check(scenario::Reader& reader, const std::string& path) const override {
    if (budget.has_value() != price.has_value()) {
      reader.report(scenario::child_path(path, budget ? "budget" : "price"),
                    budget ? "buys racks at a price; add \"price\"" : "means nothing without \"budget\"");
    }
  }

  std::int64_t racks(const GrowthView& view) const override {
    double missing = 0;
    for (const RackUser& user : view.users) {
      const double ahead = 1 + weeks(view.due - view.now);  // the last week known lies a week back
      const double level = smoothed_forecast(user.wanted, smoothing.in_base_units(), trend.in_base_units(), ahead);
      missing = std::max(missing, std::max(0.0, level) * (1 + headroom.in_base_units()) - user.planned);
    }
    const double most = std::min(static_cast<double>(view.room), affordable(view));
    return static_cast<std::int64_t>(std::clamp(std::ceil(missing - kPartOfARack), 0.0, most));
  }

  /// Racks that what the budget has given up to now, and no rack has taken, pays for.
  double affordable(const GrowthView& view) const {
    if (!budget || !price || price->in_base_units() <= 0) {
      return static_cast<double>(view.room);
    }
    double granted = 0;
    for (base::SimTime week = view.start; week < view.now; week += base::kWeek) {
      const base::Duration span = std::min<base::Duration>(base::kWeek, view.now - week);
      granted += budget->at(week).in_base_units() * std::chrono::duration<double>(span).count();
    }
    const double left = granted - view.ordered_power * price->in_base_units();
    return std::max(0.0, std::floor(left / (view.rack_power * price->in_base_units()) + kPartOfARack));
  }

  static const scenario::FieldTable<FollowDemand>& fields() {
    static const scenario::FieldTable<FollowDemand> table = {
        scenario::field(&FollowDemand::smoothing, {.name = "smoothing",
                                                   .unit = "1",
                                                   .low = 0.001,
                                                   .high = 1,
                                                   .doc = "weight of the latest week in its forecast of the level",
                                                   .source = "[holt2004]",
                                                   .by_default = "1"}),
        scenario::field(&FollowDemand::trend,
                        {.name = "trend",
                         .unit = "1",
                         .low = 0,
                         .high = 1,
                         .doc = "weight of the latest change in its forecast of the change a week; 0: no change",
                         .source = "[holt2004]",
                         .by_default = "0"}),
        scenario::field(&FollowDemand::headroom, {.name = "headroom",
                                                  .unit = "1",
                                                  .low = 0,
                                                  .high = 10,
                                                  .doc = "part by which it wants more racks than its forecast",
                                                  .by_default = "0"}),
        scenario::field(&FollowDemand::time_to_clear,
                        {.name = "time_to_clear",
                         .unit = "days",
                         .low = 0.01,
                         .high = 1000,
                         .doc = "time in which the jobs that wait in a cluster's queues are to be done",
                         .by_default = "7 days"}),
        scenario::field(&FollowDemand::budget, {.name = "budget",
                                                .unit = "USD/day",
                                                .low = 0,
                                                .doc = "what it may spend on racks, by date; what is not spent is kept",
                                                .by_default = "without limit"}),
        scenario::field(&FollowDemand::price, {.name = "price",
                                               .unit = "USD/kW",
                                               .low = 0,
                                               .doc = "of a rack, by its IT power; for \"budget\"",
                                               .by_default = "none"}),
    };
    return table;
  }
};

}  // namespace

double smoothed_forecast(std::span<const double> history, double smoothing, double trend, double ahead) {
  if (history.empty()) {
    return 0;
  }
  double level = history.front();
  double change = 0;
  for (const double value : history.subspan(1)) {
    const double before = level;
    level = smoothing * value + (1 - smoothing) * (level + change);
    change = trend * (level - before) + (1 - trend) * change;
  }
  return level + change * ahead;
}

scenario::Kind<GrowthPolicy> follow_demand() {
  return scenario::kind<GrowthPolicy, FollowDemand>(
      "follow_demand", "up to a forecast of the racks with which services and queues lack nothing");
}

}  // namespace aibelt::policy
