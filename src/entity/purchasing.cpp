#include "aibelt/entity/purchasing.hpp"

#include <algorithm>
#include <numeric>

#include "aibelt/base/error.hpp"

namespace aibelt::entity {
namespace {

constexpr base::Duration kPatience = std::chrono::days{14};    // after which a late source is judged by its deliveries
constexpr base::Duration kMemory = std::chrono::days{60};      // over which deliveries are remembered
constexpr base::Duration kProbation = std::chrono::days{120};  // before a new source has a record to be judged by

double seconds(base::Duration span) { return std::chrono::duration<double>(span).count(); }

/// What is left of a rate after `span` without deliveries; falls linearly to nothing.
double faded(double rate, base::Duration span) {
  return span >= kMemory ? 0 : rate * (1 - seconds(span) / seconds(kMemory));
}

}  // namespace

Purchasing::Purchasing(const Setting& setting) : scenario_(setting.scenario), items_(setting.items) {
  for (const auto& [item, partners] : setting.sources) {
    Line& line = lines_[item];
    for (const Partner& partner : partners) {
      line.sources.push_back({.id = partner.id, .spec = partner.spec});
    }
  }
}

void Purchasing::order(ItemId item, std::int64_t quantity, base::SimTime due, Desk& desk) {
  const auto found = lines_.find(item);
  base::ensure(found != lines_.end() && !found->second.sources.empty(), "an item is ordered that nobody delivers");
  Line& line = found->second;
  line.on_order += quantity;
  const auto parts = split(line, items_[item], quantity, due, desk.now());
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i] > 0) {
      Source& source = line.sources[i];
      source.open.push_back({due, parts[i]});
      source.first_order = std::min(source.first_order, desk.now());
      desk.send(source.id, desk.now() + kOrderDelay, Order{item, parts[i], due});
    }
  }
}

double Purchasing::weight(const Source& source, const Item& item, base::SimTime due, base::SimTime now) const {
  const bool is_late = !source.open.empty() && source.open.front().due + kPatience < now;
  const bool has_record = source.first_order < now - kProbation;
  return is_late && has_record ? faded(source.rate, now - source.rated_at)
                               : source.spec->nominal_rate(scenario_, item, due);
}

std::vector<std::int64_t> Purchasing::split(Line& line, const Item& item, std::int64_t quantity, base::SimTime due,
                                            base::SimTime now) const {
  if (line.sources.size() == 1) {
    return {quantity};
  }
  std::vector<double> weights;
  for (const Source& source : line.sources) {
    weights.push_back(weight(source, item, due, now));
  }
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  const double even = 1.0 / static_cast<double>(weights.size());
  std::vector<std::int64_t> parts;
  std::int64_t left = quantity;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    Source& source = line.sources[i];
    source.credit += static_cast<double>(quantity) * (sum > 0 ? weights[i] / sum : even);
    parts.push_back(std::clamp(static_cast<std::int64_t>(source.credit), std::int64_t{0}, left));
    left -= parts.back();
    source.credit -= static_cast<double>(parts.back());
  }
  for (; left > 0; --left) {
    const auto most_owed = std::max_element(line.sources.begin(), line.sources.end(),
                                            [](const Source& a, const Source& b) { return a.credit < b.credit; });
    ++parts[static_cast<std::size_t>(most_owed - line.sources.begin())];
    most_owed->credit -= 1;
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
  return found == lines_.end() ? 0 : found->second.on_order;
}

}  // namespace aibelt::entity
