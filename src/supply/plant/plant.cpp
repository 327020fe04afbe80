#include "plant.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "aibelt/base/error.hpp"

namespace aibelt::supply {

Plant::Plant(PlantPlan plan, const entity::Setting& setting)
    : plan_(std::move(plan)),
      items_(setting.items),
      customers_(setting.customers),
      purchasing_(setting),
      ledger_(plan_.stage, setting.name, setting.series),
      freight_(setting, ledger_, plan_.route),
      policy_stream_(static_cast<std::uint64_t>(setting.scenario.seed),
                     fmt::format("{}/{}/allocation", plan_.stage, setting.name)),
      capacity_(ledger_.total("", "capacity", plan_.capacity_unit)),
      used_capacity_(ledger_.total("", "used_capacity", plan_.capacity_unit)),
      change_over_(plan_.change_over, plan_.recipes.size()) {
  for (const Recipe& recipe : plan_.recipes) {
    works_.push_back(make_work(recipe, setting));
    works_.back().sales = Sales(ledger_, setting, recipe.output, plan_.allocation->window());
  }
  open_failing_accounts();
  open_flow_accounts();
  open_loss_accounts();
  set_limits();
  open_ordering(setting);
  flow_ = plan_.flow->begin(flow_setting(setting));
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
            .orders_received = ledger_.total(recipe.product, "orders_received", goods),
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

FlowSetting Plant::flow_setting(const entity::Setting& setting) const {
  FlowSetting told{.random = base::Stream(static_cast<std::uint64_t>(setting.scenario.seed),
                                          fmt::format("{}/{}/flow", plan_.stage, setting.name))};
  for (const Recipe& recipe : plan_.recipes) {
    told.loads.push_back(recipe.load);
    told.cycle_time = recipe.cycle_time;
  }
  return told;
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
  stocks_.back().orders_implied = ledger_.total(product, "orders_implied", goods);
  if (!plan_.ordering) {
    stocks_.back().orders_placed = ledger_.total(product, "orders_placed", goods);
  }
  return stocks_.size() - 1;
}

void Plant::start(entity::Desk& desk) {
  ledger_.roll(desk);
  month_began_ = desk.now();
  open_process(desk.now());
  schedule_losses(desk.now());
  calendar_.schedule(desk.now(), Event{});
}

void Plant::roll(entity::Desk& desk) {
  if (ledger_.is_month_over(desk)) {
    note_levels();
    freight_.note_levels(desk);
    note_process_times(desk.now());
  }
  ledger_.roll(desk);
}

void Plant::step(entity::Desk& desk) {
  roll(desk);
  const auto entry = calendar_.pop();
  if (entry.event.units > 0) {
    come_out(entry.event, desk);
  } else if (entry.event.units == Event::kLoss) {
    lose(plan_.effects.losses[entry.event.work], desk);
  } else {
    live_a_day(desk);
    calendar_.schedule(desk.now() + base::kDay, Event{});
  }
}

void Plant::live_a_day(entity::Desk& desk) {
  if (plan_.ordering) {
    review_inputs(desk);
  } else if (has_new_orders_ || (desk.now().time_since_epoch() / base::kDay) % 7 == 0) {
    order_inputs(desk);
    has_new_orders_ = false;
  }
  start_work(desk);
  ship(desk);
}

void Plant::receive(const entity::Message& message, entity::Desk& desk) {
  roll(desk);
  if (const auto* shipment = std::get_if<entity::Shipment>(&message.content)) {
    Stock& stock = stocks_[stock_of(shipment->item)];
    stock.on_hand += shipment->quantity;
    stock.got += shipment->quantity;
    if (plan_.ordering) {
      replenishments_[stock_of(shipment->item)].note_arrival(*shipment, desk.now());
    }
    purchasing_.note_arrival(message.from, *shipment, desk.now());
    ledger_.add(stock.received, static_cast<double>(shipment->quantity));
    has_new_orders_ = has_new_orders_ || shipment->lost > 0;  // which must be ordered again
  } else if (const auto* order = std::get_if<entity::Order>(&message.content)) {
    accept(*order, message.from, desk);
  }
}

void Plant::note_levels() {
  for (const Work& work : works_) {
    ledger_.set(work.level, static_cast<double>(work.stock));
    ledger_.set(work.process_level, static_cast<double>(work.in_process));
    ledger_.set(work.backlog, static_cast<double>(work.book.overdue()));
    work.sales.note_levels(work.book, ledger_);
  }
  for (const Stock& stock : stocks_) {
    ledger_.set(stock.level, static_cast<double>(stock.on_hand));
    ledger_.set(stock.on_order, static_cast<double>(purchasing_.on_order(stock.item)));
  }
}

void Plant::finish(entity::Desk& desk) {
  note_levels();
  freight_.note_levels(desk);
  note_process_times(desk.now());
  ledger_.finish(desk);
}

}  // namespace aibelt::supply
