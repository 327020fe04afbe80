#pragma once

#include <string>

#include "aibelt/scenario/codec.hpp"
#include "demand.hpp"

namespace aibelt::supply {

/// Demand that comes once a period.
struct PeriodicDemand : DemandProcess {
  base::Duration period = base::kDay;
  base::Duration at{0};

  void check(scenario::Reader& reader, const std::string& path) const override {
    if (at >= period) {
      reader.report(scenario::child_path(path, "at"), "must be earlier than the end of the period");
    }
  }
};

/// `table` with the fields of a period.
template <class Spec>
scenario::FieldTable<Spec> with_period_fields(scenario::FieldTable<Spec> table) {
  table.push_back(scenario::field<Spec>(static_cast<base::Duration Spec::*>(&PeriodicDemand::period),
                                        {.name = "period",
                                         .unit = "days",
                                         .low = 1.0 / 24,
                                         .high = 366,
                                         .doc = "time from one demand to the next",
                                         .by_default = "1 day"}));
  table.push_back(scenario::field<Spec>(static_cast<base::Duration Spec::*>(&PeriodicDemand::at),
                                        {.name = "at",
                                         .unit = "days",
                                         .low = 0,
                                         .high = 366,
                                         .doc = "when in the period it comes, from the start of the run on",
                                         .by_default = "0 days"}));
  return table;
}

}  // namespace aibelt::supply
