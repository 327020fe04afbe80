#pragma once

#include <cstdint>
#include <deque>
#include <optional>

namespace aibelt::datacenter {

/// The crew that repairs nodes, first come first served.
class RepairShop {
 public:
  /// Repairs `crew` nodes at one time, or as many as come.
  explicit RepairShop(std::optional<std::int64_t> crew) : n_free_(crew) {}

  struct Order {
    std::int32_t node;
    std::int32_t cause;
    bool is_replacement;
  };

  void submit(Order order) { waiting_.push_back(order); }

  /// The next order that somebody is free for, who then is busy until `finish`.
  std::optional<Order> begin() {
    if (waiting_.empty() || n_free_ == 0) {
      return std::nullopt;
    }
    const Order order = waiting_.front();
    waiting_.pop_front();
    if (n_free_) {
      --*n_free_;
    }
    return order;
  }

  void finish() {
    if (n_free_) {
      ++*n_free_;
    }
  }

 private:
  std::optional<std::int64_t> n_free_;  ///< nullopt: never too few
  std::deque<Order> waiting_;
};

}  // namespace aibelt::datacenter
