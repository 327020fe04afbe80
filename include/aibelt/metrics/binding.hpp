#pragma once

#include <string>
#include <vector>

#include "aibelt/base/time.hpp"
#include "aibelt/metrics/curves.hpp"

namespace aibelt::metrics {

/// One step of the walk from what is missing to what holds it up.
struct Evidence {
  std::string stage;
  std::string item;
  std::string reason;  ///< capacity, share, an input, power, commissioning, racks, pipeline
  double amount = 0;   ///< mean of what waits, or level of what is missing
  std::string unit;
};

/// What holds a month up, and how one gets there.
struct Binding {
  base::Month month;
  std::string stage;   ///< `none` when nothing is missing
  std::string reason;  ///< within the stage, as in Evidence; empty for `none`
  std::vector<Evidence> evidence;
};

/// What holds up the racks that customers and sites wait for: from the racks that are late, stage by stage upstream, each time to
/// the reason for which most waits, to a stage that is short of capacity rather than of inputs.
std::vector<Binding> binding_of_supply(const Curves& curves);

/// What holds up the services: from unmet work to the sites' power, crews or missing racks, and from missing racks on upstream.
std::vector<Binding> binding_of_services(const Curves& curves);

/// Both, for a run.
struct Bindings {
  std::vector<Binding> services;
  std::vector<Binding> racks;
};

/// `packaging b300: 12345.6 packages wait for hbm3e_12 stacks` and the like.
std::string to_text(const Evidence& evidence);

/// `packaging capacity`, `site power` and the like; `none`.
std::string to_text(const Binding& binding);

/// The binding that holds most months of `year`, the earlier on a tie, as `packaging capacity (9 of 12 months)`.
std::string binding_of_year(const std::vector<Binding>& bindings, int year);

}  // namespace aibelt::metrics
