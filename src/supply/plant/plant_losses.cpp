#include <algorithm>
#include <cmath>

#include "plant.hpp"

// What is lost at a plant at one blow: units in process and finished goods.
namespace aibelt::supply {
namespace {

constexpr int kLossFirst = -2;  // of one instant, before anything comes out

bool concerns(const entity::Loss& loss, const Recipe& recipe) {
  return loss.product.empty() || loss.product == recipe.product;
}

}  // namespace

void Plant::schedule_losses(base::SimTime from) {
  const std::vector<entity::Loss>& losses = plan_.effects.losses;
  for (std::size_t i = 0; i < losses.size(); ++i) {
    if (losses[i].at >= from) {
      calendar_.schedule(losses[i].at, Event{i, Event::kLoss}, kLossFirst);
    }
  }
}

void Plant::open_loss_accounts() {
  for (Work& work : works_) {
    const auto can_hit = [&](const entity::Loss& loss) { return concerns(loss, work.recipe); };
    if (std::any_of(plan_.effects.losses.begin(), plan_.effects.losses.end(), can_hit)) {
      const std::string goods(entity::unit_of(items_[work.recipe.output].good));
      work.lost = ledger_.total(work.recipe.product, "lost", goods);
      work.lost_in_process = ledger_.total(work.recipe.product, "lost_in_process", work.recipe.work_unit);
    }
  }
}

void Plant::lose(const entity::Loss& loss, entity::Desk& desk) {
  const std::vector<std::int64_t> units = lose_in_process(loss, desk.now());
  for (std::size_t i = 0; i < works_.size(); ++i) {
    if (concerns(loss, works_[i].recipe)) {
      lose_goods(works_[i], units[i], loss.stock, desk);
    }
  }
}

/// Takes the share out of what waits for tools and of what has a date to come out; returns the units lost, by recipe.
std::vector<std::int64_t> Plant::lose_in_process(const entity::Loss& loss, base::SimTime now) {
  std::vector<LossCount> counts;
  std::vector<Batch> lost;
  for (std::size_t i = 0; i < works_.size(); ++i) {
    counts.emplace_back(concerns(loss, works_[i].recipe) ? loss.in_process : 0);
    flow_->lose(i, counts[i], lost);
  }
  std::vector<base::Calendar<Event>::Entry> entries;
  while (!calendar_.is_empty()) {
    entries.push_back(calendar_.pop());
  }
  for (auto& [time, priority, sequence, event] : entries) {
    const std::int64_t hit = event.units > 0 ? counts[event.work].of(event.units) : 0;
    if (hit > 0) {
      lost.push_back({event.work, hit, event.started, event.passing});
      event.units -= hit;
    }
    if (hit == 0 || event.units > 0) {
      calendar_.schedule(time, event, priority);
    }
  }
  std::vector<std::int64_t> units(works_.size(), 0);
  for (const Batch& batch : lost) {
    units[batch.recipe] += batch.units;
    change_in_process({batch.recipe, -batch.units, batch.started, batch.passing}, now);
    note_out(works_[batch.recipe], batch.units, now - batch.started);
  }
  return units;
}

/// Books what was lost of one product in process, and takes the share out of its stock.
void Plant::lose_goods(Work& work, std::int64_t units, double share_of_stock, entity::Desk& desk) {
  const auto of_stock = static_cast<std::int64_t>(std::floor(share_of_stock * static_cast<double>(work.stock)));
  work.stock -= of_stock;
  const std::int64_t goods = of_stock + units * work.recipe.outcomes_per_unit;
  if (goods > 0) {
    ledger_.add(work.lost_in_process, static_cast<double>(units));
    ledger_.add(work.lost, static_cast<double>(goods));
    desk.write(record::EventRow{desk.now(), ledger_.stage(), ledger_.place(), "lost", work.recipe.product,
                                static_cast<double>(goods),
                                std::string(entity::unit_of(items_[work.recipe.output].good))});
  }
}

}  // namespace aibelt::supply
