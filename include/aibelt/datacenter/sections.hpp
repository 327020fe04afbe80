#pragma once

#include <chrono>
#include <memory>
#include <optional>

#include "aibelt/entity/setting.hpp"
#include "aibelt/scenario/scenario.hpp"

namespace aibelt::datacenter {

/// The sections of places that run racks and of the work they do: sites, services, clusters, workloads.
scenario::Catalogue datacenter_sections();

/// The entity that shares the sites' accelerators among the scenario's services; it listens to every site.
std::unique_ptr<entity::Entity> make_serving(const entity::Setting& setting);

/// How long after it is sent the load of racks reaches `site`; nullopt where the site keeps no energy account.
std::optional<base::Duration> load_delay(const entity::ActorSpec& site);

/// How long after it is sent the word of what work there is for its racks reaches `site`; nullopt where the site goes by its plan.
std::optional<base::Duration> wanted_delay(const entity::ActorSpec& site);

/// Name of that entity; no entry of a scenario may bear it.
inline constexpr std::string_view kServingName = "services";

/// The entity that sends jobs which may run in several places, or whose data lie elsewhere, to a cluster; it speaks with every
/// cluster.
std::unique_ptr<entity::Entity> make_broker(const entity::Setting& setting);

/// Whether some workload's jobs do not come straight to one cluster.
bool needs_broker(const scenario::Scenario& scenario);

/// Name of that entity; no entry of a scenario may bear it.
inline constexpr std::string_view kBrokerName = "broker";

/// What broker and clusters tell each other arrives so long after it is sent.
inline constexpr base::Duration kBrokerDelay = std::chrono::minutes{1};

/// Adds what workloads contradict clusters, sites and links in; paths are from the scenario's root.
void check_workloads(const scenario::Scenario& scenario, base::Issues& issues);

}  // namespace aibelt::datacenter
