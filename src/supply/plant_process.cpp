#include <utility>

#include "plant.hpp"

// What is in process at a plant: batches from their start to the day they come out.
namespace aibelt::supply {
namespace {

constexpr int kBatchFirst = -1;  // of one instant, what comes out comes before the day's decisions

}  // namespace

/// Fills the process with what the days before the run would have started at the opening rate.
void Plant::open_process(Work& work, std::size_t index, base::SimTime now) {
  double due = 0;
  for (std::int64_t day = work.recipe.cycle_time / base::kDay; day >= 1; --day) {
    due += work.recipe.opening_units_per_day;
    const auto units = static_cast<std::int64_t>(due);
    due -= static_cast<double>(units);
    if (units > 0) {
      begin_batch(index, units, now - day * base::kDay);
    }
  }
}

void Plant::begin_batch(std::size_t index, std::int64_t units, base::SimTime started) {
  Work& work = works_[index];
  const double expected = static_cast<double>(units * work.recipe.outcomes_per_unit) * work.recipe.yield(started);
  work.in_process += units;
  work.expected += expected;
  calendar_.schedule(started + work.recipe.cycle_time, Event{index, units, expected}, kBatchFirst);
}

void Plant::come_out(const Event& event, entity::Desk& desk) {
  Work& work = works_[event.work];
  const std::int64_t outcomes = event.units * work.recipe.outcomes_per_unit;
  const std::int64_t good =
      work.yield_stream.binomial(outcomes, work.recipe.yield(desk.now() - work.recipe.cycle_time));
  work.in_process -= event.units;
  work.expected = work.in_process == 0 ? 0 : work.expected - event.expected;
  ledger_.add(work.good, static_cast<double>(good));
  ledger_.add(work.scrap, static_cast<double>(outcomes - good));
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

}  // namespace aibelt::supply
