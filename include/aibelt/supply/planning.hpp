#pragma once

#include <optional>
#include <string>
#include <vector>

#include "aibelt/entity/setting.hpp"
#include "aibelt/plan/network.hpp"

namespace aibelt::supply {

/// What a place that makes or keeps goods can do at most, day by day: its capacity as disruptions and downtime leave it, the best its
/// yields can come to, and what is in process when the run starts. Fillers are left out. Nullopt where it makes nothing.
std::optional<plan::Place> plan_place(const entity::ActorSpec& spec, const scenario::Scenario& scenario,
                                      const std::string& name);

/// What a customer wants at most, by the first day on which it may get it; without places or items of sites.
std::vector<plan::Demand> plan_demands(const entity::ActorSpec& spec, const scenario::Scenario& scenario,
                                       const std::string& name);

/// On which days `product` may leave over a lane, as far as disruptions go; empty where always.
std::vector<bool> open_days(const scenario::Scenario& scenario, const std::string& lane, const std::string& product);

}  // namespace aibelt::supply
