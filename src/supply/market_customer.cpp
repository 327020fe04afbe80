#include "aibelt/base/calendar.hpp"
#include "aibelt/entity/buyer.hpp"
#include "aibelt/entity/ledger.hpp"
#include "aibelt/entity/purchasing.hpp"
#include "aibelt/entity/setting.hpp"
#include "aibelt/scenario/codec.hpp"
#include "kinds.hpp"

namespace aibelt::supply {
namespace {

using RackRamp = scenario::Ramp<base::dimension(base::Measure::rack) / base::kTime>;

/// Buyers outside the model: racks wanted by date, ordered a fixed time ahead.
struct MarketCustomer : entity::BuyerSpec {
  std::map<std::string, RackRamp> demand;
  base::Duration order_ahead{0};

  std::string stage() const override { return "customer"; }
  std::vector<entity::Item> produces(const scenario::Scenario&) const override { return {}; }
  std::vector<entity::Item> consumes(const scenario::Scenario&) const override {
    std::vector<entity::Item> items;
    for (const auto& [rack, ramp] : demand) {
      items.push_back({entity::Good::rack, rack});
    }
    return items;
  }

  std::unique_ptr<entity::Entity> make(const entity::Setting& setting) const override;

  static const scenario::FieldTable<MarketCustomer>& fields() {
    static const auto table = entity::with_buyer_fields<MarketCustomer>({
        scenario::field(&MarketCustomer::demand, {.name = "demand",
                                                  .unit = "racks/month",
                                                  .low = 0,
                                                  .doc = "racks wanted, by date",
                                                  .keys_refer_to = "racks"}),
        scenario::field(&MarketCustomer::order_ahead, {.name = "order_ahead",
                                                       .unit = "days",
                                                       .low = 0,
                                                       .high = 2000,
                                                       .doc = "how long before it wants them it orders"}),
    });
    return table;
  }
};

/// Orders a week's racks at a time; what arrives leaves the model.
class Customer : public entity::Entity {
 public:
  Customer(const MarketCustomer& spec, const entity::Setting& setting)
      : spec_(spec), purchasing_(setting), ledger_(spec.stage(), setting.name, setting.series) {
    for (const auto& [rack, ramp] : spec.demand) {
      wants_.push_back({setting.items.find(entity::Good::rack, rack), &ramp, 0, 0,
                        ledger_.total(rack, "demand", "racks"), ledger_.total(rack, "received", "racks"),
                        ledger_.level(rack, "unmet", "racks")});
    }
  }

  void start(entity::Desk& desk) override {
    ledger_.roll(desk);
    for (next_order_due_ = desk.now(); next_order_due_ < desk.now() + spec_.order_ahead;
         next_order_due_ += base::kWeek) {
      order_week(next_order_due_, desk);
    }
    calendar_.schedule(desk.now(), Event::day);
  }

  base::SimTime next_event() const override { return calendar_.is_empty() ? base::kNever : calendar_.next_time(); }

  void step(entity::Desk& desk) override {
    roll(desk);
    calendar_.pop();
    for (Want& want : wants_) {
      want.wanted += want.ramp->at(desk.now()).in_base_units() * kDayInSeconds;
      const auto whole = static_cast<std::int64_t>(want.wanted);
      want.wanted -= static_cast<double>(whole);
      want.missing += whole;
      ledger_.add(want.demand, static_cast<double>(whole));
    }
    if (desk.now() + spec_.order_ahead >= next_order_due_) {
      order_week(next_order_due_, desk);
      next_order_due_ += base::kWeek;
    }
    calendar_.schedule(desk.now() + base::kDay, Event::day);
  }

  void receive(const entity::Message& message, entity::Desk& desk) override {
    roll(desk);
    const auto& shipment = std::get<entity::Shipment>(message.content);
    purchasing_.note_arrival(message.from, shipment, desk.now());
    for (Want& want : wants_) {
      if (want.item == shipment.item) {
        want.missing -= shipment.quantity;
        ledger_.add(want.received, static_cast<double>(shipment.quantity));
      }
    }
  }

  void finish(entity::Desk& desk) override {
    note_levels();
    ledger_.finish(desk);
  }

 private:
  enum class Event { day };
  static constexpr double kDayInSeconds = 86400;

  struct Want {
    entity::ItemId item;
    const RackRamp* ramp;
    double wanted;         ///< part of a rack wanted since the last whole one
    std::int64_t missing;  ///< wanted so far less received; below zero when deliveries run ahead
    entity::Ledger::Account demand, received, unmet;
    double ordered = 0;  ///< part of a rack to order since the last whole one
  };

  void roll(entity::Desk& desk) {
    if (ledger_.is_month_over(desk)) {
      note_levels();
    }
    ledger_.roll(desk);
  }

  void note_levels() {
    for (const Want& want : wants_) {
      ledger_.set(want.unmet, static_cast<double>(std::max<std::int64_t>(0, want.missing)));
    }
  }

  /// Orders what it wants in the week from `due` on.
  void order_week(base::SimTime due, entity::Desk& desk) {
    for (Want& want : wants_) {
      for (base::SimTime day = due; day < due + base::kWeek; day += base::kDay) {
        want.ordered += want.ramp->at(day).in_base_units() * kDayInSeconds;
      }
      const auto whole = static_cast<std::int64_t>(want.ordered);
      want.ordered -= static_cast<double>(whole);
      if (whole > 0) {
        purchasing_.order(want.item, whole, due, desk);
      }
    }
  }

  const MarketCustomer& spec_;
  entity::Purchasing purchasing_;
  entity::Ledger ledger_;
  base::Calendar<Event> calendar_;
  std::vector<Want> wants_;
  base::SimTime next_order_due_;
};

std::unique_ptr<entity::Entity> MarketCustomer::make(const entity::Setting& setting) const {
  return std::make_unique<Customer>(*this, setting);
}

}  // namespace

scenario::Kind<scenario::Spec> market_customer() {
  return scenario::kind<scenario::Spec, MarketCustomer>(
      "market", "racks wanted by date, ordered ahead; what arrives leaves the model");
}

}  // namespace aibelt::supply
