#include "order_book.hpp"

#include <algorithm>

namespace aibelt::supply {

void OrderBook::add(entity::EntityId customer, std::int64_t quantity, base::SimTime leaves) {
  const auto place = std::upper_bound(lines_.begin() + static_cast<std::ptrdiff_t>(n_due_), lines_.end(), leaves,
                                      [](base::SimTime when, const Line& line) { return when < line.leaves; });
  lines_.insert(place, {leaves, customer, quantity});
  open_ += quantity;
}

const std::map<entity::EntityId, std::int64_t>& OrderBook::due(base::SimTime now) {
  for (; n_due_ < lines_.size() && lines_[n_due_].leaves <= now; ++n_due_) {
    due_[lines_[n_due_].customer] += lines_[n_due_].open;
    overdue_ += lines_[n_due_].open;
  }
  return due_;
}

void OrderBook::fill(entity::EntityId customer, std::int64_t quantity) {
  due_[customer] -= quantity;
  overdue_ -= quantity;
  open_ -= quantity;
  for (std::size_t i = 0; quantity > 0 && i < n_due_; ++i) {
    Line& line = lines_[i];
    if (line.customer == customer) {
      const std::int64_t part = std::min(line.open, quantity);
      line.open -= part;
      quantity -= part;
    }
  }
  drop_empty_lines();
}

void OrderBook::drop_empty_lines() {
  while (!lines_.empty() && n_due_ > 0 && lines_.front().open == 0) {
    lines_.pop_front();
    --n_due_;
  }
}

}  // namespace aibelt::supply
