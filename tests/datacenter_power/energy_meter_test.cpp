#include "aibelt/datacenter/power/energy_meter.hpp"

#include <numeric>
#include <vector>

#include "aibelt/base/error.hpp"
#include "aibelt/base/random.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using base::Duration;
using base::SimTime;
using datacenter::DayMeter;
using datacenter::EnergyMeter;
using datacenter::Milliwatts;
using datacenter::Nanojoules;

namespace {

struct Step {
  SimTime date;
  Milliwatts power;
};

/// Powers of a gigawatt and less that change at odd microseconds of ten years, in the order of dates.
std::vector<Step> random_steps(base::Stream& stream, std::uint64_t span_us, int count) {
  std::vector<Step> steps;
  for (int i = 0; i < count; ++i) {
    steps.push_back({SimTime{Duration{static_cast<std::int64_t>(stream.below(span_us))}},
                     static_cast<Milliwatts>(stream.below(1'000'000'000'000))});
  }
  std::sort(steps.begin(), steps.end(), [](const Step& a, const Step& b) { return a.date < b.date; });
  return steps;
}

}  // namespace

TEST_CASE("Energy is the integral of power, to the nanojoule, and any split adds up to the whole") {
  base::Stream stream{1, "energy_meter"};
  constexpr std::uint64_t kTenYears = 315'576'000'000'000;
  for (int round = 0; round < 200; ++round) {
    const auto steps = random_steps(stream, kTenYears, 50);
    const SimTime end{Duration{kTenYears}};
    EnergyMeter meter{SimTime{}};
    Nanojoules integral = 0;
    Nanojoules parts = 0;
    SimTime cut{};
    for (std::size_t i = 0; i < steps.size(); ++i) {
      const SimTime until = i + 1 < steps.size() ? steps[i + 1].date : end;
      integral += static_cast<Nanojoules>(steps[i].power) * (until - steps[i].date).count();
      meter.set(steps[i].date, steps[i].power);
      const SimTime next{steps[i].date + Duration{static_cast<std::int64_t>(stream.below(
                                             static_cast<std::uint64_t>((until - steps[i].date).count()) + 1))}};
      parts += meter.energy(next) - meter.energy(std::max(cut, steps[i].date));
      parts += i + 1 < steps.size() ? meter.energy(until) - meter.energy(next) : 0;
      cut = next;
      if (i + 1 < steps.size()) {
        cut = until;
      }
    }
    parts += meter.energy(end) - meter.energy(cut);
    REQUIRE((meter.energy(end) == integral));
    REQUIRE((parts == integral));
  }
}

TEST_CASE("The hours of a day meter add up to what a plain meter shows, day by day") {
  base::Stream stream{2, "day_meter"};
  constexpr std::uint64_t kSixDays = 6 * 86'400'000'000;
  const auto steps = random_steps(stream, kSixDays, 500);
  EnergyMeter whole{SimTime{}};
  DayMeter by_hour{SimTime{}};
  Nanojoules sum = 0;
  for (const Step& step : steps) {
    while (step.date >= by_hour.day() + base::kDay) {
      const auto hours = by_hour.end_day();
      sum = std::accumulate(hours.begin(), hours.end(), sum);
      REQUIRE((sum == whole.energy(by_hour.day())));
    }
    whole.set(step.date, step.power);
    by_hour.set(step.date, step.power);
  }
}

TEST_CASE("An hour of a day meter holds what was drawn within it") {
  DayMeter meter{SimTime{}, 1000};
  meter.set(SimTime{std::chrono::minutes{90}}, 3000);
  const auto hours = meter.end_day();
  CHECK((hours[0] == Nanojoules{1000} * 3'600'000'000));
  CHECK((hours[1] == Nanojoules{2000} * 3'600'000'000));
  CHECK((hours[23] == Nanojoules{3000} * 3'600'000'000));
  CHECK(datacenter::in_joules(hours[0]) == 3600);
  CHECK(meter.day() == SimTime{base::kDay});
}

TEST_CASE("Meters refuse to run backwards") {
  EnergyMeter meter{SimTime{base::kDay}};
  CHECK_THROWS_AS(meter.set(SimTime{}, 1), base::LogicError);
  DayMeter by_hour{SimTime{}};
  CHECK_THROWS_AS(by_hour.set(SimTime{2 * base::kDay}, 1), base::LogicError);
}

TEST_CASE("Watts become the nearest milliwatt") {
  CHECK(datacenter::milliwatts(1.2344) == 1234);
  CHECK(datacenter::milliwatts(-1.2346) == -1235);
  CHECK_THROWS_AS(datacenter::milliwatts(1e20), base::LogicError);
}
