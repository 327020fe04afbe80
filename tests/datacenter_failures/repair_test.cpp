#include <cmath>
#include <deque>

#include "aibelt/base/statistics.hpp"
#include "tests/datacenter_failures/play.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using namespace aibelt::test;

TEST_CASE("A crew of one repairs in the order of the faults, one node at a time") {
  FailureSpec spec;
  spec.components["part"] = part(0.5, fixed(3 * kHour));
  spec.crew = 1;
  Failures failures(spec, 1, "cluster", kStart);
  failures.add_nodes({.count = 20}, kStart);
  std::deque<std::int32_t> waiting;
  SimTime free_at = kStart;
  std::size_t longest = 0;
  for (const Told& event : play(failures, kStart + 100 * base::kDay)) {
    if (event.kind == Kind::node_down) {
      free_at = waiting.empty() ? event.time : free_at;
      waiting.push_back(event.nodes[0]);
      longest = std::max(longest, waiting.size());
    } else {
      free_at += 3 * kHour;
      CHECK(event == Told{free_at, Kind::node_up, 0, {waiting.front()}});
      waiting.pop_front();
    }
  }
  CHECK(longest > 3);
}

TEST_CASE("Nothing comes up that was not down, nor goes down that was not up, whatever fails at once") {
  FailureSpec spec;
  spec.components["gpu"] = part(0.2, {"lognormal", 20 * kHour, ratio(1.5)});
  spec.components["nic"] = part(0.2, {"exponential", 5 * kHour, ratio(1)});
  spec.components["nic"].interrupt_share = ratio(0.5);
  spec.shared_faults["rack"] = {"rack", datacenter::FaultRate::from_base_units(0.1 / 86400), fixed(9 * kHour)};
  spec.shared_faults["site"] = {"site", datacenter::FaultRate::from_base_units(0.1 / 86400), fixed(2 * kHour)};
  spec.lemons = {ratio(0.2), ratio(5), 3, fixed(48 * kHour)};
  spec.early_life = {ratio(2), 20 * base::kDay};
  spec.maintenance = {7 * base::kDay, ratio(0.2), 8 * kHour, kHour};
  spec.crew = 4;
  spec.spare_share = ratio(0.15);
  spec.swap_time = kHour / 2;
  Failures failures(spec, 3, "cluster", kStart);
  std::vector<bool> is_up(60, false);
  for (std::int32_t rack = 0; rack < 6; ++rack) {
    const SimTime now = kStart + rack * 10 * base::kDay;
    failures.add_nodes({.first = 10 * rack, .count = 10, .rack = rack, .since = now}, now);
    for (std::int32_t node = 10 * rack; node < 10 * rack + 10; ++node) {
      is_up[static_cast<std::size_t>(node)] = failures.is_in_service(node);
    }
    const auto events = play(failures, now + 10 * base::kDay);
    REQUIRE(events.size() > 20);
    for (const Told& event : events) {
      for (const std::int32_t node : event.nodes) {
        REQUIRE(is_up[static_cast<std::size_t>(node)] == (event.kind != Kind::node_up));
        is_up[static_cast<std::size_t>(node)] = event.kind != Kind::node_down;
      }
    }
    CHECK(std::count(is_up.begin(), is_up.end(), true) == failures.n_in_service());
  }
}

TEST_CASE("A spare takes the place of a failed node after the swap time, the repaired node becomes the spare") {
  FailureSpec spec;
  spec.components["part"] = part(0.001, fixed(kHour));
  spec.spare_share = ratio(0.2);
  spec.swap_time = kHour / 4;
  Failures failures(spec, 1, "cluster", kStart);
  failures.add_nodes({.count = 5}, kStart);
  CHECK(failures.n_in_service() == 4);
  CHECK_FALSE(failures.is_in_service(4));
  std::int32_t spare = 4;
  const auto events = play(failures, kStart + 5000 * base::kDay);
  REQUIRE(events.size() >= 20);
  for (std::size_t i = 0; i + 1 < events.size(); i += 2) {
    CHECK(events[i].kind == Kind::node_down);
    CHECK(events[i + 1] == Told{events[i].time + kHour / 4, Kind::node_up, Failures::kSpare, {spare}});
    spare = events[i].nodes[0];
  }
}

TEST_CASE("A repaired node goes straight to work where spares are short") {
  FailureSpec spec;
  spec.components["part"] = part(1, fixed(30 * base::kDay));
  spec.spare_share = ratio(0.25);
  Failures failures(spec, 1, "cluster", kStart);
  failures.add_nodes({.count = 4}, kStart);
  const auto events = play(failures, kStart + 200 * base::kDay);
  const auto down = std::find_if(events.begin(), events.end(), [](const Told& e) { return e.kind == Kind::node_down; });
  const Told back{down->time + 30 * base::kDay, Kind::node_up, 0, down->nodes};
  CHECK(std::count(events.begin(), events.end(), back) == 1);
}

