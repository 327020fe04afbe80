#include "aibelt/entity/effects.hpp"

#include "tests/support/catch.hpp"

using namespace aibelt;
using entity::Effects;
using entity::LaneEffects;

namespace {

base::SimTime day(int number) { return base::parse_date("2026-01-01").value() + number * base::kDay; }

constexpr base::Duration kHalf = base::kDay / 2;

}  // namespace

TEST_CASE("Without events nothing changes") {
  const Effects effects;
  CHECK(effects.availability(day(3)) == 1);
  CHECK(effects.yield_factor("hbm", day(3)) == 1);
  CHECK(effects.demand_factor("rack", day(3)) == 1);
  CHECK(effects.capacity_date(day(3)) == day(3));
  CHECK(effects.end_of(day(3), 20 * base::kDay) == day(23));
  const LaneEffects lane;
  CHECK(lane.is_open("hbm", day(3)));
  CHECK(lane.licence("hbm", day(3)) == 1);
  CHECK(lane.arrival("hbm", day(3), base::kDay) == day(4));
}

TEST_CASE("Availability is the mean over the day: a stop of an hour and a half takes a sixteenth") {
  Effects effects;
  const base::SimTime at = day(10) + std::chrono::hours{7};
  const base::SimTime over = at + std::chrono::minutes{90};
  effects.capacities = {{at, over, over, 0}};
  CHECK(effects.availability(day(9)) == 1);
  CHECK(effects.availability(day(10)) == Approx(15.0 / 16).epsilon(1e-9));
  CHECK(effects.availability(day(11)) == 1);
}

TEST_CASE("Availability over an hour is that of the hour, and a place is stopped while nothing works") {
  Effects effects;
  const base::SimTime at = day(10) + std::chrono::hours{7};
  effects.capacities = {{at, at + std::chrono::minutes{90}, at + std::chrono::minutes{150}, 0}};
  const auto hour = [&](int number) {
    return effects.availability(day(10) + std::chrono::hours{number}, std::chrono::hours{1});
  };
  CHECK(hour(6) == 1);
  CHECK(hour(7) == 0);
  CHECK(hour(8) == Approx(0.5 * 0.25));  // the second half comes back from nothing to a half
  CHECK(hour(9) == Approx(0.5 * 0.75 + 0.5));
  CHECK_FALSE(effects.is_stopped(at - base::Duration{1}));
  CHECK(effects.is_stopped(at));
  CHECK_FALSE(effects.is_stopped(at + std::chrono::minutes{91}));
}

TEST_CASE("A wreck hits what left before it and arrives after it, of the product it is about") {
  const LaneEffects::Wreck wreck{day(10), "hbm", 0.5};
  CHECK(wreck.hits("hbm", day(9), day(11)));
  CHECK_FALSE(wreck.hits("ddr", day(9), day(11)));
  CHECK_FALSE(wreck.hits("hbm", day(10), day(11)));
  CHECK_FALSE(wreck.hits("hbm", day(9), day(10)));
}

TEST_CASE("What stops and what is still coming back take effect together") {
  Effects effects;
  effects.capacities = {{day(10), day(12), day(16), 0}, {day(14), day(15), day(15), 0.5}};
  CHECK(effects.availability(day(11)) == 0);
  CHECK(effects.availability(day(13)) == Approx(0.375));
  CHECK(effects.availability(day(14)) == Approx(0.5 * 0.625));
  CHECK(effects.availability(day(16)) == 1);
}

TEST_CASE("Work rests while nothing works, once where stops overlap, and not while some does") {
  Effects effects;
  effects.capacities = {
      {day(10), day(12), day(20), 0}, {day(11), day(13), day(13), 0}, {day(30), day(40), day(40), 0.5}};
  CHECK(effects.end_of(day(5), 5 * base::kDay) == day(10));
  CHECK(effects.end_of(day(5), 5 * base::kDay + kHalf) == day(13) + kHalf);
  CHECK(effects.end_of(day(12), 2 * base::kDay) == day(15));
  CHECK(effects.end_of(day(25), 20 * base::kDay) == day(45));
}

TEST_CASE("A ramp stands still for each delay in turn, and plans know those that have come only") {
  Effects effects;
  effects.standstills = {{day(10), 5 * base::kDay}, {day(12), 5 * base::kDay}};
  CHECK(effects.capacity_date(day(10)) == day(10));
  CHECK(effects.capacity_date(day(14)) == day(10));
  CHECK(effects.capacity_date(day(20)) == day(10));
  CHECK(effects.capacity_date(day(21)) == day(11));
  CHECK(effects.capacity_date(day(21), day(9)) == day(21));
  CHECK(effects.capacity_date(day(21), day(11)) == day(16));
}

TEST_CASE("Yield and demand change for the product they are about") {
  Effects effects;
  effects.yields = {{day(10), day(20), day(20), 0.5, "hbm"}, {day(15), day(30), day(30), 0.8}};
  CHECK(effects.yield_factor("hbm", day(12)) == 0.5);
  CHECK(effects.yield_factor("hbm", day(16)) == Approx(0.4));
  CHECK(effects.yield_factor("ddr", day(16)) == 0.8);
  effects.demands = {{day(10), base::kNever, base::kNever, 3}};
  CHECK(effects.demand_factor("rack", day(9)) == 1);
  CHECK(effects.demand_factor("rack", day(4000)) == 3);
  CHECK(effects.demand_factor("rack", day(4000), day(9)) == 1);
}

TEST_CASE("A lane holds goods back, lets them stand still on the way, or forbids them") {
  LaneEffects lane;
  lane.closures = {{day(10), day(12), "hbm", false}, {day(20), day(25), "", true}};
  lane.licences = {{day(40), day(50), "hbm", 0}, {day(45), day(60), "", 0.25}};
  CHECK_FALSE(lane.is_open("hbm", day(10)));
  CHECK(lane.is_open("ddr", day(10)));
  CHECK(lane.is_open("hbm", day(12)));
  CHECK(lane.arrival("hbm", day(9), 2 * base::kDay) == day(11));
  CHECK(lane.is_open("hbm", day(22)));
  CHECK(lane.arrival("hbm", day(19), 2 * base::kDay) == day(26));
  CHECK(lane.arrival("hbm", day(22), 2 * base::kDay) == day(27));
  CHECK_FALSE(lane.is_open("hbm", day(47)));
  CHECK(lane.licence("ddr", day(47)) == 0.25);
  CHECK(lane.is_open("ddr", day(47)));
}
