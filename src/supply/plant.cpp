#include "plant.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "aibelt/base/error.hpp"

namespace aibelt::supply {
namespace {

constexpr int kBatchFirst = -1;  // of one instant, what comes out comes before the day's decisions

}  // namespace

Plant::Plant(PlantPlan plan, const entity::Setting& setting)
    : plan_(std::move(plan)),
      items_(setting.items),
      customers_(setting.customers),
      purchasing_(setting),
      ledger_(plan_.stage, setting.name, setting.series),
      policy_stream_(static_cast<std::uint64_t>(setting.scenario.seed),
                     fmt::format("{}/{}/allocation", plan_.stage, setting.name)),
      capacity_(ledger_.total("", "capacity", plan_.capacity_unit)),
      used_capacity_(ledger_.total("", "used_capacity", plan_.capacity_unit)) {
  for (const Recipe& recipe : plan_.recipes) {
    works_.push_back(make_work(recipe, setting));
  }
}

Plant::Work Plant::make_work(const Recipe& recipe, const entity::Setting& setting) {
  const std::string goods(entity::unit_of(items_[recipe.output].good));
  const auto waiting = [&](const std::string& reason) {
    return ledger_.total(recipe.product, "waiting_for_" + reason, recipe.work_unit);
  };
  Work work{.recipe = recipe,
            .yield_stream = base::Stream(static_cast<std::uint64_t>(setting.scenario.seed),
                                         fmt::format("{}/{}/{}/yield", plan_.stage, setting.name, recipe.product)),
            .stock = recipe.opening_stock,
            .started = ledger_.total(recipe.product, "started", recipe.work_unit),
            .good = ledger_.total(recipe.product, "good", goods),
            .scrap = ledger_.total(recipe.product, "scrap", goods),
            .shipped_out = ledger_.total(recipe.product, "shipped", goods),
            .level = ledger_.level(recipe.product, "stock", goods),
            .process_level = ledger_.level(recipe.product, "in_process", recipe.work_unit),
            .backlog = ledger_.level(recipe.product, "backlog", goods),
            .wait_capacity = waiting("capacity"),
            .wait_share = waiting("share")};
  for (const Input& input : recipe.inputs) {
    work.stocks.push_back(stock_of(input.item));
    const entity::Item& item = items_[input.item];
    work.wait_inputs.push_back(waiting(fmt::format("{}_{}", item.product, entity::unit_of(item.good))));
  }
  return work;
}

std::size_t Plant::stock_of(entity::ItemId item) {
  const auto found =
      std::find_if(stocks_.begin(), stocks_.end(), [&](const Stock& stock) { return stock.item == item; });
  if (found != stocks_.end()) {
    return static_cast<std::size_t>(found - stocks_.begin());
  }
  const std::string& product = items_[item].product;
  const std::string goods(entity::unit_of(items_[item].good));
  stocks_.push_back({item, 0, ledger_.total(product, "received", goods), ledger_.total(product, "used", goods),
                     ledger_.level(product, "input_stock", goods), ledger_.level(product, "on_order", goods)});
  return stocks_.size() - 1;
}

void Plant::start(entity::Desk& desk) {
  ledger_.roll(desk);
  for (std::size_t i = 0; i < works_.size(); ++i) {
    open_process(works_[i], i, desk.now());
  }
  calendar_.schedule(desk.now(), Event{});
}

/// Fills the process with what the days before the run would have started at the opening rate.
void Plant::open_process(Work& work, std::size_t index, base::SimTime now) {
  double due = 0;
  for (std::int64_t day = work.recipe.cycle_time / base::kDay; day >= 1; --day) {
    due += work.recipe.opening_units_per_day;
    const auto units = static_cast<std::int64_t>(due);
    due -= static_cast<double>(units);
    if (units > 0) {
      begin_batch(index, units, now - day * base::kDay);
    }
  }
}

void Plant::begin_batch(std::size_t index, std::int64_t units, base::SimTime started) {
  Work& work = works_[index];
  const double expected = static_cast<double>(units * work.recipe.outcomes_per_unit) * work.recipe.yield(started);
  work.in_process += units;
  work.expected += expected;
  calendar_.schedule(started + work.recipe.cycle_time, Event{index, units, expected}, kBatchFirst);
}

void Plant::roll(entity::Desk& desk) {
  if (ledger_.is_month_over(desk)) {
    note_levels();
  }
  ledger_.roll(desk);
}

void Plant::step(entity::Desk& desk) {
  roll(desk);
  const auto entry = calendar_.pop();
  if (entry.event.units > 0) {
    come_out(entry.event, desk);
  } else {
    live_a_day(desk);
    calendar_.schedule(desk.now() + base::kDay, Event{});
  }
}

void Plant::live_a_day(entity::Desk& desk) {
  if (has_new_orders_ || (desk.now().time_since_epoch() / base::kDay) % 7 == 0) {
    order_inputs(desk);
    has_new_orders_ = false;
  }
  start_work(desk);
  ship(desk);
}

void Plant::come_out(const Event& event, entity::Desk& desk) {
  Work& work = works_[event.work];
  const std::int64_t outcomes = event.units * work.recipe.outcomes_per_unit;
  const std::int64_t good =
      work.yield_stream.binomial(outcomes, work.recipe.yield(desk.now() - work.recipe.cycle_time));
  work.in_process -= event.units;
  work.expected = work.in_process == 0 ? 0 : work.expected - event.expected;
  ledger_.add(work.good, static_cast<double>(good));
  ledger_.add(work.scrap, static_cast<double>(outcomes - good));
  if (work.recipe.is_filler) {
    ledger_.add(work.shipped_out, static_cast<double>(good));
  } else {
    work.stock += good;
  }
  if (good > 0 && !std::exchange(work.has_output, true)) {
    desk.write(record::EventRow{desk.now(), ledger_.stage(), ledger_.place(), "first_output", work.recipe.product,
                                static_cast<double>(good),
                                std::string(entity::unit_of(items_[work.recipe.output].good))});
  }
}

void Plant::ship(entity::Desk& desk) {
  for (Work& work : works_) {
    ship_one(work, desk);
  }
}

void Plant::ship_one(Work& work, entity::Desk& desk) {
  const auto& due = work.book.due(desk.now());
  if (work.stock == 0 || work.book.overdue() == 0) {
    return;
  }
  std::vector<policy::Claim> claims;
  std::vector<entity::EntityId> ids;
  for (const auto& [customer, quantity] : due) {
    const entity::Partner& partner = customers_.at(customer);
    claims.push_back({partner.name, quantity, partner.spec->priority(), partner.spec->share(desk.now())});
    ids.push_back(customer);
  }
  const auto grants = policy::allocate(*plan_.allocation, {work.stock, claims}, policy_stream_);
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (grants[i] > 0) {
      work.book.fill(ids[i], grants[i]);
      work.stock -= grants[i];
      work.shipped += grants[i];
      ledger_.add(work.shipped_out, static_cast<double>(grants[i]));
      desk.send(ids[i], desk.now() + customers_.at(ids[i]).lead_time, entity::Shipment{work.recipe.output, grants[i]});
    }
  }
}

