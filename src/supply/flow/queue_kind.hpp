#pragma once

#include "aibelt/scenario/codec.hpp"
#include "tool_queue.hpp"

namespace aibelt::supply {

/// What flows with a queue in front of the constraint tools have in common.
struct QueueKind : FlowKind {
  base::Duration raw_process_time{0};
  base::Ratio alpha;
  scenario::Ramp<base::kPlain> tools{base::Ratio::from_base_units(1)};

  bool has_queue() const override { return true; }
  double bottleneck(base::SimTime date) const override { return tools.at(date).in_base_units(); }

  double wait_at(double utilisation) const override { return slack() * utilisation / (1 - utilisation); }

  /// The least time in process that a unit can draw.
  virtual base::Duration shortest() const { return raw_process_time; }

  /// α × raw process time, in days.
  double slack() const {
    return alpha.in_base_units() * static_cast<double>(raw_process_time.count()) /
           static_cast<double>(base::kDay.count());
  }
};

template <class Kind>
scenario::FieldTable<Kind> queue_fields() {
  return {
      scenario::field<Kind>(static_cast<base::Duration Kind::*>(&QueueKind::raw_process_time),
                            {.name = "raw_process_time",
                             .unit = "days",
                             .low = 1,
                             .high = 1000,
                             .doc = "time in process of a unit that never waits, mean"}),
      scenario::field<Kind>(
          static_cast<base::Ratio Kind::*>(&QueueKind::alpha),
          {.name = "alpha",
           .unit = "1",
           .low = 0,
           .high = 10,
           .doc = "of the operating curve: cycle time = raw process time × (1 + alpha u / (1 - u)) at utilisation u",
           .source = "[aurand1997]"}),
      scenario::field<Kind>(
          static_cast<scenario::Ramp<base::kPlain> Kind::*>(&QueueKind::tools),
          {.name = "bottleneck",
           .unit = "1",
           .low = 0.01,
           .high = 100,
           .doc = "what the constraint tools pass when up, over the plant's capacity, by date; below 1 "
                  "the plant starts more than it can bring forth"}),
  };
}

}  // namespace aibelt::supply
