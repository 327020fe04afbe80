#include <algorithm>
#include <cmath>

#include "freight.hpp"

// Goods on their way: when they arrive, what of them is lost, and the accounts of both.
namespace aibelt::supply {
namespace {

base::Duration drawn(const std::shared_ptr<const scenario::SpanDistribution>& spans, base::Stream& stream) {
  constexpr double kMicrosecondsPerSecond = 1e6;
  const double span = spans ? spans->draw(stream).in_base_units() * kMicrosecondsPerSecond : 0;
  return base::Duration{std::llround(std::min(span, scenario::kLongestDrawUs))};
}

}  // namespace

/// Accounts for the items that may be lost on the way to a customer.
void Freight::open_losses(const Way& way, const entity::Setting& setting) {
  const auto is_at_risk = [](const Lane& lane) { return !lane.effects.wrecks.empty(); };
  if (setting.spec == nullptr || way.partner.spec == nullptr ||
      std::none_of(way.lanes.begin(), way.lanes.end(), is_at_risk)) {
    return;
  }
  const auto wanted = way.partner.spec->consumes(setting.scenario);
  for (const entity::Item& item : setting.spec->produces(setting.scenario)) {
    const entity::ItemId id = items_.find(item.good, item.product);
    if (std::find(wanted.begin(), wanted.end(), item) != wanted.end() && !lost_.contains(id)) {
      lost_[id] = ledger_.total(item.product, "lost_in_transit", std::string(entity::unit_of(item.good)));
    }
  }
}

void Freight::depart(entity::EntityId customer, Way& way, Lane& lane, const Waiting& goods, entity::Desk& desk) {
  base::Duration time = lane.terms.lead_time + drawn(lane.terms.delay, lane.delays);
  if (lane.terms.inspection && lane.customs.bernoulli(lane.terms.inspected)) {
    time += drawn(lane.terms.inspection, lane.customs);
  }
  const base::SimTime arrives = lane.effects.arrival(items_[goods.item].product, desk.now(), time);
  const auto book = way.books.find(goods.item);
  if (book != way.books.end() && book->second.cost) {
    ledger_.add(*book->second.cost, lane.terms.cost * static_cast<double>(goods.quantity));
  }
  Waiting arriving = goods;
  for (std::size_t i = 0; i < lane.effects.wrecks.size(); ++i) {
    const Waiting lost{goods.item, lose(lane, i, arriving, desk.now(), arrives)};
    if (lost.quantity > 0) {
      arriving.quantity -= lost.quantity;
      to_lose_.push({lane.effects.wrecks[i].at, customer, lost});
      note_under_way(customer, way, lost, lane.effects.wrecks[i].at);
    }
  }
  note_under_way(customer, way, arriving, arrives);
  desk.send(
      customer, arrives,
      entity::Shipment{.item = goods.item, .quantity = arriving.quantity, .lost = goods.quantity - arriving.quantity});
}

/// How much of `goods` a wreck takes: of all that is under way on a lane then, its share, in whole units rounded down.
std::int64_t Freight::lose(Lane& lane, std::size_t number, const Waiting& goods, base::SimTime sent,
                           base::SimTime arrives) {
  const entity::LaneEffects::Wreck& wreck = lane.effects.wrecks[number];
  if (!wreck.hits(items_[goods.item].product, sent, arrives)) {
    return 0;
  }
  return lane.losses.try_emplace({number, goods.item}, wreck.share).first->second.of(goods.quantity);
}

/// Counts goods as under way until they arrive, or are lost.
void Freight::note_under_way(entity::EntityId customer, Way& way, const Waiting& goods, base::SimTime until) {
  if (const auto book = way.books.find(goods.item); book != way.books.end()) {
    book->second.under_way += goods.quantity;
    under_way_.push({until, customer, goods});
  }
}

/// Books what was lost before `before`, item by item.
void Freight::book_losses(base::SimTime before, entity::Desk& desk) {
  std::map<entity::ItemId, std::int64_t> sums;
  for (; !to_lose_.empty() && to_lose_.top().when < before; to_lose_.pop()) {
    sums[to_lose_.top().goods.item] += to_lose_.top().goods.quantity;
  }
  for (const auto& [item, quantity] : sums) {
    ledger_.add(lost_.at(item), static_cast<double>(quantity));
    desk.write(record::EventRow{desk.now(), ledger_.stage(), ledger_.place(), "lost_in_transit", items_[item].product,
                                static_cast<double>(quantity), std::string(entity::unit_of(items_[item].good))});
  }
}

void Freight::note_levels(entity::Desk& desk) {
  const base::SimTime now = desk.now();
  book_losses(now, desk);
  for (; !under_way_.empty() && under_way_.top().when < now; under_way_.pop()) {
    const Arrival& arrival = under_way_.top();
    ways_.at(arrival.customer).books.at(arrival.goods.item).under_way -= arrival.goods.quantity;
  }
  for (const auto& [customer, way] : ways_) {
    for (const auto& [item, book] : way.books) {
      ledger_.set(book.queue_level, static_cast<double>(book.queued));
      ledger_.set(book.under_way_level, static_cast<double>(book.under_way));
    }
  }
}

}  // namespace aibelt::supply
