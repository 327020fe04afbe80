#pragma once

#include <compare>
#include <string>
#include <string_view>
#include <vector>

#include "aibelt/entity/message.hpp"

namespace aibelt::entity {

/// What kind of goods an item is; also its unit.
enum class Good { wafer, die, base_die, stack, package, rack, part };

std::string_view unit_of(Good good);

/// One kind of goods of one product, such as stacks of `hbm4_12`.
struct Item {
  Good good = Good::wafer;
  std::string product;

  friend auto operator<=>(const Item&, const Item&) = default;
};

/// Every item of a run; an ItemId is its position in the order of (good, product).
class Items {
 public:
  Items() = default;
  explicit Items(std::vector<Item> items);

  std::size_t size() const { return items_.size(); }
  const Item& operator[](ItemId id) const { return items_[static_cast<std::size_t>(id.index)]; }
  /// LogicError when there is no such item.
  ItemId find(Good good, std::string_view product) const;

 private:
  std::vector<Item> items_;
};

}  // namespace aibelt::entity
