/// The queue in front of a plant's constraint tools against its equations: the operating curve, the Lindley recursion, Little's law.

#include <algorithm>
#include <cmath>
#include <numeric>

#include "aibelt/base/random.hpp"
#include "src/supply/flow/tool_queue.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using supply::Batch;
using supply::kLoadPerUnit;
using supply::Load;
using supply::ToolQueue;

namespace {

base::SimTime day(std::int64_t number) { return base::SimTime{} + number * base::kDay; }

/// Days 0, 1, … of a queue, a batch of recipe 0 on each.
class Played {
 public:
  Played(double slack, std::int64_t grain = 1) : queue_({kLoadPerUnit, 2 * kLoadPerUnit}, slack, grain) {}

  void live(std::int64_t starts, double passable) {
    if (starts > 0) {
      queue_.add({0, starts, day(today_), 1});
    }
    passed.clear();
    queue_.pass(day(today_), std::llround(passable * kLoadPerUnit), passed);
    ++today_;
  }

  std::int64_t units_out() const {
    return std::accumulate(passed.begin(), passed.end(), std::int64_t{0},
                           [](std::int64_t sum, const ToolQueue::Passed& part) { return sum + part.batch.units; });
  }
  double mean_wait() const {
    double sum = 0;
    for (const ToolQueue::Passed& part : passed) {
      sum += static_cast<double>(part.batch.units) * (part.first + part.last) / 2;
    }
    return sum / static_cast<double>(units_out());
  }
  double waiting() const { return static_cast<double>(queue_.load()) / kLoadPerUnit; }
  ToolQueue& queue() { return queue_; }

  std::vector<ToolQueue::Passed> passed;  ///< on the last day

 private:
  ToolQueue queue_;
  std::int64_t today_ = 0;
};

}  // namespace

TEST_CASE("The share that passes solves offered = p + slack p^2 / (1 - p)") {
  for (const double slack : {0.01, 0.5, 1.0, 7.0, 300.0}) {
    for (const double offered : {1e-6, 0.2, 0.9, 1.0, 1.1, 40.0}) {
      INFO("slack " << slack << ", offered " << offered);
      const double share = supply::cleared_share(offered, slack);
      REQUIRE(share > 0);
      REQUIRE(share < std::min(1.0, offered));
      CHECK(share + slack * share * share / (1 - share) == Approx(offered).epsilon(1e-9));
    }
  }
}

TEST_CASE("Without slack the tools pass all there is, up to what they can") {
  for (const double offered : {0.0, 0.3, 0.999, 1.0, 1.001, 50.0}) {
    CHECK(supply::cleared_share(offered, 0) == Approx(std::min(1.0, offered)).epsilon(1e-12));
  }
}

// W = slack u / (1 - u), whatever u: the recursion's steady state has no error of the day's step.
TEST_CASE("In the long run a unit waits as the operating curve says") {
  const double slack = 0.3 * 60;
  for (const double utilisation : {0.3, 0.5, 0.8, 0.9}) {
    INFO("utilisation " << utilisation);
    Played played(slack);
    const double capacity = 30'000;
    const auto starts = static_cast<std::int64_t>(utilisation * capacity);
    for (int i = 0; i < 40'000; ++i) {
      played.live(starts, capacity);
    }
    const double wait = slack * utilisation / (1 - utilisation);
    CHECK(played.mean_wait() == Approx(wait).epsilon(1e-4));
    CHECK(played.waiting() == Approx(static_cast<double>(starts) * wait).epsilon(1e-4));  // Little: L = lambda W
    CHECK(played.units_out() == starts);
  }
}

// 150 a day start for four days before tools that pass 100, then none. Cumulated arrivals 150 t, passed 100 t: the unit that
// arrives at t passes at 1.5 t and waits t / 2, at most 2 days; the last of 600 passes at the end of day 6.
TEST_CASE("Without slack waits are those of a first-come-first-served queue, by hand") {
  Played played(0);
  const std::vector<double> first = {0, 1.0 / 3, 2.0 / 3, 1, 4.0 / 3, 5.0 / 3};
  for (std::size_t i = 0; i < 6; ++i) {
    played.live(i < 4 ? 150 : 0, 100);
    CHECK(played.units_out() == 100);
    REQUIRE_FALSE(played.passed.empty());
    CHECK(played.passed.front().first == Approx(first[i]));
    CHECK(played.passed.back().last == Approx(first[i] + 1.0 / 3));
  }
  CHECK(played.waiting() == 0);
  played.live(0, 100);
  CHECK(played.passed.empty());
}

