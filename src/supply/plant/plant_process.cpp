#include <algorithm>
#include <cmath>

#include "plant.hpp"

// What is in process at a plant, from its start to the day it comes out.
namespace aibelt::supply {
namespace {

constexpr int kBatchFirst = -1;      // of one instant, what comes out comes before the day's decisions
constexpr std::int64_t kWarmUp = 3;  // planned cycle times that the days before the run are played for, with a queue

double days(base::Duration time) { return static_cast<double>(time.count()) / static_cast<double>(base::kDay.count()); }

double in_units(Load load) { return static_cast<double>(load) / static_cast<double>(kLoadPerUnit); }

}  // namespace

void Plant::open_flow_accounts() {
  if (plan_.tools_up) {
    tools_down_ = ledger_.total("", "tools_down", plan_.capacity_unit);
  }
  if (plan_.flow->has_queue()) {
    bottleneck_ = ledger_.total("", "bottleneck", plan_.capacity_unit);
    queue_ = ledger_.level("", "queue", plan_.capacity_unit);
    for (Work& work : works_) {
      work.process_time.cycle_time = ledger_.level(work.recipe.product, "cycle_time", "days");
      work.process_time.mean_in_process = ledger_.level(work.recipe.product, "mean_in_process", work.recipe.work_unit);
    }
  }
}

/// Days of opening starts that wait for the tools in the long run, at most `most`.
std::int64_t Plant::opening_wait(base::SimTime now, std::int64_t most) const {
  double load = 0;
  for (const Work& work : works_) {
    load += work.recipe.opening_units_per_day * static_cast<double>(work.recipe.load);
  }
  const double passable = plan_.working_capacity(now) * plan_.flow->bottleneck(now) * tools_up(now - base::kDay) *
                          static_cast<double>(kLoadPerUnit);
  return load < passable ? std::llround(std::min(plan_.flow->wait_at(load / passable), static_cast<double>(most)))
                         : most;
}

/// Fills the process with what the days before the run would have started at the opening rates, and the queue with what would wait
/// for the tools had it always been so.
void Plant::open_process(base::SimTime now) {
  std::vector<double> due(works_.size(), 0);
  std::int64_t longest = 0;
  for (const Work& work : works_) {
    longest = std::max(longest, work.recipe.cycle_time / base::kDay);
  }
  const bool has_queue = plan_.flow->has_queue();
  const std::int64_t passing = longest * (has_queue ? kWarmUp : 1);
  for (std::int64_t day = passing + (has_queue ? opening_wait(now, passing) : 0); day >= 1; --day) {
    for (std::size_t i = 0; i < works_.size(); ++i) {
      due[i] += works_[i].recipe.opening_units_per_day;
      const auto units = static_cast<std::int64_t>(due[i]);
      due[i] -= static_cast<double>(units);
      if (units > 0) {
        begin_batch(i, units, now - day * base::kDay);
      }
    }
    if (day <= passing) {
      pass_a_day(now - day * base::kDay, now);
    }
  }
}

void Plant::begin_batch(std::size_t index, std::int64_t units, base::SimTime started) {
  Work& work = works_[index];
  const double passing = work.recipe.yield.passing(started) * change_over_.yield_factor(index);
  work.recipe.yield.note_started(units);
  change_in_process({index, units, started, passing}, started);
  flow_->start({index, units, started, passing}, releases_);
}

/// Lets the day's load through the tools and puts what is dated by now into the calendar, but for what was out before `from`.
void Plant::pass_a_day(base::SimTime day, base::SimTime from) {
  if (plan_.flow->has_queue()) {
    const double when_up =
        plan_.working_capacity(day) * plan_.flow->bottleneck(day) * static_cast<double>(kLoadPerUnit);
    const Load passable = std::llround(when_up * tools_up(day));
    flow_->pass(day, passable, releases_);
    if (day >= from) {
      ledger_.add(bottleneck_, in_units(passable));
      note_tools_down(std::llround(when_up) - passable);
    }
  }
  for (const auto& [batch, out] : releases_) {
    const base::SimTime until = plan_.effects.end_of(day, out - day);
    if (until < from) {
      change_in_process({batch.recipe, -batch.units, batch.started, batch.passing}, from);
    } else {
      calendar_.schedule(until, Event{batch.recipe, batch.units, batch.passing, batch.started}, kBatchFirst);
    }
  }
  releases_.clear();
}

double Plant::tools_up(base::SimTime day) const { return plan_.tools_up ? (*plan_.tools_up)(day) : 1; }

void Plant::note_tools_down(Load load) {
  if (plan_.tools_up) {
    ledger_.add(tools_down_, in_units(load));
  }
}

/// Puts failing units back, to come out again.
void Plant::put_in_process(const Event& event, base::SimTime now, base::Duration length) {
  change_in_process({event.work, event.units, event.started, event.passing}, now);
  calendar_.schedule(plan_.effects.end_of(now, length), event, kBatchFirst);
}

/// Adds units to what is in process, or takes out a negative number of them.
void Plant::change_in_process(const Batch& batch, base::SimTime now) {
  Work& work = works_[batch.recipe];
  work.in_process += batch.units;
  const double expected = expected_of({batch.recipe, batch.units, batch.passing, batch.started});
  work.expected = work.in_process == 0 ? 0 : work.expected + expected;
  work.process_time.moment += static_cast<double>(batch.units) * days(now - month_began_);
}

/// Notes how long `units` were in process that leave it now for good.
void Plant::note_out(Work& work, std::int64_t units, base::Duration in_process) {
  work.process_time.units_out += units;
  work.process_time.days_out += static_cast<double>(units) * days(in_process);
}

/// Sets the month's mean time and number in process, and begins the next month's.
void Plant::note_process_times(base::SimTime now) {
  const double length = days(now - month_began_);
  month_began_ = now;
  for (Work& work : works_) {
    ProcessTime& times = work.process_time;
    if (plan_.flow->has_queue()) {
      if (times.units_out > 0) {
        ledger_.set(times.cycle_time, times.days_out / static_cast<double>(times.units_out));
      }
      const double mean = length > 0 ? static_cast<double>(work.in_process) - times.moment / length : 0;
      ledger_.set(times.mean_in_process, mean);
    }
    times.units_out = 0;
    times.days_out = 0;
    times.moment = 0;
  }
  if (plan_.flow->has_queue()) {
    ledger_.set(queue_, in_units(flow_->waiting()));
  }
}

}  // namespace aibelt::supply
