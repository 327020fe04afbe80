#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <vector>

#include "aibelt/entity/setting.hpp"

namespace aibelt::entity {

/// Splits what an entity orders among those who can deliver it, and keeps count of what is still to come.
///
/// A source is given weight by what it can deliver at the due date; one that has been late for a fortnight, by what it has
/// lately delivered instead, so that orders move to those who have something left.
class Purchasing {
 public:
  explicit Purchasing(const Setting& setting);

  /// Orders `quantity` of `item` for `due`; whole units, the remainders carried over from order to order.
  void order(ItemId item, std::int64_t quantity, base::SimTime due, Desk& desk);

  /// Notes what has arrived now from `from`.
  void note_arrival(EntityId from, const Shipment& shipment, base::SimTime now);

  /// Ordered and not yet arrived.
  std::int64_t on_order(ItemId item) const;

 private:
  struct Open {
    base::SimTime due;
    std::int64_t quantity;
  };
  struct Source {
    EntityId id;
    const ActorSpec* spec;
    double credit = 0;       ///< what its share of all orders so far exceeds the orders it got by
    std::deque<Open> open;   ///< as ordered
    double rate = 0;         ///< lately delivered a second
    base::SimTime rated_at;  ///< when `rate` was last brought up to date
    base::SimTime first_order = base::kNever;
  };
  struct Line {
    std::vector<Source> sources;
    std::int64_t on_order = 0;
  };

  double weight(const Source& source, const Item& item, base::SimTime due, base::SimTime now) const;
  std::vector<std::int64_t> split(Line& line, const Item& item, std::int64_t quantity, base::SimTime due,
                                  base::SimTime now) const;

  const scenario::Scenario& scenario_;
  const Items& items_;
  std::map<ItemId, Line> lines_;
};

}  // namespace aibelt::entity
