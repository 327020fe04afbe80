#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "aibelt/base/calendar.hpp"
#include "aibelt/entity/buyer.hpp"
#include "aibelt/entity/effects.hpp"
#include "aibelt/entity/ledger.hpp"
#include "aibelt/entity/purchasing.hpp"
#include "aibelt/entity/setting.hpp"
#include "demand/demand.hpp"
#include "kinds.hpp"
#include "planning/planned.hpp"
#include "warehouse/goods_of_many.hpp"

namespace aibelt::supply {
namespace {

/// Buyers that order what they want when they want it, as soon as it can come.
struct ConsumerSpec : entity::BuyerSpec, PlannedCustomer {
  std::string goods;
  std::map<std::string, std::shared_ptr<const DemandProcess>> demand;

  /// Those who buy racks count as customers, whose unmet racks the headline figures sum.
  std::string stage() const override { return good_named(goods) == entity::Good::rack ? "customer" : "consumer"; }
  std::unique_ptr<entity::Entity> make(const entity::Setting& setting) const override;
  std::vector<plan::Demand> demands(const scenario::Scenario& scenario, const std::string& name) const override;
  std::vector<entity::Item> produces(const scenario::Scenario&) const override { return {}; }
  std::vector<entity::Item> consumes(const scenario::Scenario&) const override {
    std::vector<entity::Item> items;
    for (const auto& [product, process] : demand) {
      items.push_back({good_named(goods), product});
    }
    return items;
  }
  void check(scenario::Reader& reader, const std::string& path) const override {
    for (const auto& [product, process] : demand) {
      if (process) {
        process->check(reader, scenario::child_path(scenario::child_path(path, "demand"), product));
      }
    }
  }
  void check_products(const scenario::Scenario& scenario, base::Issues& issues) const override {
    for (const auto& [product, process] : demand) {
      check_item(scenario, good_named(goods), product, scenario::child_path("demand", product), issues);
    }
  }

  static const scenario::FieldTable<ConsumerSpec>& fields() {
    static const auto table = entity::with_buyer_fields<ConsumerSpec>({
        scenario::field(&ConsumerSpec::goods, goods_field()),
        scenario::field(&ConsumerSpec::demand, {.name = "demand", .doc = "what it wants, by product"}),
    });
    return table;
  }
};

/// Random stream: `<stage>/<place>/<product>/demand`.
class Consumer : public entity::Entity {
 public:
  Consumer(const ConsumerSpec& spec, const entity::Setting& setting)
      : start_(setting.scenario.from),
        effects_(setting.scenario, setting.name),
        purchasing_(setting),
        ledger_(spec.stage(), setting.name, setting.series) {
    for (const auto& [product, process] : spec.demand) {
      wants_.push_back(make_want(product, *process, spec, setting));
    }
    if (!effects_.cancellations.empty()) {
      for (Want& want : wants_) {
        want.cancelled = ledger_.total(want.product, "cancelled", spec.goods);
      }
    }
  }

  void start(entity::Desk& desk) override {
    ledger_.roll(desk);
    for (std::size_t i = 0; i < wants_.size(); ++i) {
      schedule(i, desk.now() - base::Duration{1});
    }
    for (std::size_t i = 0; i < effects_.cancellations.size(); ++i) {
      calendar_.schedule(effects_.cancellations[i].at, {i, 0, true});
    }
  }

  base::SimTime next_event() const override { return calendar_.is_empty() ? base::kNever : calendar_.next_time(); }

  void step(entity::Desk& desk) override {
    roll(desk);
    const auto [place, units, is_cancellation] = calendar_.pop().event;
    if (is_cancellation) {
      cancel(effects_.cancellations[place], desk);
      return;
    }
    Want& want = wants_[place];
    want.part += units * effects_.demand_factor(want.product, desk.now());
    const auto whole = static_cast<std::int64_t>(std::floor(want.part + kRounding));
    want.part -= static_cast<double>(whole);
    if (whole > 0) {
      want.missing += whole;
      ledger_.add(want.demand, static_cast<double>(whole));
      order(want, whole, desk);
    }
    schedule(place, desk.now());
  }

  void receive(const entity::Message& message, entity::Desk& desk) override {
    roll(desk);
    const auto& shipment = std::get<entity::Shipment>(message.content);
    purchasing_.note_arrival(message.from, shipment, desk.now());
    const auto want =
        std::find_if(wants_.begin(), wants_.end(), [&](const Want& one) { return one.item == shipment.item; });
    want->missing -= shipment.quantity;
    ledger_.add(want->received, static_cast<double>(shipment.quantity));
    order(*want, shipment.lost, desk);
  }

