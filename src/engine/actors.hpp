#pragma once

#include <string>
#include <vector>

#include "aibelt/entity/setting.hpp"
#include "aibelt/network/lanes.hpp"

namespace aibelt::engine {

/// A scenario entry that takes part in the run.
struct Actor {
  std::string name;
  std::string path;
  const entity::ActorSpec* spec = nullptr;
};

/// Every actor of the scenario in the order of names.
std::vector<Actor> actors_of(const scenario::Scenario& scenario);

/// The actor as the network sees it.
network::Node node_of(const Actor& actor, const scenario::Scenario& scenario);

/// `hbm4_12 stacks` and the like.
std::string text_of(const entity::Item& item);

}  // namespace aibelt::engine
