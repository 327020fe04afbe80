#include <algorithm>
#include <cmath>

#include "aibelt/base/error.hpp"
#include "plant.hpp"

// What a plant owes its customers: orders taken in, and goods shared out when they are due.
namespace aibelt::supply {
namespace {

/// What had to leave for the customer before today.
std::int64_t late_of(const OrderBook& book, entity::EntityId customer, base::SimTime now) {
  std::int64_t late = 0;
  for (std::size_t i = 0; i < book.n_due() && book.lines()[i].leaves <= now - base::kDay; ++i) {
    late += book.lines()[i].customer == customer ? book.lines()[i].open : 0;
  }
  return late;
}

}  // namespace

void Plant::accept(const entity::Order& order, entity::EntityId customer, entity::Desk& desk) {
  const base::SimTime now = desk.now();
  const auto work = std::find_if(works_.begin(), works_.end(),
                                 [&](const Work& candidate) { return candidate.recipe.output == order.item; });
  base::ensure(work != works_.end(), "an order asks for an item the plant does not make");
  const base::SimTime leaves = order.due - customers_.at(customer).lead_time;
  if (order.quantity < 0) {
    const std::int64_t withdrawn = work->book.cancel(customer, -order.quantity);
    work->requirements.schedule(leaves - work->recipe.cycle_time - plan_.cover, -withdrawn);
    freight_.answer(customer, order.item, withdrawn, desk);
    return;
  }
  note_order(*work, order.quantity);
  for (const CallOffs::Part& part : work->sales.accept(customer, order.quantity, leaves, now, ledger_)) {
    work->book.add(customer, part.quantity, part.leaves, part.terms, now);
    work->requirements.schedule(part.leaves - work->recipe.cycle_time - plan_.cover, part.quantity);
  }
  has_new_orders_ = true;
}

void Plant::note_order(const Work& work, std::int64_t quantity) {
  ledger_.add(work.orders_received, static_cast<double>(quantity));
  const double units = static_cast<double>(quantity) / static_cast<double>(work.recipe.outcomes_per_unit);
  for (std::size_t i = 0; i < work.stocks.size(); ++i) {
    ledger_.add(stocks_[work.stocks[i]].orders_implied, units * static_cast<double>(work.recipe.inputs[i].per_unit));
  }
}

/// What a recipe claims of an input or of capacity, of which a unit of work takes `per_unit`.
policy::Claim Plant::claim_of(Work& work, std::int64_t units, std::int64_t per_unit) {
  policy::Claim claim{work.recipe.product, units * per_unit};
  const std::int64_t firm = work.book.firm_open(today_ + work.recipe.cycle_time + plan_.cover);
  const double outcomes = work.recipe.yield(today_) * static_cast<double>(work.recipe.outcomes_per_unit);
  if (firm > 0 && outcomes >= kLeastOutcome) {
    const double missing = std::max(0.0, static_cast<double>(firm - work.stock) - work.expected);
    const double firm_units = std::min(std::ceil(missing / outcomes - kRounding), static_cast<double>(units));
    claim.contracted = static_cast<std::int64_t>(firm_units) * per_unit;
  }
  claim.past = work.sales.started_lately(today_) * per_unit;
  return claim;
}

void Plant::ship(entity::Desk& desk) {
  for (Work& work : works_) {
    ship_one(work, desk);
    work.sales.judge(work.book, desk.now(), ledger_);
  }
  freight_.pass_a_day(desk);
}

void Plant::ship_one(Work& work, entity::Desk& desk) {
  const auto& due = work.book.due(desk.now());
  if (work.stock > 0) {
    freight_.note_output(work.recipe.output, desk.now());
  }
  if (work.stock == 0 || work.book.overdue() == 0) {
    return;
  }
  std::vector<policy::Claim> claims;
  std::vector<entity::EntityId> ids;
  for (const auto& [customer, quantity] : due) {
    const entity::Partner& partner = customers_.at(customer);
    const std::int64_t permitted = freight_.permitted(customer, work.recipe.output, quantity, desk.now());
    claims.push_back({partner.name, permitted, partner.spec->priority(), partner.spec->share(desk.now()),
                      std::min(work.book.firm_due(customer), permitted),
                      work.sales.shipped_lately(customer, desk.now())});
    ids.push_back(customer);
  }
  const auto grants = policy::allocate(*plan_.allocation, {work.stock, claims}, policy_stream_);
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (grants[i] > 0) {
      const std::int64_t late = freight_.has_choice(ids[i]) ? late_of(work.book, ids[i], desk.now()) : 0;
      work.book.fill(ids[i], grants[i]);
      work.stock -= grants[i];
      work.shipped += grants[i];
      work.sales.note_shipped(ids[i], grants[i], desk.now());
      ledger_.add(work.shipped_out, static_cast<double>(grants[i]));
      freight_.send(ids[i], work.recipe.output, grants[i], desk, late);
    }
  }
}

}  // namespace aibelt::supply
