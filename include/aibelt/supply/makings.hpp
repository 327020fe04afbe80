#pragma once

#include <string>
#include <utility>
#include <vector>

#include "aibelt/entity/setting.hpp"

namespace aibelt::supply {

/// How a place comes by one of the items it delivers, as planned at one date; what it learns during the run is not in it.
struct PlannedMaking {
  entity::Item item;
  base::Duration time{0};      ///< from start to finished goods
  double goods_per_start = 1;  ///< good ones expected from a unit of work
  double capacity_per_start = 1;
  std::vector<std::pair<entity::Item, double>> inputs;  ///< of a unit of work
  double outcomes_per_start = 1;                        ///< good or not
  std::string work_unit;                                ///< plural; empty where nothing is started
  bool is_sold_at_once = false;                         ///< leaves the model as it is made

  /// Whether the place gets the very item it delivers.
  bool is_handed_on() const { return inputs.size() == 1 && inputs[0].first == item; }
};

/// One for each item it delivers; nothing but the item is said of a place that makes nothing, such as a warehouse.
std::vector<PlannedMaking> makings_of(const entity::ActorSpec& spec, const scenario::Scenario& scenario,
                                      base::SimTime date);

}  // namespace aibelt::supply
