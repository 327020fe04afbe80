#include "src/datacenter/clusters/pace.hpp"

#include "aibelt/base/random.hpp"
#include "src/datacenter/clusters/power_book.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using base::Duration;
using base::SimTime;
using datacenter::Pace;
using datacenter::PowerBook;

namespace {

SimTime at(std::int64_t seconds) { return SimTime{std::chrono::seconds{seconds}}; }

}  // namespace

TEST_CASE("A pace shows the time at full speed, and falls behind it below") {
  Pace pace(at(100));
  CHECK(pace.at(at(150)) == at(150));
  pace.set(at(200), 500'000);
  CHECK(pace.at(at(200)) == at(200));
  CHECK(pace.at(at(300)) == at(250));
  pace.set(at(300), 0);
  CHECK(pace.at(at(900)) == at(250));
  pace.set(at(900), Pace::kFull);
  CHECK(pace.at(at(901)) == at(251));
}

TEST_CASE("A pace that stands shows a later time never, one that is past at once") {
  Pace pace(at(0));
  pace.set(at(10), 0);
  CHECK(pace.when(at(11)) == base::kNever);
  CHECK(pace.when(at(10)) == at(10));
  CHECK(pace.when(at(5)) == at(10));
}

TEST_CASE("When a pace will show a time it does, and not a microsecond before") {
  base::Stream random(1, "pace");
  Pace pace(at(0));
  SimTime now = at(0);
  for (int i = 0; i < 10'000; ++i) {
    now += Duration{static_cast<std::int64_t>(random.below(1'000'000'000))};
    pace.set(now, 1 + static_cast<std::int64_t>(random.below(Pace::kFull)));
    const SimTime worked = pace.at(now) + Duration{1 + static_cast<std::int64_t>(random.below(1'000'000'000))};
    const SimTime when = pace.when(worked);
    CHECK(pace.at(when) >= worked);
    CHECK(pace.at(when - Duration{1}) < worked);
  }
}

TEST_CASE("A pace faster than time is a bug") {
  Pace pace(at(0));
  CHECK_THROWS_AS(pace.set(at(1), Pace::kFull + 1), base::LogicError);
  CHECK_THROWS_AS(pace.set(at(1), -1), base::LogicError);
}

// 2 W idle and 10 W of work for 100 s at full share, 50 s at a quarter: 150·2 + 100·10 + 50·2.5 J.
TEST_CASE("A book of power adds up what is drawn by share, exactly") {
  datacenter::CostClock costs(datacenter::EnergyTerms{}, at(0));
  PowerBook book(costs, at(0));
  const PowerBook::Reading begin = book.read(at(1000));
  book.set_share(at(1100), PowerBook::kFull / 4);
  const datacenter::Drawn drawn = book.drawn({.idle = 2000, .dynamic = 10'000}, begin, at(1150));
  CHECK(datacenter::joules_of(drawn.it) == 300 + 1000 + 125);
  CHECK(drawn.cost.facility_j == Approx(1425));
  CHECK(drawn.cost.krw == 0);
}
