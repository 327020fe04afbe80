#include <cmath>

#include "aibelt/base/error.hpp"
#include "aibelt/base/random.hpp"
#include "tests/datacenter_failures/play.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using namespace aibelt::test;

namespace {

constexpr Duration kYear = 365 * base::kDay;

/// Faults that interrupt only, at `rate` a node and day.
FailureSpec interruptions(double rate) {
  FailureSpec spec;
  spec.components["part"] = part(rate, {});
  spec.components["part"].interrupt_share = ratio(1);
  return spec;
}

/// Checks a Poisson count within four standard deviations.
void check_count(double found, double expected) { CHECK(std::abs(found - expected) < 4 * std::sqrt(expected)); }

double faults_of(const std::vector<Told>& events, std::int32_t first, std::int32_t last) {
  return static_cast<double>(std::count_if(events.begin(), events.end(), [&](const Told& event) {
    return event.nodes[0] >= first && event.nodes[0] < last;
  }));
}

}  // namespace

TEST_CASE("Faults of one node come at the gaps its stream gives") {
  const FailureSpec spec = interruptions(2);
  Failures failures(spec, 7, "cluster", kStart);
  failures.add_nodes({}, kStart);
  base::Stream stream(7, "cluster/failures/part/faults");
  SimTime time = kStart;
  for (const Told& event : play(failures, kStart + 20 * base::kDay)) {
    time += Duration{static_cast<std::int64_t>(std::floor(stream.exponential(86400.0 / 2) * 1e6 + 0.5))};
    stream.below(1);  // which node
    CHECK(event == Told{time, Kind::interrupt, 0, {0}});
  }
}

TEST_CASE("Without a cause nothing ever happens") {
  const FailureSpec spec;
  Failures failures(spec, 1, "cluster", kStart);
  failures.add_nodes({.count = 10}, kStart);
  CHECK(failures.next_time() == base::kNever);
  CHECK(failures.n_in_service() == 10);
  CHECK_THROWS_AS(failures.pop({}), base::LogicError);
}

TEST_CASE("Two clusters of one seed and name live the same history, another name another") {
  FailureSpec spec = interruptions(0.1);
  spec.components["part"].interrupt_share = ratio(0.5);
  spec.components["part"].repair = {"lognormal", 5 * kHour, ratio(2)};
  const auto history = [&](const char* name) {
    Failures failures(spec, 1, name, kStart);
    failures.add_nodes({.count = 100}, kStart);
    return play(failures, kStart + 100 * base::kDay);
  };
  CHECK(history("a") == history("a"));
  CHECK(history("a") != history("b"));
}

TEST_CASE("A further component leaves the faults of the others alone") {
  FailureSpec spec = interruptions(0.1);
  const auto faults_of_part = [&](std::int32_t cause) {
    Failures failures(spec, 1, "cluster", kStart);
    failures.add_nodes({.count = 100}, kStart);
    std::vector<SimTime> times;
    for (const Told& event : play(failures, kStart + 100 * base::kDay)) {
      if (event.cause == cause) {
        times.push_back(event.time);
      }
    }
    return times;
  };
  const auto alone = faults_of_part(0);
  spec.components["a first one"] = spec.components["part"];
  CHECK(faults_of_part(1) == alone);
}

TEST_CASE("Rates per accelerator count the accelerators of each node") {
  FailureSpec spec;
  ComponentSpec& gpu = spec.components["gpu"];
  gpu.rate_per_accelerator = datacenter::AcceleratorFaultRate::from_base_units(0.01 / 86400);
  gpu.interrupt_share = ratio(1);
  Failures failures(spec, 1, "cluster", kStart);
  failures.add_nodes({.first = 0, .count = 100, .accelerators = 8}, kStart);
  failures.add_nodes({.first = 100, .count = 100, .accelerators = 2}, kStart);
  const auto events = play(failures, kStart + kYear);
  check_count(faults_of(events, 0, 100), 0.01 * 800 * 365);
  check_count(faults_of(events, 100, 200), 0.01 * 200 * 365);
}

TEST_CASE("Idle nodes are spared by components that fail when busy") {
  FailureSpec spec = interruptions(0.1);
  spec.components["part"].applies = "when_busy";
  Failures failures(spec, 1, "cluster", kStart);
  failures.add_nodes({.count = 100}, kStart);
  const auto events = play(failures, kStart + kYear, [](std::int32_t node) { return node < 30; });
  CHECK(faults_of(events, 30, 100) == 0);
  check_count(faults_of(events, 0, 30), 0.1 * 30 * 365);
}

TEST_CASE("New nodes fail more often until they are seasoned") {
  FailureSpec spec = interruptions(0.1);
  spec.early_life = {ratio(3), 60 * base::kDay};
  Failures failures(spec, 1, "cluster", kStart);
  failures.add_nodes({.first = 0, .count = 500, .since = kStart - kYear}, kStart);
  failures.add_nodes({.first = 500, .count = 500, .since = kStart}, kStart);
  const auto early = play(failures, kStart + 60 * base::kDay);
  const auto late = play(failures, kStart + 120 * base::kDay);
  check_count(faults_of(early, 0, 500), 0.1 * 500 * 60);
  check_count(faults_of(early, 500, 1000), 0.3 * 500 * 60);
  check_count(faults_of(late, 500, 1000), 0.1 * 500 * 60);
}

