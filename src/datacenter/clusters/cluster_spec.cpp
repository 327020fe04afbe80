#include "cluster_spec.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "../rack_split.hpp"
#include "../site_spec.hpp"
#include "site_cluster.hpp"

namespace aibelt::datacenter {
namespace {

constexpr std::int64_t kManyRacks = 1'000'000;  // so many that rounding each part down hides nothing

}  // namespace

const scenario::FieldTable<ReservationSpec>& ReservationSpec::fields() {
  static const scenario::FieldTable<ReservationSpec> table = {
      scenario::field(&ReservationSpec::workload,
                      {.name = "for", .doc = "workload that may use them", .refers_to = "workloads"}),
      scenario::field(
          &ReservationSpec::accelerators,
          {.name = "accelerators", .unit = "1", .low = 1, .high = 1e7, .doc = "accelerators of each kind of rack"}),
      scenario::field(&ReservationSpec::from, {.name = "from", .doc = "first day"}),
      scenario::field(&ReservationSpec::to, {.name = "to", .doc = "first day after it"}),
  };
  return table;
}

const scenario::FieldTable<GiveUpSpec>& GiveUpSpec::fields() {
  static const scenario::FieldTable<GiveUpSpec> table = {
      scenario::field(&GiveUpSpec::below_speed,
                      {.name = "below_speed",
                       .unit = "1",
                       .low = 0,
                       .high = 1,
                       .doc = "running jobs leave, the largest first, while a power limit slows work to less than this",
                       .by_default = "0"}),
      scenario::field(&GiveUpSpec::after_wait,
                      {.name = "after_wait", .unit = "hours", .low = 0, .doc = "jobs that have waited so long leave"}),
  };
  return table;
}

double ClusterSpec::share_of(const std::string& rack) const {
  const bool is_named = racks.empty() || std::find(racks.begin(), racks.end(), rack) != racks.end();
  return is_named ? share_of_racks.in_base_units() : 0;
}

std::set<std::string> ClusterSpec::racks_on(const SiteSpec& its_site) const {
  std::set<std::string> kinds;
  for (const auto& [rack, count] : its_site.opening) {
    kinds.insert(rack);
  }
  for (const BuildStep& step : its_site.build) {
    kinds.insert(step.rack);
  }
  std::erase_if(kinds, [&](const std::string& rack) { return share_of(rack) <= 0; });
  return kinds;
}

void ClusterSpec::check(scenario::Reader& reader, const std::string& path) const {
  for (std::size_t i = 0; i < reservations.size(); ++i) {
    if (reservations[i].to <= reservations[i].from) {
      reader.report(scenario::child_path(scenario::child_path(path, "reservations"), i),
                    "\"to\" is not after \"from\"; give the first day after it");
    }
  }
  if (scheduling && scheduling->chooses_slots()) {
    reader.report(
        scenario::child_path(path, "scheduling"),
        "reserves particular processors, which the placement chooses here; take the policy without \"_pinned\"");
  }
  if (failures) {
    failures->check(reader, scenario::child_path(path, "failures"));
  }
}

void ClusterSpec::check_products(const scenario::Scenario& scenario, base::Issues& issues) const {
  for (const auto& [rack, entry] : scenario.section("racks")) {
    if (share_of(rack) > 0 && clusters_part(scenario, site, rack, kManyRacks) > kManyRacks) {
      issues.push_back({.path = "share",
                        .message = fmt::format("the clusters of {} ask together for more than all its {} racks; let "
                                               "their shares add up to 1 or less",
                                               site, rack)});
      return;
    }
  }
}

std::unique_ptr<entity::Entity> ClusterSpec::make(const entity::Setting& setting) const {
  return std::make_unique<SiteCluster>(*this, setting);
}

const scenario::FieldTable<ClusterSpec>& ClusterSpec::fields() {
  static const scenario::FieldTable<ClusterSpec> table = {
      scenario::field(&ClusterSpec::site, {.name = "site", .doc = "where its racks stand", .refers_to = "sites"}),
      scenario::field(&ClusterSpec::share_of_racks,
                      {.name = "share",
                       .unit = "1",
                       .low = 0,
                       .high = 1,
                       .doc = "part of the site's racks that are its own; services have what clusters leave",
                       .by_default = "1"}),
      scenario::field(&ClusterSpec::racks, {.name = "racks",
                                            .doc = "kinds of rack it takes; all when missing",
                                            .refers_to = "racks",
                                            .by_default = "[]"}),
      scenario::field(&ClusterSpec::scheduling,
                      {.name = "scheduling", .doc = "which waiting jobs start when; a queue for each kind of rack"}),
      scenario::field(&ClusterSpec::placement,
                      {.name = "placement", .doc = "on which nodes a job runs", .by_default = "pack"}),
      scenario::field(&ClusterSpec::power_policy,
                      {.name = "power", .doc = "what happens above the power it may draw", .by_default = "slow"}),
      scenario::field(
          &ClusterSpec::compute_bound,
          {.name = "compute_bound",
           .unit = "1",
           .low = 0,
           .high = 1,
           .doc = "part of its jobs' time that slows with the clock under a power limit; the rest waits for memory",
           .by_default = "1"}),
      scenario::field(
          &ClusterSpec::quotas,
          {.name = "quotas",
           .unit = "1",
           .low = 1,
           .high = 1e7,
           .doc = "most accelerators a tenant's jobs may hold or queue for at a time; its other jobs wait outside",
           .by_default = "{}"}),
      scenario::field(&ClusterSpec::reservations,
                      {.name = "reservations", .doc = "accelerators kept for a workload", .by_default = "[]"}),
      scenario::field(&ClusterSpec::gives_up,
                      {.name = "gives_up", .doc = "when it lets movable jobs go to another cluster with room"}),
      scenario::field(&ClusterSpec::failures, {.name = "failures", .doc = "what fails and how it comes back"}),
      scenario::field(&ClusterSpec::racks_per_switch, {.name = "racks_per_switch",
                                                       .unit = "1",
                                                       .low = 1,
                                                       .high = 10000,
                                                       .doc = "racks under one leaf switch, for placement by topology",
                                                       .by_default = "1"}),
  };
  return table;
}

scenario::Kind<scenario::Spec> accelerator_cluster() {
  return scenario::kind<scenario::Spec, ClusterSpec>(
      "cluster", "racks of a site that run jobs from queues, with faults, power limits, quotas and reservations");
}

}  // namespace aibelt::datacenter
