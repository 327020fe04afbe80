#include "aibelt/scenario/document.hpp"
#include "aibelt/workload/arrivals.hpp"

#include <cmath>
#include <cstdlib>
#include <map>
#include <vector>

#include "tests/support/catch.hpp"

using namespace aibelt;
using workload::ArrivalProcess;
using workload::ArrivalRate;
using workload::Frequency;
using Ramp = scenario::Ramp<workload::kFrequency>;

namespace {

const base::SimTime kMonday = base::parse_date("2026-03-02").value();
constexpr base::Duration kHour = std::chrono::hours{1};

Frequency per_day(double count) { return Frequency::from_base_units(count / 86'400); }

/// Twice as busy at 14 o'clock as at 2 o'clock, and quiet at the weekend.
ArrivalRate office_rate() {
  ArrivalRate rate;
  rate.base = Ramp(per_day(24'000));
  for (std::size_t hour = 0; hour < 24; ++hour) {
    rate.diurnal.factors[hour] = hour >= 8 && hour < 20 ? 4.0 / 3 : 2.0 / 3;
  }
  rate.weekly.factors = {1.2, 1.2, 1.2, 1.2, 1.2, 0.5, 0.5};
  rate.utc_offset = 9 * kHour;
  return rate;
}

std::vector<base::SimTime> arrivals(const ArrivalRate& rate, base::SimTime from, base::SimTime until,
                                    std::uint64_t seed = 1) {
  ArrivalProcess process(rate, from, until, base::Stream(seed, "jobs/arrivals"));
  std::vector<base::SimTime> dates;
  for (base::SimTime date = process.next(); date != base::kNever; date = process.next()) {
    dates.push_back(date);
  }
  return dates;
}

/// `found` events of a Poisson count of mean `wanted` lie within three standard deviations of it.
void check_count(double found, double wanted) {
  CAPTURE(found, wanted);
  CHECK(std::abs(found - wanted) <= 3 * std::sqrt(wanted));
}

template <class Spec>
base::Issues issues_of(const char* json, Spec& spec) {
  const scenario::Document none;
  base::Issues issues;
  scenario::Reader reader(none, issues);
  scenario::read_fields(reader, scenario::Json::parse(json), "x", Spec::fields(), spec);
  return issues;
}

}  // namespace

TEST_CASE("the rate is base by date times hour of day times day of week, in local time") {
  const ArrivalRate rate = office_rate();
  // Monday 00:00 UTC is Monday 09:00 in Korea; Friday 16:00 UTC is Saturday 01:00.
  CHECK(rate.per_second(kMonday) * 86'400 == Approx(24'000 * 4.0 / 3 * 1.2));
  CHECK(rate.per_second(kMonday + 4 * base::kDay + 16 * kHour) * 86'400 == Approx(24'000 * 2.0 / 3 * 0.5));
  // Whole weeks have the mean of the profiles: (12 · 4/3 + 12 · 2/3) / 24 = 1 and (5 · 1.2 + 2 · 0.5) / 7 = 1.
  CHECK(rate.expected(kMonday, kMonday + 4 * base::kWeek) == Approx(28 * 24'000));
  CHECK(rate.expected(kMonday + kHour / 2, kMonday + kHour) == Approx(500 * 4.0 / 3 * 1.2));
}

TEST_CASE("arrivals by hour of day and day of week are within three standard errors of the rate") {
  const ArrivalRate rate = office_rate();
  std::map<int, double> by_hour;
  std::map<unsigned, double> by_day;
  const auto dates = arrivals(rate, kMonday - 9 * kHour, kMonday - 9 * kHour + 4 * base::kWeek);
  check_count(static_cast<double>(dates.size()), 28 * 24'000);
  for (const base::SimTime date : dates) {
    const base::SimTime local = date + rate.utc_offset;
    const auto day = std::chrono::floor<std::chrono::days>(local);
    ++by_hour[static_cast<int>((local - day) / kHour)];
    ++by_day[std::chrono::weekday{day}.iso_encoding()];
  }
  for (const auto& [hour, count] : by_hour) {
    check_count(count, 28 * 1'000 * (hour >= 8 && hour < 20 ? 4.0 / 3 : 2.0 / 3));
  }
  for (const auto& [day, count] : by_day) {
    check_count(count, 4 * 24'000 * (day <= 5 ? 1.2 : 0.5));
  }
}

TEST_CASE("arrivals follow a ramp of growth") {
  const base::SimTime end = base::parse_date("2028-03-02").value();
  ArrivalRate rate;
  rate.base = Ramp({{kMonday, per_day(100)}, {end, per_day(300)}}, scenario::Interpolation::linear);
  const auto dates = arrivals(rate, kMonday, end);
  const base::SimTime middle = kMonday + (end - kMonday) / 2;
  const auto first_half =
      static_cast<double>(std::count_if(dates.begin(), dates.end(), [&](base::SimTime date) { return date < middle; }));
  const double half_days = static_cast<double>((middle - kMonday).count()) / 86'400e6;
  check_count(first_half, 150 * half_days);  // mean of 100 and 200 a day, the rate taken at each hour's start
  check_count(static_cast<double>(dates.size()) - first_half, 250 * half_days);
}

TEST_CASE("gaps at a constant rate are exponential: mean, and variance the square of the mean") {
  ArrivalRate rate;
  rate.base = Ramp(per_day(86'400.0 / 30));
  const auto dates = arrivals(rate, kMonday, kMonday + 100 * base::kDay);
  const auto n = static_cast<double>(dates.size() - 1);
  double sum = 0;
  double squares = 0;
  for (std::size_t i = 1; i < dates.size(); ++i) {
    const double gap = static_cast<double>((dates[i] - dates[i - 1]).count()) / 1e6;
    sum += gap;
    squares += gap * gap;
  }
  const double mean = sum / n;
  CHECK(std::abs(mean - 30) < 3 * 30 / std::sqrt(n));
  // A sample variance of exponentials has standard error sqrt(8 / n) of the variance.
  CHECK(std::abs(squares / n - mean * mean - 900) < 3 * 900 * std::sqrt(8 / n));
}

TEST_CASE("arrivals are a function of rate, seed and name, in rising order, within their span") {
  const ArrivalRate rate = office_rate();
  const base::SimTime from = kMonday + std::chrono::minutes{17};
  const base::SimTime until = from + std::chrono::minutes{150};
  const auto dates = arrivals(rate, from, until);
  CHECK(dates == arrivals(rate, from, until));
  CHECK(dates != arrivals(rate, from, until, 2));
  CHECK(std::is_sorted(dates.begin(), dates.end()));
  CHECK(dates.front() >= from);
  CHECK(dates.back() < until);
  // A later end adds arrivals and changes none.
  const auto more = arrivals(rate, from, until + 50 * kHour);
  REQUIRE(more.size() > dates.size());
  CHECK(std::equal(dates.begin(), dates.end(), more.begin()));
}

TEST_CASE("nothing comes where the rate is zero, and arrivals go on behind it") {
  ArrivalRate rate = office_rate();
  rate.weekly.factors = {0, 0, 0, 0, 0, 1, 0};
  const auto dates = arrivals(rate, kMonday, kMonday + 2 * base::kWeek);
  check_count(static_cast<double>(dates.size()), 2 * 24'000);
  for (const base::SimTime date : dates) {
    const auto day = std::chrono::floor<std::chrono::days>(date + rate.utc_offset);
    REQUIRE(std::chrono::weekday{day} == std::chrono::Saturday);
  }
  rate.weekly.factors.fill(0);
  CHECK(arrivals(rate, kMonday, kMonday + base::kWeek).empty());
  CHECK(arrivals(office_rate(), kMonday, kMonday).empty());
}

TEST_CASE("an arrival rate reads from a scenario and says what is wrong with it") {
  ArrivalRate rate;
  CHECK(issues_of(R"({"base": [["2026", "24 1/day"], ["2027", "48 1/day"]], "utc_offset": "9 h",
                      "weekly": [1, 1, 1, 1, 1, 0.5, 0.5]})",
                  rate)
            .empty());
  CHECK(rate.base.at(base::parse_date("2027").value()).in_base_units() == Approx(48 / 86'400.0));
  CHECK(rate.weekly[5] == 0.5);
  CHECK(rate.diurnal[23] == 1);
  CHECK(rate.utc_offset == 9 * kHour);
  const base::Issues issues =
      issues_of(R"({"base": "1 1/day", "diurnal": [1, 2], "weekly": [1, 1, 1, 1, 1, 1, -1]})", rate);
  REQUIRE(issues.size() == 2);
  CHECK(issues[0].path == "x.diurnal");
  CHECK(issues[0].message == "must be a list of 24 quantities, or {\"fact\": id} of a fact with 24 \"values\"");
}