TEST_CASE("Interruptions and failures divide the faults by their share") {
  FailureSpec spec = interruptions(0.1);
  spec.components["part"].interrupt_share = ratio(0.25);
  Failures failures(spec, 1, "cluster", kStart);
  failures.add_nodes({.count = 500}, kStart);
  const auto events = play(failures, kStart + kYear);
  check_count(static_cast<double>(count(events, Kind::interrupt)), 0.1 * 500 * 365 * 0.25);
  check_count(static_cast<double>(count(events, Kind::node_down)), 0.1 * 500 * 365 * 0.75);
}

TEST_CASE("A rack fault takes its rack down, a switch fault its racks, a site fault all, each for its time") {
  FailureSpec spec;
  const auto rate = datacenter::FaultRate::from_base_units(0.05 / 86400);
  spec.shared_faults["power shelf"] = {"rack", rate, fixed(3 * kHour)};
  spec.shared_faults["leaf switch"] = {"switch", rate, fixed(5 * kHour)};
  spec.shared_faults["outage"] = {"site", rate, fixed(7 * kHour)};
  spec.racks_per_switch = 3;
  Failures failures(spec, 1, "cluster", kStart);
  for (std::int32_t rack = 0; rack < 7; ++rack) {
    failures.add_nodes({.first = 4 * rack, .count = 4, .rack = rack}, kStart);
  }
  std::vector<std::int64_t> n_down(3);
  const auto events = play(failures, kStart + 10 * kYear);
  for (const Told& event : events) {
    CHECK(std::is_sorted(event.nodes.begin(), event.nodes.end()));
    if (event.kind == Kind::node_down) {
      ++n_down[static_cast<std::size_t>(event.cause)];
      const std::int32_t group = event.nodes[0] / 12;
      CHECK((event.cause != 2 || event.nodes[0] / 4 == event.nodes.back() / 4));
      CHECK((event.cause != 0 || event.nodes.back() / 12 == group));
    }
  }
  CHECK(failures.cause_name(0) == "leaf switch");
  CHECK(failures.cause_name(1) == "outage");
  CHECK(failures.cause_name(2) == "power shelf");
  check_count(static_cast<double>(n_down[0]), 0.05 * 3 * 3650);
  check_count(static_cast<double>(n_down[1]), 0.05 * 3650);
  check_count(static_cast<double>(n_down[2]), 0.05 * 7 * 3650);
}

TEST_CASE("Maintenance takes every node once an interval, a share at a time, after its notice") {
  FailureSpec spec;
  spec.maintenance = {30 * base::kDay, ratio(0.25), 6 * kHour, 2 * kHour};
  Failures failures(spec, 1, "cluster", kStart);
  failures.add_nodes({.count = 10}, kStart);
  for (int round = 1; round <= 3; ++round) {
    const SimTime begin = kStart + round * 30 * base::kDay;
    const auto events = play(failures, begin + 30 * base::kDay);
    std::vector<std::int32_t> taken;
    for (const Told& event : events) {
      CHECK(event.cause == Failures::kMaintenance);
      CHECK(event.nodes.size() <= 3);
      if (event.kind == Kind::drain) {
        const Told take{event.time + 2 * kHour, Kind::node_down, event.cause, event.nodes};
        const Told give_back{event.time + 8 * kHour, Kind::node_up, event.cause, event.nodes};
        CHECK(std::count(events.begin(), events.end(), take) == 1);
        CHECK(std::count(events.begin(), events.end(), give_back) == 1);
        taken.insert(taken.end(), event.nodes.begin(), event.nodes.end());
      }
    }
    CHECK(events.size() == 12);
    CHECK(events.front().time == begin);
    CHECK(taken == std::vector<std::int32_t>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
    CHECK(failures.n_in_service() == 10);
  }
}

TEST_CASE("Maintenance without notice drains nothing and never takes two shares at once") {
  FailureSpec spec;
  spec.maintenance = {30 * base::kDay, ratio(0.5), 6 * kHour, {}};
  Failures failures(spec, 1, "cluster", kStart);
  failures.add_nodes({.count = 4}, kStart);
  const SimTime begin = kStart + 30 * base::kDay;
  const std::vector<Told> expected = {{begin, Kind::node_down, -1, {0, 1}},
                                      {begin + 6 * kHour, Kind::node_up, -1, {0, 1}},
                                      {begin + 6 * kHour, Kind::node_down, -1, {2, 3}},
                                      {begin + 12 * kHour, Kind::node_up, -1, {2, 3}}};
  CHECK(play(failures, begin + base::kDay) == expected);
}

TEST_CASE("Retired nodes are heard of no more, and nodes join in order only") {
  FailureSpec spec = interruptions(1);
  spec.components["part"].interrupt_share = ratio(0.5);
  spec.components["part"].repair = fixed(10 * base::kDay);
  spec.spare_share = ratio(0.1);
  Failures failures(spec, 1, "cluster", kStart);
  failures.add_nodes({.count = 50}, kStart);
  CHECK_THROWS_AS(failures.add_nodes({.first = 60}, kStart), base::LogicError);
  play(failures, kStart + 20 * base::kDay);
  failures.retire(0, 25, kStart + 20 * base::kDay);
  for (const Told& event : play(failures, kStart + 60 * base::kDay)) {
    CHECK(event.nodes[0] >= 25);
  }
  CHECK(failures.n_in_service() + failures.n_down() + failures.n_spare() == 25);
  failures.retire(25, 25, kStart + 60 * base::kDay);
  CHECK(play(failures, base::kNever).empty());
  CHECK(failures.n_in_service() + failures.n_down() + failures.n_spare() == 0);
}
