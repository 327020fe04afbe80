#include <algorithm>
#include <cmath>

#include "warehouse.hpp"

// What disruptions do to a warehouse: stops, and stock that is lost.
namespace aibelt::supply {
namespace {

bool concerns(const entity::Loss& loss, const std::string& product) {
  return loss.product.empty() || loss.product == product;
}

}  // namespace

void Warehouse::open_loss_accounts() {
  for (Shelf& shelf : shelves_) {
    const std::string& product = items_[shelf.item].product;
    const auto can_hit = [&](const entity::Loss& loss) { return concerns(loss, product); };
    if (std::any_of(effects_.losses.begin(), effects_.losses.end(), can_hit)) {
      shelf.lost = ledger_.total(product, "lost", spec_.goods);
    }
  }
}

/// Losses, and the ends of stops, at which what has fallen due leaves.
void Warehouse::schedule_disruptions(base::SimTime from) {
  for (std::size_t i = 0; i < effects_.losses.size(); ++i) {
    if (effects_.losses[i].at >= from) {
      schedule(effects_.losses[i].at, Kind::loss, i);
    }
  }
  for (const entity::Dent& stop : effects_.capacities) {
    for (std::size_t i = 0; i < shelves_.size() && stop.until > from; ++i) {
      schedule(stop.until, Kind::due, i);
    }
  }
}

/// Takes the share out of the stock; where the item is reordered all the time, decides on it.
void Warehouse::lose(const entity::Loss& loss, entity::Desk& desk) {
  for (Shelf& shelf : shelves_) {
    const std::string& product = items_[shelf.item].product;
    const auto units = static_cast<std::int64_t>(std::floor(loss.stock * static_cast<double>(shelf.stock)));
    if (units == 0 || !concerns(loss, product)) {
      continue;
    }
    shelf.stock -= units;
    ledger_.add(shelf.lost, static_cast<double>(units));
    desk.write(record::EventRow{desk.now(), ledger_.stage(), ledger_.place(), "lost", product,
                                static_cast<double>(units), spec_.goods});
    if (shelf.replenishment.is_continuous()) {
      decide(shelf, desk);
    }
  }
}

}  // namespace aibelt::supply
