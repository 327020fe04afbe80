#pragma once

#include <string>
#include <vector>

#include "aibelt/entity/setting.hpp"

namespace aibelt::engine {

/// A scenario entry that takes part in the run.
struct Actor {
  std::string name;
  std::string path;
  const entity::ActorSpec* spec = nullptr;
};

/// Every actor of the scenario in the order of names.
std::vector<Actor> actors_of(const scenario::Scenario& scenario);

}  // namespace aibelt::engine
