#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "aibelt/entity/setting.hpp"

namespace aibelt::entity {

/// Splits what an entity orders among those who can deliver it, in proportion to what each can deliver when it is due, and keeps
/// count of what is still to come.
class Purchasing {
 public:
  explicit Purchasing(const Setting& setting);

  /// Orders `quantity` of `item` for `due`; whole units, the remainders carried over from order to order.
  void order(ItemId item, std::int64_t quantity, base::SimTime due, Desk& desk);

  void note_arrival(const Shipment& shipment);

  /// Ordered and not yet arrived.
  std::int64_t on_order(ItemId item) const;

 private:
  struct Source {
    EntityId id;
    const ActorSpec* spec;
    double credit = 0;  ///< what its share of all orders so far exceeds the orders it got by
  };
  struct Line {
    std::vector<Source> sources;
    std::int64_t on_order = 0;
  };

  std::vector<std::int64_t> split(Line& line, const Item& item, std::int64_t quantity, base::SimTime due) const;

  const scenario::Scenario& scenario_;
  const Items& items_;
  std::map<ItemId, Line> lines_;
};

}  // namespace aibelt::entity
