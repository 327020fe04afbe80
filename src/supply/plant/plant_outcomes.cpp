#include <algorithm>
#include <utility>

#include "plant.hpp"

// What comes out of a plant's process: good ones, and what becomes of those that fail a test.
namespace aibelt::supply {

void Plant::open_failing_accounts() {
  for (Work& work : works_) {
    const Recipe& recipe = work.recipe;
    const std::string goods(entity::unit_of(items_[recipe.output].good));
    if (recipe.failing.passes_retest > 0) {
      work.passed_retest = ledger_.total(recipe.product, "passed_retest", goods);
    }
    if (recipe.yield.reworked() > 0) {
      work.reworked = ledger_.total(recipe.product, "reworked", recipe.work_unit);
    }
    if (!recipe.failing.downgrade_to.empty()) {
      const auto to = std::find_if(works_.begin(), works_.end(), [&](const Work& other) {
        return other.recipe.product == recipe.failing.downgrade_to;
      });
      work.downgrade_to = static_cast<std::size_t>(to - works_.begin());
      work.downgraded = ledger_.total(recipe.product, "downgraded", goods);
      if (!to->takes_downgraded) {
        to->takes_downgraded = true;
        to->downgraded_in = ledger_.total(to->recipe.product, "downgraded_in", goods);
      }
    }
  }
}

/// Good ones in the end of what an event brings out.
double Plant::expected_of(const Event& event) const {
  const Recipe& recipe = works_[event.work].recipe;
  return static_cast<double>(event.units * recipe.outcomes_per_unit) * recipe.yield.in_the_end(event.passing);
}

void Plant::come_out(const Event& event, entity::Desk& desk) {
  Work& work = works_[event.work];
  const std::int64_t outcomes = event.units * work.recipe.outcomes_per_unit;
  const double passing = event.passing * plan_.effects.yield_factor(work.recipe.product, event.started);
  const std::int64_t good = work.yield_stream.binomial(outcomes, passing);
  change_in_process({event.work, -event.units, event.started, event.passing}, desk.now());
  note_retest(work, passing, good);
  std::int64_t failing = outcomes - good;
  const std::int64_t reworked = rework(event, failing, desk.now());
  failing -= reworked;
  note_out(work, event.units - reworked, desk.now() - event.started);
  failing -= downgrade(work, failing);
  ledger_.add(work.good, static_cast<double>(good));
  ledger_.add(work.scrap, static_cast<double>(failing));
  put_away(work, good, desk);
}

void Plant::put_away(Work& work, std::int64_t good, entity::Desk& desk) {
  if (work.recipe.is_filler) {
    ledger_.add(work.shipped_out, static_cast<double>(good));
  } else {
    work.stock += good;
  }
  if (good > 0 && !std::exchange(work.has_output, true)) {
    desk.write(record::EventRow{desk.now(), ledger_.stage(), ledger_.place(), "first_output", work.recipe.product,
                                static_cast<double>(good),
                                std::string(entity::unit_of(items_[work.recipe.output].good))});
  }
}

/// Books how many of the good ones failed the first test and passed the second: with a share y passing the first and q of the rest
/// the second, p = y + (1 − y) q pass, and (p − y) / p of the good ones took two tests.
void Plant::note_retest(Work& work, double passing, std::int64_t good) {
  const double again = work.recipe.failing.passes_retest;
  if (again <= 0 || good == 0) {
    return;
  }
  const double first = std::max(0.0, (passing - again) / (1 - again));
  const std::int64_t second_time = work.yield_stream.binomial(good, (passing - first) / passing);
  ledger_.add(work.passed_retest, static_cast<double>(second_time));
}

/// Puts the recipe's share of the failing back into process and returns their number.
std::int64_t Plant::rework(const Event& event, std::int64_t failing, base::SimTime now) {
  Work& work = works_[event.work];
  const double share = work.recipe.yield.reworked();
  if (share <= 0 || failing == 0) {
    return 0;
  }
  const std::int64_t units = work.yield_stream.binomial(failing, share);
  if (units > 0) {
    ledger_.add(work.reworked, static_cast<double>(units));
    put_in_process({event.work, units, event.passing, event.started}, now, work.recipe.failing.rework_time);
  }
  return units;
}

/// Moves the recipe's share of the failing into the stock of the lesser product and returns their number.
std::int64_t Plant::downgrade(Work& work, std::int64_t failing) {
  if (work.recipe.failing.downgrade_to.empty() || failing == 0) {
    return 0;
  }
  const std::int64_t goods = work.yield_stream.binomial(failing, work.recipe.failing.downgraded);
  Work& lesser = works_[work.downgrade_to];
  lesser.stock += goods;
  ledger_.add(work.downgraded, static_cast<double>(goods));
  ledger_.add(lesser.downgraded_in, static_cast<double>(goods));
  return goods;
}

}  // namespace aibelt::supply