  void finish(entity::Desk& desk) override {
    note_levels();
    ledger_.finish(desk);
  }

 private:
  using Account = entity::Ledger::Account;
  static constexpr double kRounding = 1e-6;  // of a unit

  struct Want {
    std::string product;
    entity::ItemId item;
    const DemandProcess* process;
    base::Stream random;
    base::Duration lead_time{0};
    Account demand, received, unmet, orders_placed;
    double part = 0;  ///< of a unit wanted since the last whole one
    std::int64_t missing = 0;
    Account cancelled = 0;  ///< where it ever cancels
  };
  struct Event {
    std::size_t want;  ///< or the position of the cancellation
    double units;
    bool is_cancellation = false;
  };

  Want make_want(const std::string& product, const DemandProcess& process, const ConsumerSpec& spec,
                 const entity::Setting& setting) {
    const entity::ItemId item = setting.items.find(good_named(spec.goods), product);
    Want want{.product = product,
              .item = item,
              .process = &process,
              .random = base::Stream(static_cast<std::uint64_t>(setting.scenario.seed),
                                     fmt::format("{}/{}/{}/demand", spec.stage(), setting.name, product)),
              .demand = ledger_.total(product, "demand", spec.goods),
              .received = ledger_.total(product, "received", spec.goods),
              .unmet = ledger_.level(product, "unmet", spec.goods),
              .orders_placed = ledger_.total(product, "orders_placed", spec.goods)};
    for (const entity::Partner& source : setting.sources.at(item)) {
      want.lead_time = std::max(want.lead_time, source.order_time + source.lead_time);
    }
    return want;
  }

  /// Orders `quantity` to come as soon as it can.
  void order(const Want& want, std::int64_t quantity, entity::Desk& desk) {
    if (quantity > 0) {
      ledger_.add(want.orders_placed, static_cast<double>(quantity));
      purchasing_.order(want.item, quantity, desk.now() + want.lead_time, desk);
    }
  }

  /// Takes a share of its open orders back and no longer wants it.
  void cancel(const entity::Cancellation& cancellation, entity::Desk& desk) {
    for (Want& want : wants_) {
      if (cancellation.product.empty() || cancellation.product == want.product) {
        const double open = static_cast<double>(purchasing_.on_order(want.item)) * cancellation.share;
        const std::int64_t back = purchasing_.cancel(want.item, static_cast<std::int64_t>(open + kRounding), desk);
        want.missing -= back;
        ledger_.add(want.cancelled, static_cast<double>(back));
      }
    }
  }

  void schedule(std::size_t place, base::SimTime after) {
    const Demand next = wants_[place].process->next(start_, after, wants_[place].random);
    if (next.at != base::kNever) {
      calendar_.schedule(next.at, {place, next.units});
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

  base::SimTime start_;
  entity::Effects effects_;
  entity::Purchasing purchasing_;
  entity::Ledger ledger_;
  base::Calendar<Event> calendar_;
  std::vector<Want> wants_;
};

/// The very units it will want, from the same random stream.
std::vector<plan::Demand> ConsumerSpec::demands(const scenario::Scenario& scenario, const std::string& name) const {
  const entity::Effects effects(scenario, name);
  std::vector<plan::Demand> all;
  for (const auto& [product, process] : demand) {
    base::Stream random(static_cast<std::uint64_t>(scenario.seed),
                        fmt::format("{}/{}/{}/demand", stage(), name, product));
    plan::Demand wants{name, stage(), planned_item(product, goods), {}, 0};
    for (Demand next = process->next(scenario.from, scenario.from - base::Duration{1}, random); next.at < scenario.to;
         next = process->next(scenario.from, next.at, random)) {
      wants.wanted.push_back({day_of(scenario, next.at), next.units * effects.demand_factor(product, next.at)});
    }
    all.push_back(std::move(wants));
  }
  return all;
}

std::unique_ptr<entity::Entity> ConsumerSpec::make(const entity::Setting& setting) const {
  return std::make_unique<Consumer>(*this, setting);
}

}  // namespace

scenario::Kind<scenario::Spec> consumer() {
  return scenario::kind<scenario::Spec, ConsumerSpec>(
      "consumer", "orders what it wants when it wants it: at random, or as stated by date");
}

}  // namespace aibelt::supply
