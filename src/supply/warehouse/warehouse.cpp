#include "warehouse.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "aibelt/base/error.hpp"
#include "goods_of_many.hpp"

namespace aibelt::supply {
namespace {

double days(base::Duration span) {
  return std::chrono::duration<double>(span).count() / std::chrono::duration<double>(base::kDay).count();
}

}  // namespace

Warehouse::Warehouse(const WarehouseSpec& spec, const entity::Setting& setting)
    : spec_(spec),
      items_(setting.items),
      effects_(setting.scenario, setting.name),
      customers_(setting.customers),
      purchasing_(setting),
      ledger_(spec.stage(), setting.name, setting.series),
      freight_(setting, ledger_),
      allocation_stream_(static_cast<std::uint64_t>(setting.scenario.seed),
                         fmt::format("{}/{}/allocation", spec.stage(), setting.name)) {
  for (const auto& [product, plan] : spec.items) {
    shelves_.push_back(make_shelf(product, plan, setting));
  }
  open_loss_accounts();
}

Warehouse::Shelf Warehouse::make_shelf(const std::string& product, const WarehouseItem& plan,
                                       const entity::Setting& setting) {
  const entity::ItemId item = setting.items.find(good_named(spec_.goods), product);
  return {.item = item,
          .plan = &plan,
          .book = {},
          .replenishment = Replenishment(plan.ordering, item, setting, ledger_),
          .stock = plan.opening_stock,
          .received = ledger_.total(product, "received", spec_.goods),
          .shipped = ledger_.total(product, "shipped", spec_.goods),
          .demand = ledger_.total(product, "orders_received", spec_.goods),
          .level = ledger_.level(product, "stock", spec_.goods),
          .backlog = ledger_.level(product, "backlog", spec_.goods),
          .on_order = ledger_.level(product, "on_order", spec_.goods),
          .stock_days = ledger_.total(product, "stock_days", spec_.goods + "-days"),
          .overdue_days = ledger_.total(product, "overdue_days", spec_.goods + "-days"),
          .holding_cost = ledger_.total(product, "holding_cost", "USD"),
          .backlog_cost = ledger_.total(product, "backlog_cost", "USD"),
          .transit_cost = ledger_.total(product, "transit_cost", "USD")};
}

Warehouse::Shelf& Warehouse::shelf_of(entity::ItemId item) {
  const auto found = std::find_if(shelves_.begin(), shelves_.end(), [&](const Shelf& one) { return one.item == item; });
  base::ensure(found != shelves_.end(), "a warehouse meets an item it does not hold");
  return *found;
}

void Warehouse::schedule(base::SimTime at, Kind kind, std::size_t place) {
  calendar_.schedule(at, {kind, place}, static_cast<int>(kind));
}

void Warehouse::start(entity::Desk& desk) {
  noted_until_ = desk.now();
  ledger_.roll(desk);
  schedule_disruptions(desk.now());
  schedule(desk.now() + base::kDay, Kind::day);
  if (spec_.count_every.count() > 0) {
    schedule(desk.now() + spec_.count_at, Kind::count);
  }
  for (std::size_t i = 0; i < shelves_.size(); ++i) {
    if (shelves_[i].replenishment.is_continuous()) {
      decide(shelves_[i], desk);
    } else {
      schedule(shelves_[i].replenishment.first_review(), Kind::review, i);
    }
  }
}

void Warehouse::step(entity::Desk& desk) {
  roll(desk);
  const Event event = calendar_.pop().event;
  switch (event.kind) {
    case Kind::loss:
      lose(effects_.losses[event.place], desk);
      break;
    case Kind::due:
      serve(shelves_[event.place], desk);
      break;
    case Kind::day:
      begin_day(desk);
      break;
    case Kind::count:
      for (Shelf& counted : shelves_) {
        note_span(counted, spec_.count_every);
      }
      schedule(desk.now() + spec_.count_every, Kind::count);
      break;
    case Kind::review:
      decide(shelves_[event.place], desk);
      schedule(desk.now() + shelves_[event.place].replenishment.review(), Kind::review, event.place);
      break;
  }
}

/// Months end on time, and goods leave whose lane has opened or has room again.
void Warehouse::begin_day(entity::Desk& desk) {
  for (Shelf& shelf : shelves_) {
    serve(shelf, desk);
  }
  freight_.pass_a_day(desk);
  schedule(desk.now() + base::kDay, Kind::day);
}

void Warehouse::receive(const entity::Message& message, entity::Desk& desk) {
  roll(desk);
  if (const auto* goods = std::get_if<entity::Shipment>(&message.content)) {
    Shelf& shelf = shelf_of(goods->item);
    purchasing_.note_arrival(message.from, *goods, desk.now());
    shelf.replenishment.note_arrival(*goods, desk.now());
    shelf.stock += goods->quantity;
    ledger_.add(shelf.received, static_cast<double>(goods->quantity));
    serve(shelf, desk);
  } else if (const auto* order = std::get_if<entity::Order>(&message.content)) {
    accept(shelf_of(order->item), *order, message.from, desk);
  }
}

void Warehouse::accept(Shelf& shelf, const entity::Order& order, entity::EntityId customer, entity::Desk& desk) {
  if (order.quantity < 0) {
    freight_.answer(customer, order.item, shelf.book.cancel(customer, -order.quantity), desk);
    return;
  }
  const base::SimTime leaves = order.due - customers_.at(customer).lead_time;
  shelf.book.add(customer, order.quantity, leaves, Terms::none, desk.now());
  if (leaves > desk.now()) {
    schedule(leaves, Kind::due, static_cast<std::size_t>(&shelf - shelves_.data()));
  } else {
    serve(shelf, desk);
  }
}

/// Books the orders that have fallen due as demand.
void Warehouse::note_due(Shelf& shelf, base::SimTime now) {
  const std::int64_t before = shelf.book.overdue();
  shelf.book.due(now);
  const std::int64_t fresh = shelf.book.overdue() - before;
  shelf.replenishment.note_demand(fresh);
  ledger_.add(shelf.demand, static_cast<double>(fresh));
}

/// Ships what is due and there; where the item is reordered all the time, decides on it.
void Warehouse::serve(Shelf& shelf, entity::Desk& desk) {
  note_due(shelf, desk.now());
  const auto due = shelf.book.due(desk.now());
  if (shelf.stock > 0) {
    freight_.note_output(shelf.item, desk.now());
  }
  if (shelf.stock > 0 && shelf.book.overdue() > 0 && !effects_.is_stopped(desk.now())) {
    std::vector<policy::Claim> claims;
    for (const auto& [customer, quantity] : due) {
      const entity::Partner& partner = customers_.at(customer);
      const std::int64_t permitted = freight_.permitted(customer, shelf.item, quantity, desk.now());
      claims.push_back({partner.name, permitted, partner.spec->priority(), partner.spec->share(desk.now())});
    }
    const auto grants = policy::allocate(*spec_.allocation, {shelf.stock, claims}, allocation_stream_);
    std::size_t place = 0;
    for (const auto& [customer, quantity] : due) {
      send(shelf, customer, grants[place++], desk);
    }
  }
  if (shelf.replenishment.is_continuous()) {
    decide(shelf, desk);
  }
}

void Warehouse::send(Shelf& shelf, entity::EntityId customer, std::int64_t quantity, entity::Desk& desk) {
  if (quantity == 0) {
    return;
  }
  const base::Duration lead_time = customers_.at(customer).lead_time;
  shelf.book.fill(customer, quantity);
  shelf.stock -= quantity;
  ledger_.add(shelf.shipped, static_cast<double>(quantity));
  ledger_.add(shelf.transit_cost, static_cast<double>(quantity) * shelf.plan->transit_cost.in_base_units() *
                                      std::chrono::duration<double>(lead_time).count());
  freight_.send(customer, shelf.item, quantity, desk);
}

void Warehouse::decide(Shelf& shelf, entity::Desk& desk) {
  const auto known = [&](base::SimTime from, base::SimTime to) {
    std::int64_t sum = 0;
    for (const Line& line : shelf.book.lines()) {
      sum += line.leaves >= from && line.leaves < to ? line.open : 0;
    }
    return sum;
  };
  shelf.replenishment.decide({shelf.stock, shelf.book.overdue(), known}, purchasing_, desk, ledger_);
}

void Warehouse::roll(entity::Desk& desk) {
  note_time(desk.now());
  if (ledger_.is_month_over(desk)) {
    note_levels();
    freight_.note_levels(desk);
  }
  ledger_.roll(desk);
}

/// Books stock and backlog since the last time; every midnight is one, so that no month gets what is another's.
void Warehouse::note_time(base::SimTime now) {
  if (spec_.count_every.count() == 0) {
    for (Shelf& shelf : shelves_) {
      note_span(shelf, now - noted_until_);
    }
    noted_until_ = now;
  }
}

void Warehouse::note_span(Shelf& shelf, base::Duration span) {
  const auto stock = static_cast<double>(shelf.stock);
  const auto backlog = static_cast<double>(shelf.book.overdue());
  const double seconds = std::chrono::duration<double>(span).count();
  ledger_.add(shelf.stock_days, stock * days(span));
  ledger_.add(shelf.overdue_days, backlog * days(span));
  ledger_.add(shelf.holding_cost, stock * shelf.plan->holding_cost.in_base_units() * seconds);
  ledger_.add(shelf.backlog_cost, backlog * shelf.plan->backlog_cost.in_base_units() * seconds);
}

void Warehouse::note_levels() {
  for (const Shelf& shelf : shelves_) {
    ledger_.set(shelf.level, static_cast<double>(shelf.stock));
    ledger_.set(shelf.backlog, static_cast<double>(shelf.book.overdue()));
    ledger_.set(shelf.on_order, static_cast<double>(purchasing_.on_order(shelf.item)));
  }
}

void Warehouse::finish(entity::Desk& desk) {
  note_time(desk.now());
  note_levels();
  freight_.note_levels(desk);
  ledger_.finish(desk);
}

}  // namespace aibelt::supply