TEST_CASE("A lemon is found out after its faults and replaced by a sound node") {
  FailureSpec spec;
  spec.components["part"] = part(0.01, {});
  spec.components["part"].interrupt_share = ratio(1);
  spec.lemons = {ratio(1), ratio(10), 3, fixed(96 * kHour)};
  Failures failures(spec, 1, "cluster", kStart);
  failures.add_nodes({}, kStart);
  CHECK(failures.n_lemons() == 1);
  const auto events = play(failures, kStart + 2000 * base::kDay);
  REQUIRE(events.size() > 5);
  CHECK(events[0].kind == Kind::interrupt);
  CHECK(events[1].kind == Kind::interrupt);
  CHECK(events[2].kind == Kind::node_down);
  CHECK(events[3] == Told{events[2].time + 96 * kHour, Kind::node_up, 0, {0}});
  CHECK(failures.n_lemons() == 0);
  CHECK(count(events, Kind::node_down) == 1);
}

TEST_CASE("Lemons are as many as their share and fail by their factor more") {
  FailureSpec spec;
  spec.components["part"] = part(0.01, {});
  spec.components["part"].interrupt_share = ratio(1);
  spec.lemons = {ratio(0.15), ratio(6), {}, {}};
  Failures failures(spec, 1, "cluster", kStart);
  failures.add_nodes({.count = 1000}, kStart);
  CHECK(failures.n_lemons() == 150);
  const double expected = 0.01 * (850 + 6 * 150) * 365;
  const auto n_found = static_cast<double>(play(failures, kStart + 365 * base::kDay).size());
  CHECK(std::abs(n_found - expected) < 4 * std::sqrt(expected));
}

TEST_CASE("A repair makes a lemon sound with its chance, the second stage with its own") {
  FailureSpec spec;
  spec.components["part"] = part(1, fixed(kHour));
  spec.components["part"].escalation = {ratio(0.8), fixed(2 * kHour), ratio(1)};
  spec.lemons = {ratio(1), ratio(1), {}, {}};
  Failures failures(spec, 1, "cluster", kStart);
  failures.add_nodes({.count = 1000}, kStart);
  std::int64_t n_short = 0;
  std::vector<SimTime> down_at(1000);
  const auto events = play(failures, kStart + 2 * base::kDay);
  for (const Told& event : events) {
    const auto node = static_cast<std::size_t>(event.nodes[0]);
    if (event.kind == Kind::node_down) {
      down_at[node] = event.time;
    } else {
      const Duration away = event.time - down_at[node];
      CHECK((away == kHour || away == 3 * kHour));
      n_short += away == kHour ? 1 : 0;
    }
  }
  const auto n_repairs = static_cast<double>(count(events, Kind::node_up));
  CHECK(std::abs(static_cast<double>(n_short) - 0.2 * n_repairs) < 4 * std::sqrt(0.16 * n_repairs));
  play(failures, kStart + 60 * base::kDay);
  CHECK(failures.n_lemons() == 0);
}

TEST_CASE("Lengths have the mean and spread of their distribution") {
  for (const auto& [spec, sd] : {std::pair{SpanSpec{"exponential", 10 * kHour, ratio(1)}, 10.0},
                                 {SpanSpec{"lognormal", 10 * kHour, ratio(0.5)}, 5.0},
                                 {fixed(10 * kHour), 0.0}}) {
    FailureSpec failure;
    failure.components["part"] = part(0.01, spec);
    Failures failures(failure, 5, "cluster", kStart);
    failures.add_nodes({.count = 1000}, kStart);
    std::vector<SimTime> down_at(1000);
    base::Mean hours;
    for (const Told& event : play(failures, kStart + 1000 * base::kDay)) {
      const auto node = static_cast<std::size_t>(event.nodes[0]);
      if (event.kind == Kind::node_down) {
        down_at[node] = event.time;
      } else {
        hours.add(static_cast<double>((event.time - down_at[node]).count()) / 3.6e9);
      }
    }
    INFO(spec.distribution);
    CHECK(hours.count() > 9000);
    CHECK(std::abs(hours.mean() - 10) <= 4 * sd / std::sqrt(static_cast<double>(hours.count())));
    CHECK(hours.standard_deviation() == Approx(sd).epsilon(0.1).margin(1e-9));
  }
}
