#pragma once

#include <string>
#include <vector>

#include "aibelt/plan/network.hpp"
#include "aibelt/scenario/scenario.hpp"

namespace aibelt::datacenter {

/// What a site can order, connect and power at most, day by day; racks may land so many days before they are due where lanes are
/// quicker than planned.
plan::Site plan_site(const scenario::Scenario& scenario, const std::string& name, double early_days);

/// The services in the order of names, without worth.
std::vector<plan::Service> plan_services(const scenario::Scenario& scenario);

}  // namespace aibelt::datacenter
