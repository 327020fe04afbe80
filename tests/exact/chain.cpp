/// A chain with fixed cycle times and yields of 1, counted by hand. Days count from 1 January 2026 = day 0, so the months end
/// before days 31, 59, 90, 120, 151, 181, 212 and 243.

#include "tests/engine/running.hpp"
#include "tests/exact/chain_scenario.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using exact::chain;

namespace {

using Values = std::vector<double>;

/// January to May of one account.
Values spring(const test::Run& run, const char* place, const char* measure, const char* unit) {
  return run.months("2026-01", 5, {.measure = measure, .unit = unit, .place = place});
}

void check_no_waiting(const test::Run& run) {
  for (const metrics::Curve& curve : run.curves().all()) {
    if (curve.series.measure.starts_with("waiting_for")) {
      INFO(curve.series.place << " " << curve.series.measure);
      CHECK(curve.months.empty());
    }
  }
}

}  // namespace

// The buyer wants 4 racks = 2 wafers a day and the fab starts 1. It starts on day 5, when the order has come up the chain; from
// then on every stage has one wafer's worth of work each day:
//
//   fab starts day 5, out 25 | tsv starts 26, out 30 | stacker 31, out 36 | packer 38, out 44 | integrator 47, out 54 | buyer 64
TEST_CASE("A chain bound by its fab moves one wafer's worth a day, on the dates counted by hand") {
  const test::Run run = test::run_of(chain(R"("1 wafers/day")", R"("4 racks/day")"));

  CHECK(test::events_of(run, "fab", "first_output") == std::vector<std::string>{"2026-01-26 1 wafers"});
  CHECK(test::events_of(run, "tsv", "first_output") == std::vector<std::string>{"2026-01-31 640 dies"});
  CHECK(test::events_of(run, "stacker", "first_output") == std::vector<std::string>{"2026-02-06 80 stacks"});
  CHECK(test::events_of(run, "packer", "first_output") == std::vector<std::string>{"2026-02-14 10 packages"});
  CHECK(test::events_of(run, "integrator", "first_output") == std::vector<std::string>{"2026-02-24 2 racks"});

  CHECK(spring(run, "fab", "started", "wafers") == Values{26, 28, 31, 30, 31});  // days 5-30, 31-58, ...
  CHECK(spring(run, "fab", "good", "wafers") == Values{6, 28, 31, 30, 31});      // days 25-30
  CHECK(spring(run, "fab", "shipped", "wafers") == Values{6, 28, 31, 30, 31});
  CHECK(spring(run, "fab", "in_process", "wafers") == Values{20, 20, 20, 20, 20});
  CHECK(spring(run, "fab", "stock", "wafers") == Values{0, 0, 0, 0, 0});

  CHECK(spring(run, "tsv", "received", "wafers") == Values{5, 28, 31, 30, 31});  // days 26-30
  CHECK(spring(run, "tsv", "started", "wafers") == Values{5, 28, 31, 30, 31});
  CHECK(spring(run, "tsv", "in_process", "wafers") == Values{4, 4, 4, 4, 4});
  CHECK(spring(run, "tsv", "good", "dies") == Values{640, 28 * 640, 31 * 640, 30 * 640, 31 * 640});

  CHECK(spring(run, "stacker", "received", "dies") == Values{0, 28 * 640, 31 * 640, 30 * 640, 31 * 640});
  CHECK(spring(run, "stacker", "started", "stacks") == Values{0, 28 * 80, 31 * 80, 30 * 80, 31 * 80});
  CHECK(spring(run, "stacker", "good", "stacks") == Values{0, 23 * 80, 31 * 80, 30 * 80, 31 * 80});  // days 36-58
  CHECK(spring(run, "stacker", "in_process", "stacks") == Values{0, 400, 400, 400, 400});

  CHECK(spring(run, "packer", "received", "stacks") == Values{0, 21 * 80, 31 * 80, 30 * 80, 31 * 80});  // days 38-58
  CHECK(spring(run, "packer", "started", "packages") == Values{0, 210, 310, 300, 310});
  CHECK(spring(run, "packer", "good", "packages") == Values{0, 150, 310, 300, 310});  // days 44-58
  CHECK(spring(run, "packer", "in_process", "packages") == Values{0, 60, 60, 60, 60});
  CHECK(spring(run, "packer", "used_capacity", "wafers") == Values{0, 21, 31, 30, 31});

  CHECK(spring(run, "integrator", "received", "packages") == Values{0, 120, 310, 300, 310});  // days 47-58
  CHECK(spring(run, "integrator", "started", "racks") == Values{0, 24, 62, 60, 62});
  CHECK(spring(run, "integrator", "good", "racks") == Values{0, 10, 62, 60, 62});  // days 54-58
  CHECK(spring(run, "integrator", "in_process", "racks") == Values{0, 14, 14, 14, 14});

  CHECK(spring(run, "buyer", "demand", "racks") == Values{124, 112, 124, 120, 124});
  CHECK(spring(run, "buyer", "received", "racks") == Values{0, 0, 52, 60, 62});  // days 64-89
  CHECK(spring(run, "buyer", "unmet", "racks") == Values{124, 236, 308, 368, 430});
}

