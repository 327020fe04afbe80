#include "replenishment.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "aibelt/base/error.hpp"

namespace aibelt::supply {

Replenishment::Replenishment(const OrderingPlan& plan, entity::ItemId item, const entity::Setting& setting,
                             entity::Ledger& ledger, std::int64_t lot)
    : plan_(&plan),
      policy_(plan.policy),
      item_(item),
      lot_(lot),
      start_(setting.scenario.from),
      random_(static_cast<std::uint64_t>(setting.scenario.seed),
              fmt::format("{}/{}/{}/{}/ordering", ledger.stage(), ledger.place(), setting.items[item].product,
                          entity::unit_of(setting.items[item].good))),
      orders_placed_(ledger.total(setting.items[item].product, "orders_placed",
                                  std::string(entity::unit_of(setting.items[item].good)))) {
  const auto sources = setting.sources.find(item);
  base::ensure(sources != setting.sources.end(), "an item is to be ordered that nobody delivers");
  for (const entity::Partner& source : sources->second) {
    lead_time_ = std::max(lead_time_, source.order_time + source.lead_time);
  }
  if (auto fitted = policy_->fitted(lead_time_, plan.review)) {
    policy_ = std::move(fitted);
  }
}

void Replenishment::note_arrival(const entity::Shipment& shipment, base::SimTime now) {
  if (plan_->most_inflated.in_base_units() > 1) {
    received_.add(shipment.quantity, now);
    forget_expected(shipment.quantity + shipment.lost, false);
  }
}

/// Takes `quantity` off the deliveries that are expected first, or last.
void Replenishment::forget_expected(std::int64_t quantity, bool last_first) {
  while (quantity > 0 && !expected_.empty()) {
    Expected& next = last_first ? expected_.back() : expected_.front();
    const std::int64_t part = std::min(quantity, next.quantity);
    next.quantity -= part;
    quantity -= part;
    if (next.quantity == 0) {
      last_first ? expected_.pop_back() : expected_.pop_front();
    }
  }
}

void Replenishment::decide(const State& state, entity::Purchasing& purchasing, entity::Desk& desk,
                           entity::Ledger& ledger) {
  end_period();
  withdraw_surplus(inflation(desk.now()), purchasing, desk, ledger);
  const std::int64_t wanted = to_order(state, purchasing.on_order(item_), desk.now());
  const std::int64_t quantity = (wanted + lot_ - 1) / lot_ * lot_;
  if (quantity > 0) {
    const base::SimTime due = desk.now() + lead_time_;
    purchasing.order(item_, quantity, due, desk);
    ledger.add(orders_placed_, static_cast<double>(quantity));
    if (plan_->most_inflated.in_base_units() > 1) {
      expected_.push_back({due, quantity});
    }
  }
}

void Replenishment::end_period() {
  if (is_continuous() || policy_->memory() == 0) {
    return;
  }
  demand_.push_back(demand_now_);
  demand_now_ = 0;
  if (demand_.size() > policy_->memory()) {
    demand_.erase(demand_.begin());
  }
}

std::int64_t Replenishment::to_order(const State& state, std::int64_t on_order, base::SimTime now) {
  if (plan_->opening_plan && now < plan_->opening_plan->until) {
    return policy::planned(plan_->opening_plan->plan, start_, now, plan_->review);
  }
  std::vector<std::int64_t> known;
  const std::size_t horizon = policy_->horizon(policy::periods_in(lead_time_, plan_->review));
  for (std::size_t k = 0; k < horizon; ++k) {
    const base::SimTime from = now + static_cast<std::int64_t>(k) * plan_->review;
    known.push_back(state.known(from, from + plan_->review));
  }
  // Of an inflated order only its real part is believed to come.
  const auto believed = static_cast<std::int64_t>(std::llround(static_cast<double>(on_order) / inflation_));
  const std::int64_t wanted = policy_->decide({.start = start_,
                                               .now = now,
                                               .period = plan_->review,
                                               .lead_time = lead_time_,
                                               .stock = state.stock,
                                               .backlog = state.backlog,
                                               .on_order = believed,
                                               .demand = demand_,
                                               .known = known},
                                              random_);
  base::ensure(wanted >= 0, "an ordering policy orders less than nothing");
  return std::llround(static_cast<double>(wanted) * inflation_);
}

/// The inverse of the share of what was due lately that has come, within the plan's bound.
double Replenishment::inflation(base::SimTime now) {
  const double most = plan_->most_inflated.in_base_units();
  if (most <= 1) {
    return 1;
  }
  std::int64_t overdue = 0;
  for (auto order = expected_.begin(); order != expected_.end() && order->due < now; ++order) {
    overdue += order->quantity;
  }
  const auto came = static_cast<double>(received_.sum(plan_->fill_window, now));
  return overdue == 0 ? 1 : came > 0 ? std::min(most, (came + static_cast<double>(overdue)) / came) : most;
}

/// Takes back what is on order only because orders were inflated more than they are now, where the plan says so.
void Replenishment::withdraw_surplus(double inflation, entity::Purchasing& purchasing, entity::Desk& desk,
                                     entity::Ledger& ledger) {
  if (plan_->withdraws && inflation < inflation_) {
    const auto on_order = static_cast<double>(purchasing.on_order(item_));
    const auto surplus = static_cast<std::int64_t>(on_order * (1 - inflation / inflation_));
    if (surplus > 0) {
      const std::int64_t withdrawn = purchasing.cancel(item_, surplus, desk);
      forget_expected(withdrawn, true);
      ledger.add(orders_placed_, -static_cast<double>(withdrawn));
    }
  }
  inflation_ = inflation;
}

}  // namespace aibelt::supply
