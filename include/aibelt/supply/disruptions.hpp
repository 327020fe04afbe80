#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "aibelt/base/issue.hpp"
#include "aibelt/entity/setting.hpp"
#include "aibelt/scenario/scenario.hpp"

namespace aibelt::supply {

/// Name of the entity that writes down what goes wrong; no place may have it.
inline constexpr std::string_view kDisruptionsName = "disruptions";

/// The section `disruptions`.
scenario::Catalogue disruption_sections();

/// Adds what the disruptions contradict the rest of the scenario in: places, lanes and products that are not there, dates outside
/// the run.
void check_disruptions(const scenario::Scenario& scenario, base::Issues& issues);

/// Writes an event row for every event at every place it hits, at its date: what is the disruption's kind, item its name, quantity
/// and unit its size. It sends nothing, so that other entities play as without it.
std::unique_ptr<entity::Entity> make_disruption_log(const entity::Setting& setting);

/// One event at one place.
struct Shock {
  base::SimTime at;
  std::string name;  ///< of the disruption
  std::string kind;
  std::string stage;  ///< of the place
  std::string place;
  double size = 0;
  std::string unit;
};

/// What goes wrong in the run, by date, then by the disruption's name.
std::vector<Shock> shocks_of(const scenario::Scenario& scenario);

/// The scenario without one of its disruptions; everything else plays as before, on the same random streams.
scenario::Scenario without_disruption(const scenario::Scenario& scenario, std::string_view name);

}  // namespace aibelt::supply
