#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "../trade/freight.hpp"
#include "../trade/order_book.hpp"
#include "aibelt/base/calendar.hpp"
#include "aibelt/base/random.hpp"
#include "aibelt/entity/effects.hpp"
#include "aibelt/entity/entity.hpp"
#include "aibelt/entity/ledger.hpp"
#include "aibelt/entity/purchasing.hpp"
#include "replenishment.hpp"
#include "warehouse_spec.hpp"

namespace aibelt::supply {

/// Holds goods: ships what is due as soon as it is there and a lane takes it, shares out what is short, and orders by each item's plan.
///
/// Of one instant goods and orders that arrive come first, then what is lost, then orders that fall due, then the count, then the decision.
/// While a disruption stops it nothing leaves. Opening stock + received = shipped + lost + stock. Random streams: `warehouse/<place>/allocation` and those of Replenishment.
class Warehouse : public entity::Entity {
 public:
  Warehouse(const WarehouseSpec& spec, const entity::Setting& setting);

  void start(entity::Desk& desk) override;
  base::SimTime next_event() const override { return calendar_.is_empty() ? base::kNever : calendar_.next_time(); }
  void step(entity::Desk& desk) override;
  void receive(const entity::Message& message, entity::Desk& desk) override;
  void finish(entity::Desk& desk) override;

 private:
  using Account = entity::Ledger::Account;

  /// One item.
  struct Shelf {
    entity::ItemId item;
    const WarehouseItem* plan;
    OrderBook book;
    Replenishment replenishment;
    std::int64_t stock = 0;
    Account received, shipped, demand, level, backlog, on_order, stock_days, overdue_days;
    Account holding_cost, backlog_cost, transit_cost;
    Account lost = 0;  ///< where something can be lost
  };

  /// What its own calendar holds; the value is the order within one instant.
  enum class Kind { loss, due, day, count, review };
  struct Event {
    Kind kind;
    std::size_t place = 0;  ///< of the shelf, or of the loss
  };

  Shelf make_shelf(const std::string& product, const WarehouseItem& plan, const entity::Setting& setting);
  Shelf& shelf_of(entity::ItemId item);
  void schedule(base::SimTime at, Kind kind, std::size_t place = 0);
  void open_loss_accounts();
  void schedule_disruptions(base::SimTime from);
  void lose(const entity::Loss& loss, entity::Desk& desk);
  void roll(entity::Desk& desk);
  void note_time(base::SimTime now);
  void note_span(Shelf& shelf, base::Duration span);
  void note_levels();
  void accept(Shelf& shelf, const entity::Order& order, entity::EntityId customer, entity::Desk& desk);
  void note_due(Shelf& shelf, base::SimTime now);
  void begin_day(entity::Desk& desk);
  void serve(Shelf& shelf, entity::Desk& desk);
  void send(Shelf& shelf, entity::EntityId customer, std::int64_t quantity, entity::Desk& desk);
  void decide(Shelf& shelf, entity::Desk& desk);

  const WarehouseSpec& spec_;
  const entity::Items& items_;
  entity::Effects effects_;
  std::map<entity::EntityId, entity::Partner> customers_;
  entity::Purchasing purchasing_;
  entity::Ledger ledger_;
  Freight freight_;
  base::Stream allocation_stream_;
  base::Calendar<Event> calendar_;
  std::vector<Shelf> shelves_;
  base::SimTime noted_until_;  ///< stock and backlog are booked up to here, where they are counted all the time
};

}  // namespace aibelt::supply
