#include "order_book.hpp"

#include <algorithm>

namespace aibelt::supply {

void OrderBook::add(entity::EntityId customer, std::int64_t quantity, base::SimTime leaves, Terms terms,
                    base::SimTime taken) {
  const auto place = std::upper_bound(lines_.begin() + static_cast<std::ptrdiff_t>(n_due_), lines_.end(), leaves,
                                      [](base::SimTime when, const Line& line) { return when < line.leaves; });
  lines_.insert(place, {leaves, customer, quantity, terms, quantity, taken});
  open_ += quantity;
  has_terms_ = has_terms_ || terms != Terms::none;
}

const std::map<entity::EntityId, std::int64_t>& OrderBook::due(base::SimTime now) {
  fresh_.clear();
  forget_empty_lines();
  first_fresh_ = n_dropped_ + n_due_;
  for (; n_due_ < lines_.size() && lines_[n_due_].leaves <= now; ++n_due_) {
    const Line& line = lines_[n_due_];
    due_[line.customer] += line.open;
    overdue_ += line.open;
    due_under(line.customer, line.terms) += line.open;
    firm_overdue_ += line.terms == Terms::firm ? line.open : 0;
    n_empty_ += line.open == 0 ? 1 : 0;
    fresh_.push_back(line);
  }
  return due_;
}

std::int64_t OrderBook::firm_due(entity::EntityId customer) const {
  const auto found = due_under_.find(customer);
  return found == due_under_.end() ? 0 : found->second[static_cast<std::size_t>(Terms::firm)];
}

std::int64_t OrderBook::firm_open(base::SimTime when) const {
  std::int64_t sum = firm_overdue_;
  for (std::size_t i = n_due_; has_terms_ && i < lines_.size() && lines_[i].leaves <= when; ++i) {
    sum += lines_[i].terms == Terms::firm ? lines_[i].open : 0;
  }
  return sum;
}

void OrderBook::fill(entity::EntityId customer, std::int64_t quantity) {
  for (const Terms terms : {Terms::firm, Terms::letter_of_intent, Terms::spot}) {
    quantity = has_terms_ ? fill(customer, quantity, terms) : quantity;
  }
  fill(customer, quantity, Terms::none);
  drop_empty_lines();
}

std::int64_t OrderBook::fill(entity::EntityId customer, std::int64_t quantity, Terms terms) {
  std::int64_t left = std::min(quantity, due_under(customer, terms));
  quantity -= left;
  for (std::size_t i = 0; left > 0 && i < n_due_; ++i) {
    if (lines_[i].customer == customer && lines_[i].terms == terms) {
      const std::int64_t part = std::min(lines_[i].open, left);
      take(i, part);
      left -= part;
    }
  }
  return quantity;
}

std::int64_t OrderBook::cancel(entity::EntityId customer, std::int64_t quantity) {
  std::int64_t left = quantity;
  for (std::size_t i = lines_.size(); left > 0 && i-- > 0;) {
    if (lines_[i].customer == customer) {
      const std::int64_t part = std::min(lines_[i].open, left);
      if (Line* line = fresh(i)) {
        line->quantity -= part;
      }
      lines_[i].quantity -= part;
      take(i, part);
      left -= part;
    }
  }
  drop_empty_lines();
  return quantity - left;
}

/// Takes `part` off the line at `place` and off every sum it is counted in.
void OrderBook::take(std::size_t place, std::int64_t part) {
  Line& line = lines_[place];
  line.open -= part;
  open_ -= part;
  if (place >= n_due_) {
    return;
  }
  due_[line.customer] -= part;
  overdue_ -= part;
  due_under(line.customer, line.terms) -= part;
  firm_overdue_ -= line.terms == Terms::firm ? part : 0;
  n_empty_ += part > 0 && line.open == 0 ? 1 : 0;
  if (Line* copy = fresh(place)) {
    copy->open -= part;
  }
}

/// The copy of the line at `place` among those newly due; null for others.
Line* OrderBook::fresh(std::size_t place) {
  const std::size_t number = n_dropped_ + place;
  return number >= first_fresh_ && number - first_fresh_ < fresh_.size() ? &fresh_[number - first_fresh_] : nullptr;
}

void OrderBook::drop_empty_lines() {
  while (!lines_.empty() && n_due_ > 0 && lines_.front().open == 0) {
    lines_.pop_front();
    --n_due_;
    --n_empty_;
    ++n_dropped_;
  }
}

/// Where lines that wait stand between many with nothing open, as under terms that come last, those go; no line is newly due then.
void OrderBook::forget_empty_lines() {
  if (2 * n_empty_ <= n_due_) {
    return;
  }
  const auto end_of_due = lines_.begin() + static_cast<std::ptrdiff_t>(n_due_);
  lines_.erase(std::remove_if(lines_.begin(), end_of_due, [](const Line& line) { return line.open == 0; }), end_of_due);
  n_due_ -= n_empty_;
  n_dropped_ += n_empty_;
  n_empty_ = 0;
}

std::int64_t& OrderBook::due_under(entity::EntityId customer, Terms terms) {
  return due_under_[customer][static_cast<std::size_t>(terms)];
}

}  // namespace aibelt::supply
