#include "actors.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace aibelt::engine {
namespace {

std::vector<std::string> texts_of(const std::vector<entity::Item>& items) {
  std::vector<std::string> texts;
  for (const entity::Item& item : items) {
    if (const std::string text = text_of(item); std::find(texts.begin(), texts.end(), text) == texts.end()) {
      texts.push_back(text);
    }
  }
  return texts;
}

}  // namespace

std::string text_of(const entity::Item& item) { return fmt::format("{} {}", item.product, entity::unit_of(item.good)); }

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

network::Node node_of(const Actor& actor, const scenario::Scenario& scenario) {
  return {actor.name, actor.path, texts_of(actor.spec->produces(scenario)), texts_of(actor.spec->consumes(scenario))};
}

}  // namespace aibelt::engine
