#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <vector>

#include "aibelt/base/time.hpp"
#include "aibelt/entity/message.hpp"

namespace aibelt::supply {

/// Under which contract an order stands; of a customer's lines those listed first are filled first.
enum class Terms { firm, letter_of_intent, spot, none };
inline constexpr std::size_t kTerms = 4;

/// One customer's open order, or the part of it that stands under one contract.
struct Line {
  base::SimTime leaves;  ///< when it must be shipped to arrive when due
  entity::EntityId customer;
  std::int64_t open = 0;
  Terms terms = Terms::none;
  std::int64_t quantity = 0;  ///< as ordered, less what was cancelled
  base::SimTime taken;        ///< when the order came in

  /// When it can be shipped at the earliest without being early: nobody can be late before the order is there.
  base::SimTime date() const { return leaves > taken ? leaves : taken; }
};

/// Open orders for one item, those that must leave first in front.
class OrderBook {
 public:
  void add(entity::EntityId customer, std::int64_t quantity, base::SimTime leaves, Terms terms = Terms::none,
           base::SimTime taken = base::SimTime::min());

  /// Open quantity that must have left by `now`, by customer.
  const std::map<entity::EntityId, std::int64_t>& due(base::SimTime now);

  /// The part of the customer's due quantity that stands under firm contracts.
  std::int64_t firm_due(entity::EntityId customer) const;

  /// What is open under firm contracts of lines that must leave by `when`.
  std::int64_t firm_open(base::SimTime when) const;

  /// The lines that the last call of `due` found, with what is left open of them now.
  const std::vector<Line>& newly_due() const { return fresh_; }

  /// Takes `quantity`, no more than is due, off the customer's due lines: firm ones first, then by date.
  void fill(entity::EntityId customer, std::int64_t quantity);

  /// Takes up to `quantity` off the customer's lines, those that must leave last first, and returns how much that was.
  std::int64_t cancel(entity::EntityId customer, std::int64_t quantity);

  /// Every open line in order; the customers' own lines are in order, too.
  const std::deque<Line>& lines() const { return lines_; }

  /// How many of the lines in front `due` has found.
  std::size_t n_due() const { return n_due_; }

  std::int64_t open() const { return open_; }
  std::int64_t overdue() const { return overdue_; }

 private:
  std::int64_t fill(entity::EntityId customer, std::int64_t quantity, Terms terms);
  void take(std::size_t place, std::int64_t part);
  Line* fresh(std::size_t place);
  std::int64_t& due_under(entity::EntityId customer, Terms terms);
  void drop_empty_lines();
  void forget_empty_lines();

  std::deque<Line> lines_;
  std::size_t n_due_ = 0;        ///< lines in front that `due` has counted
  std::size_t n_dropped_ = 0;    ///< lines ever dropped in front
  std::size_t first_fresh_ = 0;  ///< lines before the first of `fresh_`, dropped ones included
  std::vector<Line> fresh_;
  std::size_t n_empty_ = 0;  ///< of the lines that `due` has counted, those with nothing open
  std::map<entity::EntityId, std::int64_t> due_;
  std::map<entity::EntityId, std::array<std::int64_t, kTerms>> due_under_;  ///< of each of the terms
  std::int64_t firm_overdue_ = 0;
  std::int64_t open_ = 0;
  std::int64_t overdue_ = 0;
  bool has_terms_ = false;
};

}  // namespace aibelt::supply