// On day t >= 5 the fab must have started 14 wafers for each weekly order due by day t + 59, the first due on day 0:
// 140 on days 5-10, 154 on 11-17, 168 on 18-24, 182 on 25-30. It has started t - 4 of them, so over January
// 6*140 + 7*154 + 7*168 + 6*182 - (1 + ... + 26) = 3835 wafer-days wait.
TEST_CASE("What waits for the fab's capacity is the mean over the month") {
  const test::Run run = test::run_of(chain(R"("1 wafers/day")", R"("4 racks/day")"));
  CHECK(run.at("2026-01", {.measure = "waiting_for_capacity", .place = "fab"}) == Approx(3835.0 / 31).margin(1e-6));
  CHECK(run.at("2026-01", {.measure = "capacity", .place = "fab"}) == 31);
  CHECK(run.at("2026-01", {.measure = "used_capacity", .place = "fab"}) == 26);
}

// 2 racks a day wanted from day 70 on: 14 racks = 7 wafers for each of days d = 70, 77, 84, ... Every stage starts as late as it
// may: fab on d - 59, tsv d - 38, stacker d - 33, packer d - 26, integrator d - 17, and the racks arrive on day d.
TEST_CASE("A chain with room to spare makes each weekly order just in time, on the dates counted by hand") {
  const std::string from_march_12 =
      R"({ "points": [["2026-01-01", "0 racks/day"], ["2026-03-12", "2 racks/day"]], "interpolation": "step" })";
  const test::Run run = test::run_of(chain(R"("10 wafers/day")", from_march_12));

  CHECK(test::events_of(run, "fab", "first_output") == std::vector<std::string>{"2026-02-01 7 wafers"});   // day 31
  CHECK(test::events_of(run, "tsv", "first_output") == std::vector<std::string>{"2026-02-06 4480 dies"});  // day 36
  CHECK(test::events_of(run, "stacker", "first_output") ==
        std::vector<std::string>{"2026-02-12 560 stacks"});  // day 42
  CHECK(test::events_of(run, "packer", "first_output") ==
        std::vector<std::string>{"2026-02-20 70 packages"});  // day 50
  CHECK(test::events_of(run, "integrator", "first_output") ==
        std::vector<std::string>{"2026-03-02 14 racks"});  // day 60

  CHECK(spring(run, "fab", "started", "wafers") ==
        Values{21, 28, 35, 28, 28});  // days 11 18 25 | 32 ... 53 | 60 ... 88 | 95 ...
  CHECK(spring(run, "fab", "good", "wafers") ==
        Values{0, 28, 35, 28, 35});  // days 31 ... 52 | 59 ... 87 | 94 ... 115 | 122 ... 150
  CHECK(spring(run, "tsv", "started", "wafers") == Values{0, 28, 35, 28, 28});  // days 32 ... 53 | 60 ... 88
  CHECK(spring(run, "tsv", "good", "dies") ==
        Values{0, 17920, 17920, 17920, 22400});  // days 36 ... 57 | 64 ... 85 | 92 ... 113 | 120 ... 148
  CHECK(spring(run, "stacker", "started", "stacks") ==
        Values{0, 2240, 2240, 2240, 2800});  // days 37 ... 58 | 65 ... 86 | 93 ... 114 | 121 ... 149
  CHECK(spring(run, "stacker", "good", "stacks") ==
        Values{0, 1680, 2240, 2800, 2240});  // days 42 49 56 | 63 ... 84 | 91 ... 119 | 126 ... 147
  CHECK(spring(run, "packer", "started", "packages") ==
        Values{0, 210, 280, 280, 350});  // days 44 51 58 | 65 ... 86 | 93 ... 114 | 121 ... 149
  CHECK(spring(run, "packer", "good", "packages") ==
        Values{0, 140, 280, 280, 350});  // days 50 57 | 64 ... 85 | 92 ... 113 | 120 ... 148
  CHECK(spring(run, "integrator", "started", "racks") ==
        Values{0, 14, 70, 56, 56});  // day 53 | 60 ... 88 | 95 ... 116 | 123 ... 144
  CHECK(spring(run, "integrator", "good", "racks") == Values{0, 0, 70, 56, 56});
  CHECK(spring(run, "buyer", "received", "racks") ==
        Values{0, 0, 42, 70, 56});  // days 70 77 84 | 91 ... 119 | 126 ... 147
  CHECK(spring(run, "buyer", "demand", "racks") == Values{0, 0, 40, 60, 62});
  CHECK(spring(run, "buyer", "unmet", "racks") == Values{0, 0, 0, 0, 0});
  check_no_waiting(run);
}

