#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <vector>

#include "aibelt/entity/setting.hpp"

namespace aibelt::entity {

/// Splits what an entity orders among those who can deliver it, and keeps count of what is still to come.
///
/// A source is thought to deliver what it can at the due date; one that has been late for a fortnight, what it has lately delivered
/// instead, so that orders move to those who have something left. Whose product the buyer does not take by then gets no order; where
/// that is everybody, the order is for when the first of them is qualified.
class Purchasing {
 public:
  explicit Purchasing(const Setting& setting);

  /// Orders `quantity` of `item` for `due`; whole units, the remainders carried over from order to order.
  void order(ItemId item, std::int64_t quantity, base::SimTime due, Desk& desk);

  /// Withdraws up to `quantity` of what was ordered and has not arrived, the latest orders first; returns how much. What has left by
  /// the time the word arrives comes all the same, and counts as on order again from when the answer is here.
  std::int64_t cancel(ItemId item, std::int64_t quantity, Desk& desk);

  /// Notes what has arrived now from `from`: goods, or the answer to a withdrawal.
  void note_arrival(EntityId from, const Shipment& shipment, base::SimTime now);

  /// Ordered and neither arrived nor withdrawn.
  std::int64_t on_order(ItemId item) const;

 private:
  struct Open {
    base::SimTime due;
    std::int64_t quantity;
  };
  struct Source {
    EntityId id;
    const ActorSpec* spec;
    base::Duration order_time;
    std::int64_t preference;
    base::SimTime qualified;         ///< orders are due no earlier
    double credit = 0;               ///< what its share of all orders so far exceeds the orders it got by
    std::deque<Open> open;           ///< as ordered
    std::deque<std::int64_t> asked;  ///< withdrawals not yet answered
    double rate = 0;                 ///< lately delivered a second
    base::SimTime rated_at;          ///< when `rate` was last brought up to date
    base::SimTime first_order = base::kNever;
    std::map<base::Month, std::int64_t> booked;  ///< ordered, by the month of the due date
  };
  struct Line {
    std::vector<Source> sources;
    std::int64_t on_order = 0;
  };

  Line& line_of(ItemId item);
  double weight(const Source& source, const Item& item, base::SimTime due, base::SimTime now) const;
  std::vector<std::int64_t> split(Line& line, const Item& item, std::int64_t quantity, base::SimTime due,
                                  base::SimTime now) const;
  void place(Source& source, const Order& order, Desk& desk);
  std::int64_t withdraw(Source& source, ItemId item, std::int64_t quantity, Desk& desk);

  const scenario::Scenario& scenario_;
  const Items& items_;
  std::shared_ptr<const Sourcing> sourcing_;
  std::map<ItemId, Line> lines_;
};

}  // namespace aibelt::entity