void Plant::receive(const entity::Message& message, entity::Desk& desk) {
  roll(desk);
  if (const auto* shipment = std::get_if<entity::Shipment>(&message.content)) {
    Stock& stock = stocks_[stock_of(shipment->item)];
    stock.on_hand += shipment->quantity;
    purchasing_.note_arrival(message.from, *shipment, desk.now());
    ledger_.add(stock.received, static_cast<double>(shipment->quantity));
  } else if (const auto* order = std::get_if<entity::Order>(&message.content)) {
    accept(*order, message.from);
  }
}

void Plant::accept(const entity::Order& order, entity::EntityId customer) {
  const auto work = std::find_if(works_.begin(), works_.end(),
                                 [&](const Work& candidate) { return candidate.recipe.output == order.item; });
  base::ensure(work != works_.end(), "an order asks for an item the plant does not make");
  const base::SimTime leaves = order.due - customers_.at(customer).lead_time;
  work->book.add(customer, order.quantity, leaves);
  work->requirements.schedule(leaves - work->recipe.cycle_time - plan_.cover, order.quantity);
  has_new_orders_ = true;
}

void Plant::note_levels() {
  for (const Work& work : works_) {
    ledger_.set(work.level, static_cast<double>(work.stock));
    ledger_.set(work.process_level, static_cast<double>(work.in_process));
    ledger_.set(work.backlog, static_cast<double>(work.book.overdue()));
  }
  for (const Stock& stock : stocks_) {
    ledger_.set(stock.level, static_cast<double>(stock.on_hand));
    ledger_.set(stock.on_order, static_cast<double>(purchasing_.on_order(stock.item)));
  }
}

void Plant::finish(entity::Desk& desk) {
  note_levels();
  ledger_.finish(desk);
}

}  // namespace aibelt::supply
