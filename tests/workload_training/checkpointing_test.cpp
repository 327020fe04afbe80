#include "aibelt/workload/checkpointing.hpp"

#include <cmath>

#include "aibelt/base/error.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using base::Duration;
using base::Span;
using workload::CheckpointPlan;

namespace {

Span seconds(double amount) { return Span::from_base_units(amount); }

/// 10 of work, then 2 of writing.
constexpr CheckpointPlan kPlan{Duration{10}, Duration{2}, Duration{5}};

void check(std::int64_t startup, std::int64_t work, std::int64_t wall, std::int64_t done, std::int64_t saved) {
  CAPTURE(startup, work, wall);
  const auto progress = progress_after(kPlan, Duration{startup}, Duration{work}, Duration{wall});
  CHECK(progress.done.count() == done);
  CHECK(progress.saved.count() == saved);
}

}  // namespace

TEST_CASE("a checkpoint of 405 billion parameters takes 5.67 TB") {
  CHECK(workload::checkpoint_size(405e9).in_base_units() == 5.67e12);
  CHECK(workload::checkpoint_size(1e9, 16).in_base_units() == 16e9);
}

TEST_CASE("the effective time ratio is Daly's equation, also where failures are rare") {
  const double m = 3600, r = 300, tau = 1800, delta = 60;
  CHECK(workload::effective_time_ratio(seconds(tau), seconds(delta), seconds(r), seconds(m)) ==
        Approx(tau / (m * std::exp(r / m) * (std::exp((tau + delta) / m) - 1))).epsilon(1e-13));
  // For M → ∞ it is τ/(τ+δ), less what failures take: (R + (τ+δ)/2)/M of the time.
  const double rare = workload::effective_time_ratio(seconds(100), seconds(1), seconds(10), seconds(1e9));
  CHECK(rare == Approx(100.0 / 101 * (1 - (10 + 50.5) / 1e9)).epsilon(1e-14));
  CHECK_THROWS_AS(workload::effective_time_ratio(Span{}, Span{}, Span{}, seconds(1)), base::LogicError);
}

TEST_CASE("failures of a thousand nodes come a thousand times as often") {
  CHECK(workload::failure_distance(2000, 0.0065).in_base_units() == Approx(86400.0 / 13));
  CHECK_THROWS_AS(workload::failure_distance(0, 1), base::LogicError);
}

TEST_CASE("Daly's interval beats Young's and its neighbours") {
  for (const double write : {1.0, 30.0, 300.0, 1500.0}) {
    CAPTURE(write);
    const Span failure = seconds(3600);
    const auto ratio = [&](Span interval) {
      return workload::effective_time_ratio(interval, seconds(write), seconds(60), failure);
    };
    const Span daly = workload::daly_interval(seconds(write), failure);
    CHECK(workload::young_interval(seconds(write), failure).in_base_units() == Approx(std::sqrt(2 * write * 3600)));
    CHECK(ratio(daly) >= ratio(workload::young_interval(seconds(write), failure)));
    CHECK(ratio(daly) > ratio(daly * 1.2));
    CHECK(ratio(daly) > ratio(daly / 1.2));
  }
  CHECK(workload::daly_interval(seconds(7200), seconds(3600)) == seconds(3600));
}

TEST_CASE("progress counts whole intervals as saved once they are written") {
  check(0, 25, 0, 0, 0);
  check(0, 25, 7, 7, 0);
  check(0, 25, 10, 10, 0);   // performed, not yet written
  check(0, 25, 11, 10, 0);   // half written is lost
  check(0, 25, 12, 10, 10);  // written
  check(0, 25, 13, 11, 10);
  check(0, 25, 24, 20, 20);
  check(0, 25, 29, 25, 20);
  check(0, 25, 30, 25, 20);
  check(0, 25, 31, 25, 25);  // the last part is written too
  check(0, 25, 1000, 25, 25);
}

TEST_CASE("a restart comes before any work") {
  check(5, 25, 5, 0, 0);
  check(5, 25, 4, 0, 0);
  check(5, 25, 18, 11, 10);
  check(5, 25, 36, 25, 25);
}

TEST_CASE("a run lasts for its work and its writes") {
  CHECK(run_length(kPlan, Duration{0}, Duration{25}).count() == 31);
  CHECK(run_length(kPlan, Duration{5}, Duration{20}).count() == 29);
  CHECK(run_length(kPlan, Duration{5}, Duration{0}).count() == 5);
  CHECK(time_to_perform(kPlan, Duration{0}, Duration{10}).count() == 10);
  CHECK(time_to_perform(kPlan, Duration{0}, Duration{11}).count() == 13);
}

TEST_CASE("work without checkpoints is saved at its end only") {
  const CheckpointPlan none{Duration{0}, Duration{2}, Duration{5}};
  CHECK(run_length(none, Duration{5}, Duration{25}).count() == 30);
  CHECK(progress_after(none, Duration{5}, Duration{25}, Duration{29}).done.count() == 24);
  CHECK(progress_after(none, Duration{5}, Duration{25}, Duration{29}).saved.count() == 0);
  CHECK(progress_after(none, Duration{5}, Duration{25}, Duration{30}).saved.count() == 25);
}
