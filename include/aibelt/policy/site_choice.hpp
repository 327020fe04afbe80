#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "aibelt/base/time.hpp"
#include "aibelt/scenario/field.hpp"

namespace aibelt::policy {

/// What is known of a cluster that can run a job, as it last reported.
struct ClusterOffer {
  std::int64_t free = 0;      ///< accelerators
  double queued_h = 0;        ///< accelerator-hours that wait, over its accelerators
  double price = 0;           ///< KRW for a kWh of IT energy, cooling included
  double carbon = 0;          ///< gCO2 for a kWh of IT energy, cooling included
  base::Duration latency{};   ///< round trip to where the job's users are
  base::Duration transfer{};  ///< to bring the job's data there, with the fibre to itself
};

/// Says where a job that may run in several places goes.
class SiteChoicePolicy {
 public:
  virtual ~SiteChoicePolicy() = default;

  /// Position of the cluster chosen for a job of `accelerators`; `offers` holds at least one, in the order of names.
  virtual std::size_t choose(std::int64_t accelerators, const std::vector<ClusterOffer>& offers) const = 0;

  /// Every policy there is; src/policy/site_choice/catalogue.cpp lists them.
  static const scenario::Kinds<SiteChoicePolicy>& kinds();
};

/// The policy scenarios get when they name none: `free_capacity`.
std::shared_ptr<const SiteChoicePolicy> default_site_choice();

}  // namespace aibelt::policy
