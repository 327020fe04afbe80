#include <algorithm>
#include <cmath>

#include "plant.hpp"

// Inputs ordered by a policy instead of lot for lot.
namespace aibelt::supply {

void Plant::open_ordering(const entity::Setting& setting) {
  if (!plan_.ordering) {
    return;
  }
  for (const Stock& stock : stocks_) {
    replenishments_.emplace_back(*plan_.ordering, stock.item, setting, ledger_, plan_.order_lot);
  }
  next_review_ = setting.scenario.from + plan_.ordering->review_at;
}

/// Decides on every input on the first morning on or after each review; every morning where there is no period.
void Plant::review_inputs(entity::Desk& desk) {
  if (desk.now() < next_review_) {
    return;
  }
  const base::Duration period = std::max<base::Duration>(plan_.ordering->review, base::kDay);
  while (next_review_ <= desk.now()) {
    next_review_ += period;
  }
  const std::vector<Needs> work = work_called_for(desk.now());
  for (std::size_t i = 0; i < stocks_.size(); ++i) {
    review_input(i, needs_of(i, work), desk);
  }
}

/// The demand for an input is what the work wanted by now takes of it; what of that has not been used is owed.
void Plant::review_input(std::size_t index, const Needs& needs, entity::Desk& desk) {
  Stock& stock = stocks_[index];
  const std::int64_t wanted = wanted_today(index, desk.now());
  const std::int64_t asked = std::max(stock.asked, stock.got - stock.on_hand + wanted);
  replenishments_[index].note_demand(asked - stock.asked);
  stock.asked = asked;
  const auto known = [&](base::SimTime from, base::SimTime to) {
    double sum = 0;
    for (const Need& need : needs) {
      sum += need.due > desk.now() && need.due >= from && need.due < to ? need.quantity : 0;
    }
    return static_cast<std::int64_t>(std::min(std::ceil(sum - kRounding), kMostOrdered));
  };
  replenishments_[index].decide({stock.on_hand, wanted, known}, purchasing_, desk, ledger_);
}

/// What the work whose date has come takes of an input.
std::int64_t Plant::wanted_today(std::size_t stock, base::SimTime now) {
  std::int64_t wanted = 0;
  for (Work& work : works_) {
    const std::int64_t units = work.recipe.is_filler ? 0 : units_wanted(work, now);
    for (std::size_t i = 0; i < work.stocks.size(); ++i) {
      wanted += work.stocks[i] == stock ? units * work.recipe.inputs[i].per_unit : 0;
    }
  }
  return wanted;
}

}  // namespace aibelt::supply
