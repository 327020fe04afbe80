#pragma once

#include <cstdint>
#include <memory>
#include <variant>

#include "aibelt/base/id.hpp"
#include "aibelt/base/time.hpp"

namespace aibelt::entity {

class Entity;
using EntityId = base::Id<Entity>;

struct Item;
using ItemId = base::Id<Item>;

/// Goods on their way; they belong to the receiver from the moment they arrive. One that brings nothing and lost nothing answers a
/// withdrawal.
struct Shipment {
  ItemId item;
  std::int64_t quantity = 0;
  std::int64_t withdrawn = 0;  ///< ordered units that will not come since the receiver withdrew them
  std::int64_t lost = 0;       ///< units that left with these and were lost on the way

  bool is_answer() const { return quantity == 0 && lost == 0; }
};

/// A call for `quantity` of `item` to be at the sender's door by `due`. Below zero it withdraws that much of what was ordered and has
/// not been shipped, what is due last first, and is answered by a Shipment without goods.
struct Order {
  ItemId item;
  std::int64_t quantity = 0;
  base::SimTime due;
};

/// The sender has `change` more (or fewer) accelerators of `item` at work.
struct LiveChange {
  ItemId item;
  std::int64_t change = 0;
};

/// What only its sender and its receiver understand; the module of the two derives it.
struct Payload {
  virtual ~Payload() = default;
};
struct Notice {
  std::shared_ptr<const Payload> payload;
};

/// A call to carry `bytes` of data over the fibre between two of its places, for `tag` of the sender.
struct Transfer {
  std::int32_t from = 0;  ///< index of a place, in the order of names
  std::int32_t to = 0;
  double bytes = 0;
  std::int64_t tag = 0;
};

/// The transfer of that tag has arrived whole; its last byte came at `at`, no later than this message.
struct Delivered {
  std::int64_t tag = 0;
  base::SimTime at;
};

using Content = std::variant<Shipment, Order, LiveChange, Notice, Transfer, Delivered>;

/// What one entity tells another; delivered when the receiver's clock reaches `arrives`.
struct Message {
  base::SimTime arrives;
  EntityId from;
  std::int64_t sequence = 0;  ///< counts the sender's messages
  EntityId to;
  Content content;
};

/// Delivery order: by date, then by sender's name, then as sent.
inline bool is_earlier(const Message& a, const Message& b) {
  if (a.arrives != b.arrives) {
    return a.arrives < b.arrives;
  }
  return a.from != b.from ? a.from < b.from : a.sequence < b.sequence;
}

}  // namespace aibelt::entity
