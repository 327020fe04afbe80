#include "aibelt/entity/purchasing.hpp"

#include <algorithm>
#include <numeric>

#include "aibelt/base/error.hpp"

namespace aibelt::entity {

Purchasing::Purchasing(const Setting& setting) : scenario_(setting.scenario), items_(setting.items) {
  for (const auto& [item, partners] : setting.sources) {
    Line& line = lines_[item];
    for (const Partner& partner : partners) {
      line.sources.push_back({partner.id, partner.spec});
    }
  }
}

void Purchasing::order(ItemId item, std::int64_t quantity, base::SimTime due, Desk& desk) {
  const auto found = lines_.find(item);
  base::ensure(found != lines_.end() && !found->second.sources.empty(), "an item is ordered that nobody delivers");
  Line& line = found->second;
  line.on_order += quantity;
  const auto parts = split(line, items_[item], quantity, due);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i] > 0) {
      desk.send(line.sources[i].id, desk.now() + kOrderDelay, Order{item, parts[i], due});
    }
  }
}

std::vector<std::int64_t> Purchasing::split(Line& line, const Item& item, std::int64_t quantity, base::SimTime due) const {
  if (line.sources.size() == 1) {
    return {quantity};
  }
  std::vector<double> rates;
  for (const Source& source : line.sources) {
    rates.push_back(source.spec->nominal_rate(scenario_, item, due));
  }
  const double sum = std::accumulate(rates.begin(), rates.end(), 0.0);
  const double even = 1.0 / static_cast<double>(rates.size());
  std::vector<std::int64_t> parts;
  std::int64_t left = quantity;
  for (std::size_t i = 0; i < rates.size(); ++i) {
    Source& source = line.sources[i];
    source.credit += static_cast<double>(quantity) * (sum > 0 ? rates[i] / sum : even);
    parts.push_back(std::clamp(static_cast<std::int64_t>(source.credit), std::int64_t{0}, left));
    left -= parts.back();
  }
  for (; left > 0; --left) {
    const auto behind = std::max_element(
        line.sources.begin(), line.sources.end(), [&](const Source& a, const Source& b) {
          return a.credit - static_cast<double>(parts[static_cast<std::size_t>(&a - line.sources.data())]) <
                 b.credit - static_cast<double>(parts[static_cast<std::size_t>(&b - line.sources.data())]);
        });
    ++parts[static_cast<std::size_t>(behind - line.sources.begin())];
  }
  for (std::size_t i = 0; i < parts.size(); ++i) {
    line.sources[i].credit -= static_cast<double>(parts[i]);
  }
  return parts;
}

void Purchasing::note_arrival(const Shipment& shipment) {
  const auto found = lines_.find(shipment.item);
  base::ensure(found != lines_.end(), "goods arrive that were not ordered");
  found->second.on_order -= shipment.quantity;
}

std::int64_t Purchasing::on_order(ItemId item) const {
  const auto found = lines_.find(item);
  return found == lines_.end() ? 0 : found->second.on_order;
}

}  // namespace aibelt::entity
