#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <vector>

#include "aibelt/entity/setting.hpp"

namespace aibelt::entity {

/// Splits what an entity orders among those who can deliver it, and keeps count of what is still to come.
///
/// An order is expected when it is due, though no earlier than its source delivers at its usual pace. A source is thought to deliver
/// what it can by then; one that has been late for a fortnight, what it has lately delivered where the order is due soon, evenly more
/// up to what it can where the order is due when it has caught up, so that orders move to those who have something left and come
/// back. It is asked for a fiftieth of what it can in any case, so that it is tried again. Whose product the buyer does not take by
/// then gets no order; where that is everybody, the order is for when the first of them is qualified.
class Purchasing {
 public:
  explicit Purchasing(const Setting& setting);

  /// Orders `quantity` of `item` for `due`; whole units, the remainders carried over from order to order.
  void order(ItemId item, std::int64_t quantity, base::SimTime due, Desk& desk);

  /// Withdraws up to `quantity` of what was ordered and has not arrived, the latest orders first; returns how much. What has left by
  /// the time the word arrives comes all the same, and counts as on order again from when the answer is here.
  std::int64_t cancel(ItemId item, std::int64_t quantity, Desk& desk);

  /// Notes what has arrived now from `from`: goods, word of goods lost on the way, or the answer to a withdrawal.
  void note_arrival(EntityId from, const Shipment& shipment, base::SimTime now);

  /// Ordered and neither arrived, lost nor withdrawn.
  std::int64_t on_order(ItemId item) const;

 private:
  struct Open {
    base::SimTime expected;
    base::SimTime due;
    std::int64_t quantity;
  };
  struct Source {
    Partner partner;
    base::Duration usual_time;       ///< from order to arrival, where nothing is in its way
    base::SimTime qualified;         ///< orders are due no earlier
    double credit = 0;               ///< what its share of all orders so far exceeds the orders it got by
    std::deque<Open> open;           ///< in the order in which they are expected
    std::deque<std::int64_t> asked;  ///< withdrawals not yet answered
    double rate = 0;                 ///< lately delivered a second
    base::SimTime rated_at;          ///< when `rate` was last brought up to date
    base::SimTime first_order = base::kNever;
    std::map<std::chrono::weeks, std::int64_t> booked;  ///< ordered, by the week of the due date since 1970

    /// When goods ordered at `now` for `due` can be here.
    base::SimTime expected(base::SimTime due, base::SimTime now) const;
    /// Expected by `now` and not here.
    std::int64_t overdue(base::SimTime now) const;
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
