#pragma once

#include <memory>
#include <string_view>

#include "aibelt/entity/flows.hpp"
#include "aibelt/entity/setting.hpp"
#include "aibelt/network/fibre.hpp"

namespace aibelt::datacenter {

/// The entity that carries data over the scenario's links; its lookahead is entity::kFibreDelay.
///
/// It takes `Transfer`s from anybody, sends each over the quickest way there is, moves it to another where a link on the way is cut,
/// keeps it waiting where there is none, and answers `Delivered`.
std::unique_ptr<entity::Entity> make_belt(const entity::Setting& setting, std::shared_ptr<const network::Fibre> fibre);

/// The channels and routes that entity uses, as a driver needs them; `owner` is the entity.
entity::FlowLayout flow_layout(const network::Fibre& fibre, entity::EntityId owner);

/// Name of that entity; no entry of a scenario may bear it.
inline constexpr std::string_view kBeltName = "belt";

}  // namespace aibelt::datacenter
