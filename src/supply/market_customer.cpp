#include <algorithm>

#include "aibelt/base/calendar.hpp"
#include "aibelt/entity/buyer.hpp"
#include "aibelt/entity/effects.hpp"
#include "aibelt/entity/ledger.hpp"
#include "aibelt/entity/purchasing.hpp"
#include "aibelt/entity/setting.hpp"
#include "aibelt/scenario/codec.hpp"
#include "disruptions/dropped_demand.hpp"
#include "kinds.hpp"
#include "planning/planned.hpp"

namespace aibelt::supply {
namespace {

using RackRamp = scenario::Ramp<base::dimension(base::Measure::rack) / base::kTime>;

/// Buyers outside the model: racks wanted by date, ordered a fixed time ahead.
struct MarketCustomer : entity::BuyerSpec, PlannedCustomer {
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
  std::vector<plan::Demand> demands(const scenario::Scenario& scenario, const std::string& name) const override;

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

/// Orders a week's racks at a time; what arrives leaves the model. It does not foresee shocks of its demand: when one comes it orders
/// at once what is missing of the weeks ordered before, or less in the weeks to come.
class Customer : public entity::Entity {
 public:
  Customer(const MarketCustomer& spec, const entity::Setting& setting)
      : spec_(spec),
        effects_(setting.scenario, setting.name),
        purchasing_(setting),
        ledger_(spec.stage(), setting.name, setting.series) {
    for (const auto& [rack, ramp] : spec.demand) {
      wants_.push_back({setting.items.find(entity::Good::rack, rack), rack, &ramp, 0, 0,
                        ledger_.total(rack, "demand", "racks"), ledger_.total(rack, "received", "racks"),
                        ledger_.level(rack, "unmet", "racks")});
    }
    if (!effects_.cancellations.empty()) {
      for (Want& want : wants_) {
        want.cancelled = ledger_.total(want.rack, "cancelled", "racks");
      }
    }
  }

  void start(entity::Desk& desk) override {
    ledger_.roll(desk);
    for (next_order_due_ = desk.now(); next_order_due_ < desk.now() + spec_.order_ahead;
         next_order_due_ += base::kWeek) {
      order_week(next_order_due_, desk);
    }
    for (const entity::Dent& shock : effects_.demands) {
      if (shock.from > desk.now()) {
        calendar_.schedule(shock.from, Event{Event::shock});
      }
    }
    for (std::size_t i = 0; i < effects_.cancellations.size(); ++i) {
      calendar_.schedule(effects_.cancellations[i].at, Event{Event::cancellation, i});
    }
    calendar_.schedule(desk.now(), Event{});
  }

  base::SimTime next_event() const override { return calendar_.is_empty() ? base::kNever : calendar_.next_time(); }

  void step(entity::Desk& desk) override {
    roll(desk);
    const Event event = calendar_.pop().event;
    if (event.kind == Event::shock) {
      order_anew(desk);
    } else if (event.kind == Event::cancellation) {
      cancel(effects_.cancellations[event.place], desk);
    } else {
      live_a_day(desk);
      calendar_.schedule(desk.now() + base::kDay, Event{});
    }
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
    if (shipment.lost > 0) {
      purchasing_.order(shipment.item, shipment.lost, desk.now(), desk);
    }
  }

  void finish(entity::Desk& desk) override {
    note_levels();
    ledger_.finish(desk);
  }

 private:
  struct Event {
    enum Kind { day, shock, cancellation };
    Kind kind = day;
    std::size_t place = 0;  ///< of the cancellation
  };
  static constexpr double kDayInSeconds = 86400;
  static constexpr double kRounding = 1e-6;  // of a rack

  struct Want {
    entity::ItemId item;
    std::string rack;
    const RackRamp* ramp;
    double wanted;         ///< part of a rack wanted since the last whole one
    std::int64_t missing;  ///< wanted so far less received; below zero when deliveries run ahead
    entity::Ledger::Account demand, received, unmet;
    double ordered = 0;  ///< part of a rack to order since the last whole one; below zero when it has ordered too many
    entity::Ledger::Account cancelled = 0;  ///< where it ever cancels
    DroppedDemand dropped;
  };

