#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "aibelt/entity/entity.hpp"
#include "aibelt/entity/flows.hpp"
#include "aibelt/entity/item.hpp"
#include "aibelt/record/rows.hpp"

namespace aibelt::entity {

/// One entity of a run; its EntityId is its position in the cast.
struct Member {
  std::string name;
  std::unique_ptr<Entity> entity;
  base::Duration lookahead;  ///< whole seconds, at least one: no message reaches it sooner after it was sent
};

/// All entities of a run in the order of their names, with the series they write.
struct Cast {
  std::vector<Member> members;
  std::vector<record::Series> series;
  std::shared_ptr<const Items> items;  ///< what the entities' item ids mean
  std::optional<FlowLayout> layout;    ///< of the run's fibre, where it has any
};

}  // namespace aibelt::entity
