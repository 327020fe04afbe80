#include <algorithm>
#include <cmath>

#include "plant.hpp"

// What a plant orders: inputs for the work its order book calls for, planned against its capacity.
namespace aibelt::supply {
namespace {

constexpr double kLongestPlan = 3650;  // days one order line may take in the plan
// Work whose turn comes later is left unplanned until it comes nearer; longer than any lead time from wafer to rack.
constexpr base::Duration kPlanningWindow = std::chrono::days{730};

}  // namespace

void Plant::order_inputs(entity::Desk& desk) {
  for (std::size_t i = 0; i < stocks_.size(); ++i) {
    order_input(i, desk);
  }
}

/// Orders what the open order lines need of one input beyond what is here or on its way, each part for when its work can start.
void Plant::order_input(std::size_t stock_index, entity::Desk& desk) {
  std::vector<Need> needs = needs_of(stock_index, desk.now());
  std::stable_sort(needs.begin(), needs.end(), [](const Need& a, const Need& b) { return a.due < b.due; });
  const Stock& stock = stocks_[stock_index];
  double needed = 0;
  std::int64_t covered = stock.on_hand + purchasing_.on_order(stock.item);
  for (const Need& need : needs) {
    needed += need.quantity;
    const auto missing = static_cast<std::int64_t>(std::min(std::ceil(needed - kRounding), kMostOrdered)) - covered;
    if (missing > 0) {
      const std::int64_t lots = (missing + plan_.order_lot - 1) / plan_.order_lot;
      purchasing_.order(stock.item, lots * plan_.order_lot, need.due, desk);
      if (stock.orders_placed) {
        ledger_.add(*stock.orders_placed, static_cast<double>(lots * plan_.order_lot));
      }
      covered += lots * plan_.order_lot;
    }
  }
}

/// What the open lines of all recipes still need of one input.
std::vector<Plant::Need> Plant::needs_of(std::size_t stock, base::SimTime now) const {
  std::vector<Need> needs;
  for (const Work& work : works_) {
    for (std::size_t i = 0; i < work.stocks.size(); ++i) {
      if (work.stocks[i] == stock) {
        add_needs(work, work.recipe.inputs[i].per_unit, now, needs);
      }
    }
  }
  return needs;
}

/// What the open lines of one recipe still need of an input, at the dates at which their work must start. Where the plant cannot
/// keep up, a line's date is when its turn comes (finite loading), so that inputs do not pile up in front of a bottleneck.
void Plant::add_needs(const Work& work, std::int64_t per_unit, base::SimTime now, std::vector<Need>& needs) const {
  const double of_capacity = share_of_load(work, now);
  double covered = static_cast<double>(work.stock) + work.expected;
  base::SimTime turn = now;
  for (const Line& line : work.book.lines()) {
    const double open = static_cast<double>(line.open) - covered;
    covered = std::max(0.0, -open);
    if (open <= 0) {
      continue;
    }
    if (turn > now + kPlanningWindow) {
      return;
    }
    const base::SimTime due = std::max(line.leaves - work.recipe.cycle_time, turn) - plan_.cover;
    const double outcomes = work.recipe.yield(std::max(due, now)) * static_cast<double>(work.recipe.outcomes_per_unit);
    const double per_day = plan_.capacity_per_day(plan_.effects.capacity_date(turn, now)) * of_capacity;
    if (outcomes < kLeastOutcome || per_day <= 0) {
      return;  // nothing can be planned past this line yet
    }
    const double units = open / outcomes;
    needs.push_back({due, units * static_cast<double>(per_unit)});
    const double days = units * static_cast<double>(work.recipe.load) / static_cast<double>(kLoadPerUnit) / per_day;
    turn += base::Duration{
        static_cast<std::int64_t>(std::min(days, kLongestPlan) * static_cast<double>(base::kDay.count()))};
  }
}

/// The part of the capacity that falls to one recipe when all open orders are worked off side by side, within its ceiling.
double Plant::share_of_load(const Work& work, base::SimTime now) const {
  double own = 0;
  double all = 0;
  for (const Work& other : works_) {
    const double outcomes = other.recipe.yield(now) * static_cast<double>(other.recipe.outcomes_per_unit);
    const double open = std::max(0.0, static_cast<double>(other.book.open() - other.stock) - other.expected);
    const double load = outcomes >= kLeastOutcome ? open / outcomes * static_cast<double>(other.recipe.load) : 0;
    all += load;
    own += &other == &work ? load : 0;
  }
  return all > 0 ? std::min(own / all, work.recipe.share(now)) : 0;
}

}  // namespace aibelt::supply
