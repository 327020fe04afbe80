#include "aibelt/workload/arrivals.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace aibelt::workload {
namespace {

constexpr base::Duration kHour = std::chrono::hours{1};

double in_seconds(base::Duration span) { return static_cast<double>(span.count()) / 1e6; }

}  // namespace

base::SimTime ArrivalRate::hour_of(base::SimTime date) const {
  return std::chrono::floor<std::chrono::hours>(date + utc_offset) - utc_offset;
}

double ArrivalRate::per_second(base::SimTime date) const {
  const base::SimTime hour = hour_of(date);
  const base::SimTime local = hour + utc_offset;
  const auto day = std::chrono::floor<std::chrono::days>(local);
  const auto hour_of_day = static_cast<std::size_t>((local - day) / kHour);
  const std::size_t weekday = std::chrono::weekday{day}.iso_encoding() - 1;
  return std::max(base.at(hour).in_base_units(), 0.0) * diurnal[hour_of_day] * weekly[weekday];
}

double ArrivalRate::expected(base::SimTime from, base::SimTime to) const {
  double sum = 0;
  for (base::SimTime at = from; at < to;) {
    const base::SimTime end = std::min(to, hour_of(at) + kHour);
    sum += per_second(at) * in_seconds(end - at);
    at = end;
  }
  return sum;
}

const scenario::FieldTable<ArrivalRate>& ArrivalRate::fields() {
  static const scenario::FieldTable<ArrivalRate> table = {
      scenario::field(&ArrivalRate::base,
                      {.name = "base", .unit = "1/day", .low = 0, .high = 1e9, .doc = "arrivals by date"}),
      scenario::field(&ArrivalRate::diurnal,
                      {.name = "diurnal", .doc = "24 factors, by local hour of the day from midnight"}),
      scenario::field(&ArrivalRate::weekly,
                      {.name = "weekly", .doc = "7 factors, by local day of the week from Monday"}),
      scenario::field(&ArrivalRate::utc_offset, {.name = "utc_offset",
                                                 .unit = "h",
                                                 .low = -12,
                                                 .high = 14,
                                                 .doc = "local time less UTC, the year round",
                                                 .by_default = "0 h"}),
  };
  return table;
}

ArrivalProcess::ArrivalProcess(ArrivalRate rate, base::SimTime from, base::SimTime until, base::Stream stream)
    : rate_(std::move(rate)), until_(until), stream_(stream) {
  enter_hour(from);
}

base::SimTime ArrivalProcess::next() {
  double ahead = stream_.exponential(1);
  while (ahead >= mass_ - used_) {
    if (to_ >= until_) {
      used_ = mass_;
      return base::kNever;
    }
    ahead -= mass_ - used_;
    enter_hour(to_);
  }
  used_ += ahead;
  const base::Duration since{static_cast<base::Duration::rep>(std::floor(used_ / per_microsecond_))};
  return from_ + std::min(since, to_ - from_ - base::Duration{1});
}

void ArrivalProcess::enter_hour(base::SimTime start) {
  from_ = start;
  to_ = std::max(start, std::min(until_, rate_.hour_of(start) + kHour));
  per_microsecond_ = rate_.per_second(start) / 1e6;
  mass_ = per_microsecond_ * static_cast<double>((to_ - from_).count());
  used_ = 0;
}

}  // namespace aibelt::workload
