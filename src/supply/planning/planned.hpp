#pragma once

#include <vector>

#include "aibelt/plan/network.hpp"
#include "aibelt/scenario/scenario.hpp"

namespace aibelt::supply {

/// A customer that can say beforehand what it wants, whatever it gets.
struct PlannedCustomer {
  virtual ~PlannedCustomer() = default;
  virtual std::vector<plan::Demand> demands(const scenario::Scenario& scenario, const std::string& name) const = 0;
};

/// A maker that ships whatever is ordered, so long after the order at least.
struct AmpleMaker {
  virtual ~AmpleMaker() = default;
  virtual base::Duration least_delay() const = 0;
};

/// `hbm4_12 stacks`.
inline std::string planned_item(const std::string& product, const std::string& goods) { return product + " " + goods; }

/// Days from the start of the run.
inline double day_of(const scenario::Scenario& scenario, base::SimTime date) {
  return std::chrono::duration<double>(date - scenario.from).count() /
         std::chrono::duration<double>(base::kDay).count();
}

}  // namespace aibelt::supply
