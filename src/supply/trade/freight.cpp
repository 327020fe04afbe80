#include "freight.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "aibelt/base/error.hpp"

namespace aibelt::supply {
namespace {

constexpr std::int64_t kUnit = 1'000'000;  // capacity is counted in millionths of a unit of goods
constexpr double kDayInSeconds = 86400;
constexpr double kLicenceRounding = 1e-6;  // of a unit: keeps 1.9999999999 from holding the second back

std::int64_t room_of_day(const entity::LaneTerms& terms, base::SimTime day) {
  return std::llround(terms.capacity->at(day).in_base_units() * kDayInSeconds * static_cast<double>(kUnit));
}

/// How long what is handed over now waits for room, by the day's capacity.
base::Duration wait_for_room(const entity::LaneTerms& terms, std::int64_t queued, base::SimTime now) {
  constexpr double kLongestWait = 3650;  // days
  if (!terms.capacity || queued == 0) {
    return base::Duration{0};
  }
  const auto a_day = static_cast<double>(room_of_day(terms, now));
  const double days = a_day > 0 ? static_cast<double>(queued) * static_cast<double>(kUnit) / a_day : kLongestWait;
  return base::Duration{
      static_cast<std::int64_t>(std::min(days, kLongestWait) * static_cast<double>(base::kDay.count()))};
}

}  // namespace

Freight::Freight(const entity::Setting& setting, entity::Ledger& ledger,
                 std::shared_ptr<const policy::RoutePolicy> route)
    : items_(setting.items), ledger_(ledger), route_(std::move(route)) {
  for (const auto& [customer, partner] : setting.customers) {
    Way& way = ways_[customer] = make_way(partner, setting);
    open_books(way, setting, ledger);
    open_losses(way, setting);
  }
}

Freight::Way Freight::make_way(const entity::Partner& partner, const entity::Setting& setting) const {
  Way way{.partner = partner};
  std::vector<entity::LaneTerms> lanes = partner.lanes;
  if (lanes.empty()) {
    lanes.push_back({.lead_time = partner.lead_time});
  }
  const auto seed = static_cast<std::uint64_t>(setting.scenario.seed);
  for (entity::LaneTerms& terms : lanes) {
    const std::string name =
        fmt::format("lane/{}/{}{}{}", setting.name, partner.name, terms.mode.empty() ? "" : "/", terms.mode);
    entity::LaneEffects effects =
        terms.name.empty() ? entity::LaneEffects() : entity::LaneEffects(setting.scenario, terms.name);
    way.lanes.push_back({std::move(terms), std::move(effects), base::Stream(seed, name + "/delay"),
                         base::Stream(seed, name + "/customs")});
  }
  return way;
}

/// Accounts for the items that go to a customer whose lanes say more than a lead time.
void Freight::open_books(Way& way, const entity::Setting& setting, entity::Ledger& ledger) const {
  const auto is_detailed = [](const Lane& lane) { return lane.terms.is_detailed(); };
  const bool has_books = way.lanes.size() > 1 || std::any_of(way.lanes.begin(), way.lanes.end(), is_detailed);
  if (!has_books || setting.spec == nullptr || way.partner.spec == nullptr) {
    return;
  }
  const bool has_cost =
      std::any_of(way.lanes.begin(), way.lanes.end(), [](const Lane& lane) { return lane.terms.cost > 0; });
  const auto wanted = way.partner.spec->consumes(setting.scenario);
  for (const entity::Item& item : setting.spec->produces(setting.scenario)) {
    if (std::find(wanted.begin(), wanted.end(), item) != wanted.end()) {
      const std::string goods(entity::unit_of(item.good));
      Book& book = way.books[items_.find(item.good, item.product)];
      book.queue_level = ledger.level(item.product, "queued_for_" + way.partner.name, goods);
      book.under_way_level = ledger.level(item.product, "in_transit_to_" + way.partner.name, goods);
      if (has_cost) {
        book.cost = ledger.total(item.product, "freight_cost_to_" + way.partner.name, "USD");
      }
    }
  }
}

bool Freight::is_open(const Lane& lane, entity::ItemId item, base::SimTime now) const {
  const std::string& product = items_[item].product;
  if (now + lane.terms.lead_time < lane.terms.qualified_from(product) || !lane.effects.is_open(product, now)) {
    return false;
  }
  const auto qualification = lane.terms.qualification.find(product);
  const auto first = first_output_.find(item);
  return qualification == lane.terms.qualification.end() ||
         (first != first_output_.end() && now >= first->second + qualification->second);
}

bool Freight::is_open(entity::EntityId customer, entity::ItemId item, base::SimTime now) const {
  const Way& way = ways_.at(customer);
  return std::any_of(way.lanes.begin(), way.lanes.end(), [&](const Lane& lane) { return is_open(lane, item, now); });
}

bool Freight::has_licences(const Way& way) {
  return std::any_of(way.lanes.begin(), way.lanes.end(),
                     [](const Lane& lane) { return !lane.effects.licences.empty(); });
}

std::int64_t Freight::permitted(entity::EntityId customer, entity::ItemId item, std::int64_t due, base::SimTime now) {
  Way& way = ways_.at(customer);
  if (!is_open(customer, item, now)) {
    return 0;
  }
  if (!has_licences(way)) {
    return due;
  }
  Licence& licence = way.licences[item];
  double share = 0;
  for (const Lane& lane : way.lanes) {
    share = is_open(lane, item, now) ? std::max(share, lane.effects.licence(items_[item].product, now)) : share;
  }
  const std::int64_t known = std::exchange(licence.due, licence.sent + due);
  licence.allowed = share < 1
                        ? licence.allowed + share * static_cast<double>(std::max<std::int64_t>(0, licence.due - known))
                        : static_cast<double>(licence.due);
  const auto allowed = static_cast<std::int64_t>(std::floor(licence.allowed + kLicenceRounding));
  return std::clamp<std::int64_t>(allowed - licence.sent, 0, due);
}

std::size_t Freight::choose(const Way& way, entity::ItemId item, bool is_late, base::SimTime now) const {
  std::vector<policy::LaneOffer> offers;
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < way.lanes.size(); ++i) {
    const Lane& lane = way.lanes[i];
    if (is_open(lane, item, now)) {
      offers.push_back({lane.terms.cost, lane.terms.planned_time() + wait_for_room(lane.terms, lane.queued, now)});
      places.push_back(i);
    }
  }
  base::ensure(!offers.empty(), "goods are sent where no lane is open");
  return places[offers.size() == 1 ? 0 : route_->choose(offers, is_late)];
}