// 2 racks = 1 wafer a day wanted from day 0, orders of 14 racks = 7 wafers due on days 0, 7, 14, ... The fab starts 1 a day from
// day 5 and 10 a day from day 90. By day t it must have started 7 for each order due by t + 59:
//
//   day 90: 154 wanted, 85 started: 10 a day on days 90-94        -> 135 started
//   day 95: 161 wanted: 10 on day 95, 10 on day 96, 6 on day 97   -> 161 started
//   then 7 on each of days 102, 109, 116, 123, ...
//
// Waiting: 59 49 39 29 19 on days 90-94, 16 and 6 on days 95 and 96: 217 wafer-days of April's 30.
TEST_CASE("A chain whose fab grows works off its backlog and then follows demand, on the dates counted by hand") {
  const std::string grows =
      R"({ "points": [["2026-01-01", "1 wafers/day"], ["2026-04-01", "10 wafers/day"]], "interpolation": "step" })";
  const test::Run run = test::run_of(chain(grows, R"("2 racks/day")"));
  const auto seven = [&](const char* place, const char* measure) {
    return run.months("2026-01", 7, {.measure = measure, .place = place});
  };
  CHECK(seven("fab", "started") == Values{26, 28, 31, 97, 28, 35, 28});  // June: days 151 ... 179, July: 186 ... 207
  CHECK(run.at("2026-04", {.measure = "waiting_for_capacity", .place = "fab"}) == Approx(217.0 / 30).margin(1e-6));
  CHECK(run.at("2026-05", {.measure = "waiting_for_capacity", .place = "fab"}) == 0);
  // Two racks a wafer, 59 days later: days 64-89 | 90-119 | 120-148 one, 149 and 150 ten | 151-153 ten, 154 ten, 155 ten, 156 six,
  // then seven on 161 168 175 | 182 ... 210.
  CHECK(seven("buyer", "received") == Values{0, 0, 52, 60, 98, 154, 70});
  // Wanted 2 (t + 1) by the end of day t: 62 118 180 240 302 362 424; received in all 0 0 52 112 210 364 434.
  CHECK(seven("buyer", "unmet") == Values{62, 118, 128, 128, 92, 0, 0});
}
