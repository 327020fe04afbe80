#pragma once

#include <optional>
#include <string>

#include "aibelt/plan/network.hpp"
#include "aibelt/scenario/scenario.hpp"

namespace aibelt::engine {

/// What a plan is to make as much of as it can.
enum class Objective { tokens, compute, racks, packages, megawatts, goods };

/// Its unit, in plural.
std::string unit_of(Objective objective);

/// Tokens where a service is asked for them, else compute of training services, else racks, else goods of customers.
Objective default_objective(const scenario::Scenario& scenario);

/// Everything in the scenario that makes, moves and uses goods, with what each can do day by day, for plans that ask for as much as
/// there can be of `objective`.
plan::Network plan_network(const scenario::Scenario& scenario, Objective objective);

}  // namespace aibelt::engine
