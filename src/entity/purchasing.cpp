#include "aibelt/entity/purchasing.hpp"

#include <algorithm>

#include "aibelt/base/error.hpp"

namespace aibelt::entity {
namespace {

constexpr base::Duration kPatience = std::chrono::days{14};    // after which a late source is judged by its deliveries
constexpr base::Duration kMemory = std::chrono::days{60};      // over which deliveries are remembered
constexpr base::Duration kProbation = std::chrono::days{120};  // before a new source has a record to be judged by

constexpr double kSecondsInDay = 86400;

double seconds(base::Duration span) { return std::chrono::duration<double>(span).count(); }

/// What is left of a rate after `span` without deliveries; falls linearly to nothing.
double faded(double rate, base::Duration span) {
  return span >= kMemory ? 0 : rate * (1 - seconds(span) / seconds(kMemory));
}

}  // namespace

Purchasing::Purchasing(const Setting& setting)
    : scenario_(setting.scenario),
      items_(setting.items),
      sourcing_(setting.spec != nullptr ? setting.spec->sourcing() : default_sourcing()) {
  for (const auto& [item, partners] : setting.sources) {
    Line& line = lines_[item];
    for (const Partner& partner : partners) {
      line.sources.push_back({.id = partner.id,
                              .spec = partner.spec,
                              .order_time = partner.order_time,
                              .preference = partner.preference,
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
  const base::Month month = base::month_of(std::max(order.due, desk.now()));
  source.booked.erase(source.booked.begin(), source.booked.lower_bound(base::month_of(desk.now())));
  source.booked[month] += order.quantity;
  source.open.push_back({order.due, order.quantity});
  source.first_order = std::min(source.first_order, desk.now());
  desk.send(source.id, desk.now() + source.order_time, order);
}

std::int64_t Purchasing::cancel(ItemId item, std::int64_t quantity, Desk& desk) {
  Line& line = line_of(item);
  std::int64_t left = quantity;
  while (left > 0) {
    const auto last = std::max_element(line.sources.begin(), line.sources.end(), [](const Source& a, const Source& b) {
      return !b.open.empty() && (a.open.empty() || a.open.back().due < b.open.back().due);
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
  const auto month = source.booked.find(base::month_of(due));
  if (month != source.booked.end()) {
    month->second -= std::min(part, month->second);
  }
  last.quantity -= part;
  if (last.quantity == 0) {
    source.open.pop_back();
  }
  source.asked.push_back(part);
  desk.send(source.id, desk.now() + source.order_time, Order{item, -part, due});
  return part;
}

double Purchasing::weight(const Source& source, const Item& item, base::SimTime due, base::SimTime now) const {
  const bool is_late = !source.open.empty() && source.open.front().due + kPatience < now;
  const bool has_record = source.first_order < now - kProbation;
  return is_late && has_record ? faded(source.rate, now - source.rated_at)
                               : source.spec->nominal_rate(scenario_, item, due);
}

/// Whole parts by source, those not qualified by `due` left out.
std::vector<std::int64_t> Purchasing::split(Line& line, const Item& item, std::int64_t quantity, base::SimTime due,
                                            base::SimTime now) const {
  if (line.sources.size() == 1) {
    return {quantity};
  }
  const base::Month month = base::month_of(std::max(due, now));
  std::vector<Source*> able;
  std::vector<SourceView> views;
  for (Source& source : line.sources) {
    if (source.qualified <= due) {
      const auto booked = source.booked.find(month);
      able.push_back(&source);
      views.push_back(
          {weight(source, item, due, now), source.preference, booked == source.booked.end() ? 0 : booked->second});
    }
  }
  const auto shares = sourcing_->split({quantity, base::days_in(month) * kSecondsInDay, views});
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
  line.on_order -= shipment.quantity;
  const auto source =
      std::find_if(line.sources.begin(), line.sources.end(), [&](const Source& known) { return known.id == from; });
  base::ensure(source != line.sources.end(), "goods arrive from somebody who does not deliver them");
  if (shipment.quantity == 0) {
    base::ensure(!source->asked.empty(), "an answer to a withdrawal that was not asked for");
    line.on_order += source->asked.front() - shipment.withdrawn;
    source->asked.pop_front();
    return;
  }
  source->rate =
      faded(source->rate, now - source->rated_at) + static_cast<double>(shipment.quantity) / seconds(kMemory);
  source->rated_at = now;
  for (std::int64_t left = shipment.quantity; left > 0 && !source->open.empty();) {
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
