#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <vector>

#include "aibelt/base/time.hpp"
#include "aibelt/entity/message.hpp"

namespace aibelt::supply {

/// One customer's open order.
struct Line {
  base::SimTime leaves;  ///< when it must be shipped to arrive when due
  entity::EntityId customer;
  std::int64_t open = 0;
};

/// Open orders for one item, those that must leave first in front.
class OrderBook {
 public:
  void add(entity::EntityId customer, std::int64_t quantity, base::SimTime leaves);

  /// Open quantity that must have left by `now`, by customer.
  const std::map<entity::EntityId, std::int64_t>& due(base::SimTime now);

  /// Takes `quantity` off the customer's earliest lines.
  void fill(entity::EntityId customer, std::int64_t quantity);

  /// Every open line in order; the customers' own lines are in order, too.
  const std::deque<Line>& lines() const { return lines_; }

  std::int64_t open() const { return open_; }
  std::int64_t overdue() const { return overdue_; }

 private:
  void drop_empty_lines();

  std::deque<Line> lines_;
  std::size_t n_due_ = 0;  ///< lines in front that `due` has counted
  std::map<entity::EntityId, std::int64_t> due_;
  std::int64_t open_ = 0;
  std::int64_t overdue_ = 0;
};

}  // namespace aibelt::supply
