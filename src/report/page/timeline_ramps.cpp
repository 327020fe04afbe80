#include <cmath>

#include "timeline_rows.hpp"

namespace aibelt::report {
namespace {

constexpr double kMonthDays = 365.25 / 12;
constexpr double kNoChange = 0.002;  // of a capacity: what carrying over parts of a unit between days comes to

/// Capacity as a rate, so that months of different lengths compare.
Values monthly_rate(const RunView& run, const std::string& place) {
  Values rate = run.sum({.measure = "capacity", .place = place});
  for (std::size_t i = 0; i < rate.size(); ++i) {
    rate[i] *= kMonthDays / base::days_in(run.months().at(i));
  }
  return rate;
}

bool differ(double a, double b) { return std::abs(a - b) > kNoChange * std::max(std::abs(a), std::abs(b)); }

/// Spans over which a rate goes the same way from each month to the next; `from` is the month before the first change.
std::vector<LevelSpan> ramps(const Values& rate) {
  std::vector<LevelSpan> spans;
  int way_before = 0;
  for (std::size_t i = 1; i < rate.size(); ++i) {
    const int way = !differ(rate[i - 1], rate[i]) ? 0 : rate[i] > rate[i - 1] ? 1 : -1;
    if (way != 0 && way != way_before) {
      spans.push_back({i - 1, i, rate[i - 1]});
    }
    if (way != 0) {
      spans.back().to = i + 1;
    }
    way_before = way;
  }
  return spans;
}

std::string unit_of_capacity(const RunView& run, const std::string& place) {
  return run.curves().find({.measure = "capacity", .place = place}).front()->series.unit;
}

Gantt::Row ramp_row(const RunView& run, const std::string& place) {
  Gantt::Row row{say("Plants and suppliers"), raw(place), {}, {}};
  const Values rate = monthly_rate(run, place);
  const std::string unit = unit_of_capacity(run, place) + "/month";
  for (const LevelSpan& span : ramps(rate)) {
    const double last = rate[span.to - 1];
    row.bars.push_back({base::start_of(run.months().at(span.from)), base::start_of(run.months().at(span.to)), "ramp",
                        say(last > span.value ? "ramp up" : "ramp down"), Gantt::Amount{std::round(last), unit}});
  }
  for (const record::EventRow& event : run.run().events) {
    if (event.place == place && event.what == "first_output" && event.time > run.from()) {
      row.marks.push_back({event.time, event.what, say("{}: {}", {event_text(event.what), raw(event.item)}),
                           Gantt::Amount{event.quantity, event.unit}});
    }
  }
  return row;
}

}  // namespace

GanttRows ramp_rows(const RunView& run) {
  GanttRows rows;
  for (const std::string& place : run.places({.measure = "capacity", .item = ""})) {
    const auto stage = run.curves().find({.measure = "capacity", .place = place}).front()->series.stage;
    if (stage == "service" || stage == "fibre") {
      continue;
    }
    if (Gantt::Row row = ramp_row(run, place); !row.bars.empty() || !row.marks.empty()) {
      rows.push_back(std::move(row));
    }
  }
  return rows;
}

}  // namespace aibelt::report
