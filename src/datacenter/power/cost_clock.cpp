#include "aibelt/datacenter/power/cost_clock.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "aibelt/base/error.hpp"

namespace aibelt::datacenter {
namespace {

constexpr base::Duration kHour = std::chrono::hours{1};
constexpr double kMicrosecondsPerSecond = 1e6;
constexpr double kSecondsPerHour = 3600;

}  // namespace

void DayRates::set(const EnergyTerms& terms, base::SimTime from) {
  const DayOfHours day(from, terms.utc_offset);
  if (terms.tariff) {
    price = terms.tariff->prices(day);
  }
  if (terms.carbon) {
    carbon = terms.carbon->intensities(day);
  }
  const int month = day.hours.front().month;
  if (month == weather_month_ && month == day.hours.back().month) {
    return;
  }
  weather_month_ = month == day.hours.back().month ? month : -1;
  capacity.fill(1);
  if (terms.cooling && terms.cooling->needs_climate()) {
    for (std::size_t hour = 0; hour < kHoursADay; ++hour) {
      const double outdoor = terms.outdoor(day.hours[hour]);
      weather_pue[hour] = terms.cooling->weather_part(outdoor);
      capacity[hour] = terms.cooling->capacity(outdoor);
    }
  }
  is_cooling_derated = std::any_of(capacity.begin(), capacity.end(), [](double share) { return share < 1; });
}

HourRates rates_in(const EnergyTerms& terms, base::SimTime date, double load) {
  const base::SimTime day = std::chrono::floor<std::chrono::days>(date);
  const auto hour = static_cast<std::size_t>((date - day) / kHour);
  DayRates rates;
  rates.set(terms, day);
  const double load_part = terms.cooling ? terms.cooling->load_part(day, load) : 1;
  return {load_part + rates.weather_pue[hour], rates.price[hour], rates.carbon[hour]};
}

CostClock::CostClock(EnergyTerms terms, base::SimTime from, double load)
    : terms_(std::move(terms)), start_(std::chrono::floor<std::chrono::days>(from)), load_(load), hours_(1) {}

void CostClock::fill_month() {
  base::SimTime day = start_ + kHour * static_cast<std::int64_t>(hours_.size() - 1);
  const base::SimTime end = base::start_of(base::next(base::month_of(day)));
  DayRates rates;
  for (; day < end; day += base::kDay) {
    rates.set(terms_, day);
    const double load_part = terms_.cooling ? terms_.cooling->load_part(day, load_) : 1;
    for (std::size_t hour = 0; hour < kHoursADay; ++hour) {
      const double facility = (load_part + rates.weather_pue[hour]) * kSecondsPerHour;
      hours_.push_back(hours_.back() +
                       EnergyCost{facility, facility * rates.price[hour], facility * rates.carbon[hour]});
    }
  }
}

EnergyCost CostClock::at(base::SimTime date) {
  base::ensure(date >= start_, "CostClock: a date before its start");
  const base::Duration since = date - start_;
  const auto hour = static_cast<std::size_t>(since / kHour);
  while (hours_.size() < hour + 2) {
    fill_month();
  }
  const double part = static_cast<double>((since % kHour).count()) / kMicrosecondsPerSecond / kSecondsPerHour;
  return hours_[hour] + (hours_[hour + 1] - hours_[hour]) * part;
}

}  // namespace aibelt::datacenter
