#pragma once

#include <memory>

#include "aibelt/entity/setting.hpp"
#include "aibelt/scenario/scenario.hpp"

namespace aibelt::datacenter {

/// The sections of places that run racks and of the work they do: sites, services.
scenario::Catalogue datacenter_sections();

/// The entity that shares the sites' accelerators among the scenario's services; it listens to every site.
std::unique_ptr<entity::Entity> make_serving(const entity::Setting& setting);

/// Name of that entity; no entry of a scenario may bear it.
inline constexpr std::string_view kServingName = "services";

}  // namespace aibelt::datacenter
