#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "aibelt/datacenter/failures.hpp"
#include "aibelt/entity/setting.hpp"
#include "aibelt/policy/placement.hpp"
#include "aibelt/policy/power.hpp"
#include "aibelt/policy/scheduling.hpp"
#include "aibelt/scenario/codec.hpp"

namespace aibelt::datacenter {

struct SiteSpec;

/// Accelerators kept for the jobs of one workload for a time. Others start only where they would not be in the way by their
/// estimate.
struct ReservationSpec {
  std::string workload;
  std::int64_t accelerators = 1;
  base::SimTime from;
  base::SimTime to;

  static const scenario::FieldTable<ReservationSpec>& fields();
};

/// When a cluster gives movable jobs up for others to run.
struct GiveUpSpec {
  base::Ratio below_speed = base::Ratio::from_base_units(0);
  std::optional<base::Duration> after_wait;

  static const scenario::FieldTable<GiveUpSpec>& fields();
};

/// What the scenario says of a cluster: which racks of which site it has and how it runs jobs on them.
struct ClusterSpec : entity::ActorSpec {
  std::string site;
  base::Ratio share_of_racks = base::Ratio::from_base_units(1);
  std::vector<std::string> racks;
  std::shared_ptr<const policy::SchedulingPolicy> scheduling;
  std::shared_ptr<const policy::PlacementPolicy> placement = policy::default_placement();
  std::shared_ptr<const policy::PowerPolicy> power_policy = policy::default_power_policy();
  base::Ratio compute_bound = base::Ratio::from_base_units(1);
  std::map<std::string, std::int64_t> quotas;
  std::vector<ReservationSpec> reservations;
  std::optional<FailureSpec> failures;
  std::optional<GiveUpSpec> gives_up;
  std::int64_t racks_per_switch = 1;

  std::string stage() const override { return "cluster"; }
  std::string host() const override { return site; }
  bool uses_fibre() const override { return true; }
  std::vector<entity::Item> produces(const scenario::Scenario&) const override { return {}; }
  std::vector<entity::Item> consumes(const scenario::Scenario&) const override { return {}; }
  std::unique_ptr<entity::Entity> make(const entity::Setting& setting) const override;
  void check(scenario::Reader& reader, const std::string& path) const override;
  void check_products(const scenario::Scenario& scenario, base::Issues& issues) const override;

  /// Share of the site's racks of this kind that are the cluster's, from 0 to 1.
  double share_of(const std::string& rack) const;

  /// Kinds of rack of its `site` that may ever stand in it.
  std::set<std::string> racks_on(const SiteSpec& its_site) const;

  static const scenario::FieldTable<ClusterSpec>& fields();
};

scenario::Kind<scenario::Spec> accelerator_cluster();

}  // namespace aibelt::datacenter
