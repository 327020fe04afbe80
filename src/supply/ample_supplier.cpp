#include <algorithm>
#include <map>
#include <vector>

#include "aibelt/base/calendar.hpp"
#include "aibelt/entity/entity.hpp"
#include "aibelt/entity/ledger.hpp"
#include "aibelt/entity/setting.hpp"
#include "aibelt/scenario/codec.hpp"
#include "kinds.hpp"
#include "planning/planned.hpp"
#include "trade/freight.hpp"
#include "trade/order_book.hpp"
#include "warehouse/goods_of_many.hpp"

namespace aibelt::supply {
namespace {

/// A maker outside the model that always has enough.
struct AmpleSupplierSpec : entity::ActorSpec, AmpleMaker {
  std::string goods;
  std::vector<std::string> products;
  base::Duration delay{0};
  base::Quantity<base::kPlain / base::kTime> throughput =
      base::Quantity<base::kPlain / base::kTime>::from_base_units(1);

  std::string stage() const override { return "ample_supplier"; }
  base::Duration least_delay() const override { return delay; }
  std::unique_ptr<entity::Entity> make(const entity::Setting& setting) const override;
  std::vector<entity::Item> consumes(const scenario::Scenario&) const override { return {}; }
  std::vector<entity::Item> produces(const scenario::Scenario&) const override {
    std::vector<entity::Item> items;
    for (const std::string& product : products) {
      items.push_back({good_named(goods), product});
    }
    return items;
  }
  double nominal_rate(const scenario::Scenario&, const entity::Item&, base::SimTime) const override {
    return throughput.in_base_units();
  }
  void check_products(const scenario::Scenario& scenario, base::Issues& issues) const override {
    for (std::size_t i = 0; i < products.size(); ++i) {
      check_item(scenario, good_named(goods), products[i], scenario::child_path("products", i), issues);
    }
  }

  static const scenario::FieldTable<AmpleSupplierSpec>& fields() {
    static const scenario::FieldTable<AmpleSupplierSpec> table = {
        scenario::field(&AmpleSupplierSpec::goods, goods_field()),
        scenario::field(&AmpleSupplierSpec::products, {.name = "products", .doc = "what it delivers"}),
        scenario::field(&AmpleSupplierSpec::delay, {.name = "delay",
                                                    .unit = "days",
                                                    .low = 0,
                                                    .high = 1000,
                                                    .doc = "from an order to its shipment",
                                                    .by_default = "0 days"}),
        scenario::field(
            &AmpleSupplierSpec::throughput,
            {.name = "throughput",
             .unit = "1/day",
             .low = 0,
             .high = 1e9,
             .doc = "units of each item, for buyers that choose among sources; it delivers more all the same",
             .by_default = "86400 1/day"}),
    };
    return table;
  }
};

/// Ships every order in full, a fixed time after it came or when it must leave, whichever is later.
class AmpleSupplier : public entity::Entity {
 public:
  AmpleSupplier(const AmpleSupplierSpec& spec, const entity::Setting& setting)
      : spec_(spec),
        customers_(setting.customers),
        ledger_(spec.stage(), setting.name, setting.series),
        freight_(setting, ledger_) {
    for (const std::string& product : spec.products) {
      const entity::ItemId item = setting.items.find(good_named(spec.goods), product);
      books_.try_emplace(item, Sold{{}, ledger_.total(product, "shipped", spec.goods)});
    }
  }

  void start(entity::Desk& desk) override {
    ledger_.roll(desk);
    for (const auto& [item, sold] : books_) {
      freight_.note_output(item, desk.now());
    }
    calendar_.schedule(desk.now() + base::kDay, Event::day);
  }
  base::SimTime next_event() const override { return calendar_.is_empty() ? base::kNever : calendar_.next_time(); }

  void step(entity::Desk& desk) override {
    roll(desk);
    const Event event = calendar_.pop().event;
    for (auto& [item, sold] : books_) {
      ship(item, sold, desk);
    }
    if (event == Event::day) {
      freight_.pass_a_day(desk);
      calendar_.schedule(desk.now() + base::kDay, Event::day);
    }
  }

  void receive(const entity::Message& message, entity::Desk& desk) override {
    roll(desk);
    const auto& order = std::get<entity::Order>(message.content);
    const entity::Partner& customer = customers_.at(message.from);
    Sold& sold = books_.at(order.item);
    if (order.quantity < 0) {
      freight_.answer(message.from, order.item, sold.book.cancel(message.from, -order.quantity), desk);
      return;
    }
    const base::SimTime leaves = std::max(desk.now() + spec_.delay, order.due - customer.lead_time);
    sold.book.add(message.from, order.quantity, leaves, Terms::none, desk.now());
    calendar_.schedule(leaves, Event::order);
  }

  void finish(entity::Desk& desk) override {
    freight_.note_levels(desk);
    ledger_.finish(desk);
  }

 private:
  enum class Event { order, day };
  struct Sold {
    OrderBook book;
    entity::Ledger::Account shipped;
  };

  void roll(entity::Desk& desk) {
    if (ledger_.is_month_over(desk)) {
      freight_.note_levels(desk);
    }
    ledger_.roll(desk);
  }

  void ship(entity::ItemId item, Sold& sold, entity::Desk& desk) {
    const auto due = sold.book.due(desk.now());
    for (const auto& [customer, quantity] : due) {
      const std::int64_t permitted = quantity > 0 ? freight_.permitted(customer, item, quantity, desk.now()) : 0;
      if (permitted > 0) {
        sold.book.fill(customer, permitted);
        ledger_.add(sold.shipped, static_cast<double>(permitted));
        freight_.send(customer, item, permitted, desk);
      }
    }
  }

  const AmpleSupplierSpec& spec_;
  std::map<entity::EntityId, entity::Partner> customers_;
  entity::Ledger ledger_;
  Freight freight_;
  std::map<entity::ItemId, Sold> books_;
  base::Calendar<Event> calendar_;
};

std::unique_ptr<entity::Entity> AmpleSupplierSpec::make(const entity::Setting& setting) const {
  return std::make_unique<AmpleSupplier>(*this, setting);
}

}  // namespace

scenario::Kind<scenario::Spec> ample_supplier() {
  return scenario::kind<scenario::Spec, AmpleSupplierSpec>(
      "ample_supplier", "a maker that always has enough and ships a fixed time after the order");
}

}  // namespace aibelt::supply
