#include "aibelt/entity/item.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "aibelt/base/error.hpp"

namespace aibelt::entity {

std::string_view unit_of(Good good) {
  constexpr std::array<std::string_view, 7> units = {"wafers",   "dies",  "base_dies", "stacks",
                                                     "packages", "racks", "parts"};
  return units[static_cast<std::size_t>(good)];
}

Items::Items(std::vector<Item> items) : items_(std::move(items)) {
  std::sort(items_.begin(), items_.end());
  items_.erase(std::unique(items_.begin(), items_.end()), items_.end());
}

ItemId Items::find(Good good, std::string_view product) const {
  const Item wanted{good, std::string(product)};
  const auto found = std::lower_bound(items_.begin(), items_.end(), wanted);
  base::ensure(found != items_.end() && *found == wanted, fmt::format("no {} of {}", unit_of(good), product));
  return ItemId{static_cast<std::int32_t>(found - items_.begin())};
}

}  // namespace aibelt::entity
