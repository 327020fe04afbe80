#include "actors.hpp"

#include <algorithm>

namespace aibelt::engine {
std::vector<Actor> actors_of(const scenario::Scenario& scenario) {
  std::vector<Actor> actors;
  for (const auto& [section, entries] : scenario.sections) {
    for (const auto& [name, entry] : entries) {
      if (const auto* spec = dynamic_cast<const entity::ActorSpec*>(entry.spec.get())) {
        actors.push_back({name, scenario::child_path(section, name), spec});
      }
    }
  }
  std::stable_sort(actors.begin(), actors.end(), [](const Actor& a, const Actor& b) { return a.name < b.name; });
  return actors;
}

}  // namespace aibelt::engine