  void live_a_day(entity::Desk& desk) {
    for (Want& want : wants_) {
      want.wanted += wanted_on(want, desk.now(), desk.now());
      const auto due = static_cast<std::int64_t>(want.wanted);
      want.wanted -= static_cast<double>(due);
      const std::int64_t whole = want.dropped.wanted_of(due, desk.now());
      want.missing += whole;
      ledger_.add(want.demand, static_cast<double>(whole));
    }
    if (desk.now() + spec_.order_ahead >= next_order_due_) {
      order_week(next_order_due_, desk);
      next_order_due_ += base::kWeek;
    }
  }

  double wanted_on(const Want& want, base::SimTime day, base::SimTime known) const {
    return want.ramp->at(day).in_base_units() * kDayInSeconds * effects_.demand_factor(want.rack, day, known);
  }

  /// The first day from `now` on, in the run's days.
  base::SimTime first_day(base::SimTime now) const {
    return next_order_due_ - (next_order_due_ - now) / base::kDay * base::kDay;
  }

  /// Brings the orders of weeks that are ordered already to what a shock that comes now makes of them.
  void order_anew(entity::Desk& desk) {
    const base::SimTime before = desk.now() - base::Duration{1};
    for (Want& want : wants_) {
      base::SimTime due = first_day(desk.now());
      for (base::SimTime day = due; day < next_order_due_;) {
        want.ordered += wanted_on(want, day, desk.now()) - wanted_on(want, day, before);
        day += base::kDay;
        if (day == next_order_due_ || day - due == base::kWeek) {
          order_whole(want, due, desk);
          due = day;
        }
      }
    }
  }

  /// Takes a share of its open orders back, the latest first; what was due last is then no longer wanted.
  void cancel(const entity::Cancellation& cancellation, entity::Desk& desk) {
    for (Want& want : wants_) {
      if (!cancellation.product.empty() && cancellation.product != want.rack) {
        continue;
      }
      const double open = static_cast<double>(purchasing_.on_order(want.item)) * cancellation.share;
      const std::int64_t back = purchasing_.cancel(want.item, static_cast<std::int64_t>(open + kRounding), desk);
      ledger_.add(want.cancelled, static_cast<double>(back));
      want.missing -= want.dropped.drop(back, desk.now(), next_order_due_,
                                        [&](base::SimTime day) { return wanted_on(want, day, desk.now()); });
    }
  }

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
        want.ordered += wanted_on(want, day, desk.now());
      }
      order_whole(want, due, desk);
    }
  }

  void order_whole(Want& want, base::SimTime due, entity::Desk& desk) {
    const auto whole = static_cast<std::int64_t>(want.ordered);
    if (whole > 0) {
      want.ordered -= static_cast<double>(whole);
      purchasing_.order(want.item, whole, due, desk);
    }
  }

  const MarketCustomer& spec_;
  entity::Effects effects_;
  entity::Purchasing purchasing_;
  entity::Ledger ledger_;
  base::Calendar<Event> calendar_;
  std::vector<Want> wants_;
  base::SimTime next_order_due_;
};

/// What it orders week by week, due on the week's first day; shocks that lower demand leave what was ordered before them.
std::vector<plan::Demand> MarketCustomer::demands(const scenario::Scenario& scenario, const std::string& name) const {
  constexpr double kDayInSeconds = 86400;
  entity::Effects rising(scenario, name);
  std::erase_if(rising.demands, [](const entity::Dent& shock) { return shock.level <= 1; });
  std::vector<plan::Demand> all;
  for (const auto& [rack, ramp] : demand) {
    plan::Demand wants{name, stage(), planned_item(rack, "racks"), {}, 0};
    for (base::SimTime week = scenario.from; week < scenario.to; week += base::kWeek) {
      plan::Dated order{day_of(scenario, week), 0};
      for (base::SimTime day = week; day < week + base::kWeek; day += base::kDay) {
        order.amount += ramp.at(day).in_base_units() * kDayInSeconds * rising.demand_factor(rack, day);
      }
      wants.wanted.push_back(order);
    }
    all.push_back(std::move(wants));
  }
  return all;
}

std::unique_ptr<entity::Entity> MarketCustomer::make(const entity::Setting& setting) const {
  return std::make_unique<Customer>(*this, setting);
}

}  // namespace

scenario::Kind<scenario::Spec> market_customer() {
  return scenario::kind<scenario::Spec, MarketCustomer>(
      "market", "racks wanted by date, ordered ahead; what arrives leaves the model");
}

}  // namespace aibelt::supply