TEST_CASE("A day without tools passes nothing, and all wait a day longer") {
  Played played(0);
  played.live(100, 100);
  played.live(100, 0);
  CHECK(played.passed.empty());
  played.live(100, 200);
  CHECK(played.units_out() == 200);
  CHECK(played.passed.front().first == Approx(1));
  CHECK(played.passed.back().last == Approx(0).margin(1e-9));
}

// The day's share is g(x) of the queue it leaves, x = Q / (c slack), which goes to 1 as 1 - 1 / x.
TEST_CASE("Past the bottleneck the queue grows and output comes up to what the tools pass, never beyond") {
  for (const double slack : {0.0, 1.0, 18.0}) {
    INFO("slack " << slack);
    Played played(slack);
    std::int64_t out = 0;
    for (std::int64_t i = 1; i <= 2000; ++i) {
      played.live(1200, 1000);
      out += played.units_out();
      REQUIRE(out <= 1000 * i);
      REQUIRE(static_cast<double>(out) + played.waiting() == Approx(1200.0 * static_cast<double>(i)).margin(1));
    }
    const double x = played.waiting() / std::max(1e-9, 1000 * slack);
    const double share = 2 / (1 + std::sqrt(1 + 4 / x));  // (-x + sqrt(x^2 + 4 x)) / 2
    CHECK(static_cast<double>(played.units_out()) == Approx(1000 * share).margin(1));
    CHECK(share >= 1 - 1 / x - 1e-12);
  }
}

TEST_CASE("Units that go in come out, wait or are lost, first come, first served") {
  base::Stream random(1, "flow");
  for (int round = 0; round < 50; ++round) {
    const std::int64_t grain = round % 2 == 0 ? 1 : 25;
    ToolQueue queue({kLoadPerUnit, 3 * kLoadPerUnit / 2}, random.uniform(0, 20), grain);
    std::int64_t in = 0;
    std::int64_t out = 0;
    std::int64_t lost = 0;
    Load load_out = 0;
    Load load_passable = 0;
    base::SimTime latest = day(0);
    for (std::int64_t today = 0; today < 400; ++today) {
      for (const std::size_t recipe : {std::size_t{0}, std::size_t{1}}) {
        const auto units = static_cast<std::int64_t>(random.below(120));
        if (units > 0) {
          queue.add({recipe, units, day(today), 1});
          in += units;
        }
      }
      const auto passable = static_cast<Load>(random.below(200 * kLoadPerUnit));
      load_passable += passable;
      std::vector<ToolQueue::Passed> passed;
      queue.pass(day(today), passable, passed);
      for (const ToolQueue::Passed& part : passed) {
        REQUIRE(part.batch.units > 0);
        REQUIRE(part.first >= 0);
        REQUIRE(part.last >= 0);
        REQUIRE(part.batch.started >= latest);
        latest = part.batch.started;
        out += part.batch.units;
        load_out += part.batch.units * (part.batch.recipe == 0 ? kLoadPerUnit : 3 * kLoadPerUnit / 2);
      }
      REQUIRE(load_out <= load_passable);
      if (today % 97 == 50) {
        supply::LossCount loss(0.2);
        std::vector<Batch> taken;
        queue.lose(0, loss, taken);
        for (const Batch& batch : taken) {
          lost += batch.units;
        }
      }
    }
    std::int64_t waiting = 0;
    supply::LossCount all(1);
    std::vector<Batch> taken;
    for (const std::size_t recipe : {std::size_t{0}, std::size_t{1}}) {
      queue.lose(recipe, all, taken);
    }
    for (const Batch& batch : taken) {
      waiting += batch.units;
    }
    CHECK(in == out + lost + waiting);
    CHECK(queue.load() == 0);
  }
}

TEST_CASE("Lots pass the tools whole") {
  Played played(0, 25);
  for (int i = 0; i < 30; ++i) {
    played.live(100, 90);
    for (const ToolQueue::Passed& part : played.passed) {
      CHECK(part.batch.units % 25 == 0);
    }
  }
}

TEST_CASE("A loss takes its share of all it is shown, rounded down once") {
  supply::LossCount loss(0.01);
  std::int64_t lost = 0;
  for (int i = 0; i < 399; ++i) {
    lost += loss.of(25);
  }
  CHECK(lost == 99);  // 0.01 x 9975
}
