#pragma once

#include <functional>
#include <map>
#include <utility>
#include <vector>

#include "aibelt/entity/setting.hpp"

namespace aibelt::engine {

/// How long makers take for what they make to order, where nothing but time is in their way: their own work, and before it the order,
/// the making and the way of whichever input takes longest, from whichever of its sources is quickest. What stands in a warehouse is
/// there.
class MakingTimes {
 public:
  using Sources = std::map<entity::ItemId, std::vector<entity::Partner>>;

  /// `sources_of` says from whom an entity gets its inputs.
  MakingTimes(const scenario::Scenario& scenario, const entity::Items& items,
              std::function<const Sources&(entity::EntityId)> sources_of)
      : scenario_(scenario), items_(items), sources_of_(std::move(sources_of)) {}

  /// From when the order reaches `maker` to when the goods leave it.
  base::Duration of(const entity::Partner& maker, entity::ItemId item);

 private:
  base::Duration time_for(const entity::Partner& maker, entity::ItemId item);
  base::Duration wait_for(const Sources& sources, entity::ItemId input);

  const scenario::Scenario& scenario_;
  const entity::Items& items_;
  std::function<const Sources&(entity::EntityId)> sources_of_;
  std::map<std::pair<entity::EntityId, entity::ItemId>, base::Duration> known_;
};

}  // namespace aibelt::engine
