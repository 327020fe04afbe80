#pragma once

#include <vector>

#include "aibelt/product/products.hpp"
#include "recipe.hpp"

namespace aibelt::supply {

/// The parts of a kit, by name.
inline std::vector<entity::Item> items_of(const product::Kit& kit) {
  std::vector<entity::Item> items;
  for (const auto& [part, count] : kit) {
    items.push_back({entity::Good::part, part});
  }
  return items;
}

/// Lets each unit of work take in a kit.
inline void add_kit(const product::Kit& kit, const entity::Items& items, Recipe& recipe) {
  for (const auto& [part, count] : kit) {
    recipe.inputs.push_back({items.find(entity::Good::part, part), count});
  }
}

}  // namespace aibelt::supply
