#include "aibelt/entity/purchasing.hpp"

#include <algorithm>

#include "aibelt/base/error.hpp"

namespace aibelt::entity {
namespace {

constexpr base::Duration kPatience = std::chrono::days{14};    // after which a late source is judged by its deliveries
constexpr base::Duration kMemory = std::chrono::days{60};      // over which deliveries are remembered
constexpr base::Duration kProbation = std::chrono::days{120};  // before a new source has a record to be judged by
constexpr base::Duration kSoonestBack =
    std::chrono::days{180};  // a late source is thought to be back at what it can no sooner
constexpr base::Duration kLatestBack = std::chrono::days{730};  // and no later
constexpr double kTrial = 0.02;  // of what it can deliver, for which a late source is still tried

double seconds(base::Duration span) { return std::chrono::duration<double>(span).count(); }

std::chrono::weeks week_of(base::SimTime time) {
  return std::chrono::floor<std::chrono::weeks>(time.time_since_epoch());
}

/// What is left of a rate after `span` without deliveries; falls linearly to nothing.
double faded(double rate, base::Duration span) {
  return span >= kMemory ? 0 : rate * (1 - seconds(span) / seconds(kMemory));
}

}  // namespace

base::SimTime Purchasing::Source::expected(base::SimTime due, base::SimTime now) const {
  return std::max(due, now + usual_time);
}

std::int64_t Purchasing::Source::overdue(base::SimTime now) const {
  std::int64_t sum = 0;
  for (auto one = open.begin(); one != open.end() && one->expected < now; ++one) {
    sum += one->quantity;
  }
  return sum;
}

Purchasing::Purchasing(const Setting& setting)
    : scenario_(setting.scenario),
      items_(setting.items),
      sourcing_(setting.spec != nullptr ? setting.spec->sourcing() : default_sourcing()) {
  for (const auto& [item, partners] : setting.sources) {
    Line& line = lines_[item];
    for (const Partner& partner : partners) {
      line.sources.push_back({.partner = partner,
                              .usual_time = partner.order_time + partner.making_time + partner.lead_time,
                              .qualified = partner.qualified_from(items_[item].product)});
    }
  }
}

Purchasing::Line& Purchasing::line_of(ItemId item) {
  const auto found = lines_.find(item);
  base::ensure(found != lines_.end() && !found->second.sources.empty(), "an item is ordered that nobody delivers");
  return found->second;
}

void Purchasing::order(ItemId item, std::int64_t quantity, base::SimTime due, Desk& desk) {
  Line& line = line_of(item);
  line.on_order += quantity;
  base::SimTime first = base::kNever;
  for (const Source& source : line.sources) {
    first = std::min(first, source.qualified);
  }
  due = std::max(due, first);
  const auto parts = split(line, items_[item], quantity, due, desk.now());
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i] > 0) {
      place(line.sources[i], {item, parts[i], due}, desk);
    }
  }
}

void Purchasing::place(Source& source, const Order& order, Desk& desk) {
  const base::SimTime now = desk.now();
  source.booked.erase(source.booked.begin(), source.booked.lower_bound(week_of(now)));
  source.booked[week_of(std::max(order.due, now))] += order.quantity;
  const Open open{source.expected(order.due, now), order.due, order.quantity};
  source.open.insert(std::upper_bound(source.open.begin(), source.open.end(), open,
                                      [](const Open& a, const Open& b) { return a.expected < b.expected; }),
                     open);
  source.first_order = std::min(source.first_order, now);
  desk.send(source.partner.id, now + source.partner.order_time, order);
}

std::int64_t Purchasing::cancel(ItemId item, std::int64_t quantity, Desk& desk) {
  Line& line = line_of(item);
  std::int64_t left = quantity;
  while (left > 0) {
    const auto last = std::max_element(line.sources.begin(), line.sources.end(), [](const Source& a, const Source& b) {
      return !b.open.empty() && (a.open.empty() || a.open.back().expected < b.open.back().expected);
    });
    if (last->open.empty()) {
      break;
    }
    left -= withdraw(*last, item, left, desk);
  }
  line.on_order -= quantity - left;
  return quantity - left;
}

/// Withdraws up to `quantity` of the order placed last with `source`; returns how much.
std::int64_t Purchasing::withdraw(Source& source, ItemId item, std::int64_t quantity, Desk& desk) {
  Open& last = source.open.back();
  const std::int64_t part = std::min(quantity, last.quantity);
  const base::SimTime due = last.due;
  const auto week = source.booked.find(week_of(due));
  if (week != source.booked.end()) {
    week->second -= std::min(part, week->second);
  }
  last.quantity -= part;
  if (last.quantity == 0) {
    source.open.pop_back();
  }
  source.asked.push_back(part);
  desk.send(source.partner.id, desk.now() + source.partner.order_time, Order{item, -part, due});
  return part;
}