void Freight::send(entity::EntityId customer, entity::ItemId item, std::int64_t quantity, entity::Desk& desk,
                   std::int64_t late) {
  Way& way = ways_.at(customer);
  if (has_licences(way)) {
    way.licences[item].sent += quantity;
  }
  late = std::clamp<std::int64_t>(late, 0, quantity);
  for (const auto& [part, is_late] : {std::pair{late, true}, {quantity - late, false}}) {
    if (part > 0) {
      hand_over(customer, way, way.lanes[choose(way, item, is_late, desk.now())], {item, part}, desk);
    }
  }
}

void Freight::hand_over(entity::EntityId customer, Way& way, Lane& lane, const Waiting& goods, entity::Desk& desk) {
  if (!lane.terms.capacity) {
    depart(customer, way, lane, goods, desk);
    return;
  }
  lane.queue.push_back(goods);
  lane.queued += goods.quantity;
  if (const auto book = way.books.find(goods.item); book != way.books.end()) {
    book->second.queued += goods.quantity;
  }
}

void Freight::pass_a_day(entity::Desk& desk) {
  for (auto& [customer, way] : ways_) {
    for (Lane& lane : way.lanes) {
      if (lane.terms.capacity) {
        lane.room += room_of_day(lane.terms, desk.now());
        dispatch(customer, way, lane, desk);
        lane.room = std::min(lane.room, kUnit - 1);
      }
    }
  }
  book_losses(desk.now() + base::Duration{1}, desk);
}

/// Lets go, first in, first out, what there is room for; goods whose way is closed let others pass.
void Freight::dispatch(entity::EntityId customer, Way& way, Lane& lane, entity::Desk& desk) {
  for (auto next = lane.queue.begin(); next != lane.queue.end() && lane.room >= kUnit;) {
    if (!is_open(lane, next->item, desk.now())) {
      ++next;
      continue;
    }
    const Waiting part{next->item, std::min(next->quantity, lane.room / kUnit)};
    lane.room -= part.quantity * kUnit;
    lane.queued -= part.quantity;
    next->quantity -= part.quantity;
    if (const auto book = way.books.find(part.item); book != way.books.end()) {
      book->second.queued -= part.quantity;
    }
    depart(customer, way, lane, part, desk);
    next = next->quantity == 0 ? lane.queue.erase(next) : next;
  }
}

void Freight::answer(entity::EntityId customer, entity::ItemId item, std::int64_t withdrawn, entity::Desk& desk) const {
  const Way& way = ways_.at(customer);
  base::Duration least = base::Duration::max();
  for (const Lane& lane : way.lanes) {
    least = std::min(least, lane.terms.lead_time);
  }
  desk.send(customer, desk.now() + least, entity::Shipment{.item = item, .withdrawn = withdrawn});
}

}  // namespace aibelt::supply
