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
  if (stocks_.empty()) {
    return;
  }
  const std::vector<Needs> work = work_called_for(desk.now());
  for (std::size_t i = 0; i < stocks_.size(); ++i) {
    order_input(i, needs_of(i, work), desk);
  }
}

/// Orders what the open order lines need of one input beyond what is here or on its way, each part for when its work can start.
void Plant::order_input(std::size_t stock_index, const Needs& needs, entity::Desk& desk) {
  const Stock& stock = stocks_[stock_index];
  double needed = 0;
  std::int64_t covered = stock.on_hand + purchasing_.on_order(stock.item);
  for (const Need& need : needs) {
    needed += need.quantity;
    if (const double wanted = std::min(needed - kRounding, kMostOrdered); wanted > static_cast<double>(covered)) {
      const std::int64_t missing = static_cast<std::int64_t>(std::ceil(wanted)) - covered;
      const std::int64_t lots = (missing + plan_.order_lot - 1) / plan_.order_lot;
      purchasing_.order(stock.item, lots * plan_.order_lot, need.due, desk);
      if (stock.orders_placed) {
        ledger_.add(*stock.orders_placed, static_cast<double>(lots * plan_.order_lot));
      }
      covered += lots * plan_.order_lot;
    }
  }
}

/// The units of work that the open lines of each recipe still call for.
std::vector<Plant::Needs> Plant::work_called_for(base::SimTime now) const {
  std::vector<Needs> by_work;
  by_work.reserve(works_.size());
  for (const Work& work : works_) {
    by_work.push_back(work.stocks.empty() ? Needs{} : units_called_for(work, now));
  }
  return by_work;
}

/// What that work takes of one input; `by_work` is of all recipes.
Plant::Needs Plant::needs_of(std::size_t stock, const std::vector<Needs>& by_work) const {
  Needs needs;
  for (std::size_t work = 0; work < works_.size(); ++work) {
    for (std::size_t i = 0; i < works_[work].stocks.size(); ++i) {
      if (works_[work].stocks[i] != stock) {
        continue;
      }
      const auto per_unit = static_cast<double>(works_[work].recipe.inputs[i].per_unit);
      const auto n_before = static_cast<std::ptrdiff_t>(needs.size());
      needs.reserve(needs.size() + by_work[work].size());
      for (const Need& units : by_work[work]) {
        needs.push_back({units.due, units.quantity * per_unit});
      }
      std::inplace_merge(needs.begin(), needs.begin() + n_before, needs.end(),
                         [](const Need& a, const Need& b) { return a.due < b.due; });
    }
  }
  return needs;
}

/// The units that the open lines of one recipe still call for, at the dates at which their work must start. Where the plant cannot
/// keep up, a line's date is when its turn comes (finite loading), so that inputs do not pile up in front of a bottleneck.
Plant::Needs Plant::units_called_for(const Work& work, base::SimTime now) const {
  Needs needs;
  needs.reserve(work.book.lines().size());
  const double of_capacity = share_of_load(work, now);
  const base::SimTime latest = now + kPlanningWindow;
  double covered = static_cast<double>(work.stock) + work.expected;
  base::SimTime turn = now;
  for (const Line& line : work.book.lines()) {
    const double open = static_cast<double>(line.open) - covered;
    covered = std::max(0.0, -open);
    if (open <= 0) {
      continue;
    }
    if (turn > latest) {
      break;
    }
    const base::SimTime due = std::max(line.leaves - work.recipe.cycle_time, turn) - plan_.cover;
    const double outcomes = work.recipe.yield(std::max(due, now)) * static_cast<double>(work.recipe.outcomes_per_unit);
    const double per_day = plan_.capacity_per_day(plan_.effects.capacity_date(turn, now)) * of_capacity;
    if (outcomes < kLeastOutcome || per_day <= 0) {
      break;  // nothing can be planned past this line yet
    }
    const double units = open / outcomes;
    needs.push_back({due, units});
    const double days = units * static_cast<double>(work.recipe.load) / static_cast<double>(kLoadPerUnit) / per_day;
    turn += base::Duration{
        static_cast<std::int64_t>(std::min(days, kLongestPlan) * static_cast<double>(base::kDay.count()))};
  }
  return needs;
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
