#include "aibelt/datacenter/power/power_limit.hpp"
#include "aibelt/datacenter/power/rack_power.hpp"
#include "aibelt/scenario/document.hpp"
#include "tests/datacenter_power/reading.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using datacenter::LoadPower;
using datacenter::PowerLimitCurve;
using datacenter::PowerState;

TEST_CASE("A rack draws by what it does") {
  constexpr LoadPower kRack{30'000, 100'000};
  CHECK(kRack.in(PowerState::off, 1) == 0);
  CHECK(kRack.in(PowerState::idle, 1) == 30'000);
  CHECK(kRack.in(PowerState::load, 0.5) == 65'000);
  CHECK(kRack.in(PowerState::limit, 1, 0.8) == 80'000);
  CHECK(kRack.in(PowerState::limit, 0.5, 0.8) == 65'000);
  CHECK(kRack.in(PowerState::limit, 1, 0.2) == 30'000);
  CHECK(kRack.divided_by(10).max_w == 10'000);
}

TEST_CASE("A stage of supply adds its own draw and its losses") {
  CHECK(datacenter::SupplyStage{13, 0.98}.input_w(967) == Approx(1000));
  CHECK(datacenter::SupplyStage{17, 0.96}.input_w(943) == Approx(1000));
}

TEST_CASE("A rack that does not state its idle power takes the assumed share, and none may exceed its power") {
  product::Rack rack;
  rack.power = base::Power::from_base_units(100'000);
  CHECK(datacenter::power_of(rack).idle_w == Approx(30'000));
  CHECK(test::facts_of("assumptions.json").at("asm.rack.idle_share").value == product::kIdleShare);
  rack.idle_power = base::Power::from_base_units(120'000);
  base::Issues issues;
  const scenario::Document document{.file = "s.json"};
  scenario::Reader reader(document, issues);
  rack.check(reader, "racks.a");
  REQUIRE(issues.size() == 1);
  CHECK(issues.front().path == "racks.a.idle_power");
}

TEST_CASE("A limit at or above the draw slows nothing; below it speed falls without a jump, down to the static share") {
  constexpr PowerLimitCurve kCurve;
  for (const double compute : {0.0, 0.3, 1.0}) {
    CHECK(kCurve.speed_at(1, compute) == 1);
    CHECK(kCurve.speed_at(1.5, compute) == 1);
    CHECK(kCurve.speed_at(kCurve.static_share, compute) == 0);
    double last = 1;
    for (double share = 1; share > kCurve.static_share; share -= 1.0 / 1024) {
      const double speed = kCurve.speed_at(share, compute);
      REQUIRE(speed <= last);
      REQUIRE(speed > 0);
      last = speed;
    }
  }
}

TEST_CASE("The less of a program is compute-bound, the less a limit slows it") {
  CHECK(datacenter::speed_at(0.7, 0.2) > datacenter::speed_at(0.7, 0.8));
  CHECK(datacenter::speed_at(0.7, 0.0) == 1);
  constexpr PowerLimitCurve kCurve{0.2, 0.5};
  CHECK(kCurve.clock_at(0.4) == Approx(0.5));           // (0.2 / 0.8)^0.5
  CHECK(kCurve.speed_at(0.4, 0.5) == Approx(1 / 1.5));  // half the time doubles
}

TEST_CASE("The limit for a speed gives that speed") {
  constexpr PowerLimitCurve kCurve;
  for (const double compute : {0.2, 0.6, 1.0}) {
    for (const double speed : {0.3, 0.5, 0.9, 1.0}) {
      CHECK(kCurve.speed_at(kCurve.share_for(speed, compute), compute) == Approx(speed));
    }
  }
}