/// Units a second the source is thought to deliver at `due`, or when it can at its usual pace: where it is late, what it has lately
/// delivered for what is due soonest, and evenly more up to what it can when it has caught up.
double Purchasing::weight(const Source& source, const Item& item, base::SimTime due, base::SimTime now) const {
  const base::SimTime expected = source.expected(due, now);
  const double can = source.partner.spec->nominal_rate(scenario_, item, expected);
  const bool is_late = !source.open.empty() && source.open.front().expected + kPatience < now;
  const bool has_record = source.first_order < now - kProbation;
  if (!is_late || !has_record) {
    return can;
  }
  const double lately = faded(source.rate, now - source.rated_at);
  const double catching_up = lately > 0 ? static_cast<double>(source.overdue(now)) / lately : seconds(kLatestBack);
  const double ahead = seconds(expected - source.usual_time - now) /
                       std::clamp(catching_up, seconds(kSoonestBack), seconds(kLatestBack));
  return std::max(lately + std::min(ahead, 1.0) * std::max(0.0, can - lately), kTrial * can);
}

/// Whole parts by source, those not qualified by `due`, or by now where that has passed, left out.
std::vector<std::int64_t> Purchasing::split(Line& line, const Item& item, std::int64_t quantity, base::SimTime due,
                                            base::SimTime now) const {
  if (line.sources.size() == 1) {
    return {quantity};
  }
  const base::SimTime at = std::max(due, now);
  const std::chrono::weeks week = week_of(at);
  std::vector<Source*> able;
  std::vector<SourceView> views;
  for (Source& source : line.sources) {
    if (source.qualified <= at) {
      const auto booked = source.booked.find(week);
      able.push_back(&source);
      views.push_back({weight(source, item, due, now), source.partner.preference,
                       booked == source.booked.end() ? 0 : booked->second, source.partner.landed_cost(at)});
    }
  }
  const auto shares = sourcing_->split({quantity, seconds(week), seconds(week + std::chrono::weeks{1}), views});
  std::int64_t left = quantity;
  std::vector<std::int64_t> parts(line.sources.size(), 0);
  const auto give = [&](Source& source, std::int64_t part) {
    parts[static_cast<std::size_t>(&source - line.sources.data())] += part;
    source.credit -= static_cast<double>(part);
    left -= part;
  };
  for (std::size_t i = 0; i < able.size(); ++i) {
    able[i]->credit += shares[i];
    give(*able[i], std::clamp(static_cast<std::int64_t>(able[i]->credit), std::int64_t{0}, left));
  }
  while (left > 0) {
    give(**std::max_element(able.begin(), able.end(),
                            [](const Source* a, const Source* b) { return a->credit < b->credit; }),
         1);
  }
  return parts;
}

void Purchasing::note_arrival(EntityId from, const Shipment& shipment, base::SimTime now) {
  const auto found = lines_.find(shipment.item);
  base::ensure(found != lines_.end(), "goods arrive that were not ordered");
  Line& line = found->second;
  line.on_order -= shipment.quantity + shipment.lost;
  const auto source = std::find_if(line.sources.begin(), line.sources.end(),
                                   [&](const Source& known) { return known.partner.id == from; });
  base::ensure(source != line.sources.end(), "goods arrive from somebody who does not deliver them");
  if (shipment.is_answer()) {
    base::ensure(!source->asked.empty(), "an answer to a withdrawal that was not asked for");
    line.on_order += source->asked.front() - shipment.withdrawn;
    source->asked.pop_front();
    return;
  }
  source->rate =
      faded(source->rate, now - source->rated_at) + static_cast<double>(shipment.quantity) / seconds(kMemory);
  source->rated_at = now;
  for (std::int64_t left = shipment.quantity + shipment.lost; left > 0 && !source->open.empty();) {
    Open& first = source->open.front();
    const std::int64_t part = std::min(left, first.quantity);
    first.quantity -= part;
    left -= part;
    if (first.quantity == 0) {
      source->open.pop_front();
    }
  }
}

std::int64_t Purchasing::on_order(ItemId item) const {
  const auto found = lines_.find(item);
  return found == lines_.end() ? 0 : std::max<std::int64_t>(0, found->second.on_order);
}

}  // namespace aibelt::entity
