#include "aibelt/base/random.hpp"
#include "aibelt/workload/checkpointing.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using base::Duration;
using workload::CheckpointPlan;

namespace {

struct Attempt {
  CheckpointPlan plan;
  Duration startup;
  Duration work;
};

Duration drawn(base::Stream& stream, std::uint64_t below) {
  return Duration(static_cast<std::int64_t>(stream.below(below)));
}

/// Times below `scale`; every eighth plan has no checkpoints, every other begins afresh.
Attempt drawn_attempt(base::Stream& stream, std::uint64_t scale) {
  Attempt attempt;
  attempt.plan.interval = stream.below(8) == 0 ? Duration{} : Duration{1} + drawn(stream, scale);
  attempt.plan.write = drawn(stream, scale / 3);
  attempt.plan.restart = drawn(stream, scale);
  attempt.startup = stream.below(2) == 0 ? Duration{} : attempt.plan.restart;
  attempt.work = drawn(stream, 6 * scale);
  return attempt;
}

workload::Progress progress(const Attempt& a, Duration wall) { return progress_after(a.plan, a.startup, a.work, wall); }

}  // namespace

TEST_CASE("progress equals a walk through the attempt, microsecond by microsecond") {
  base::Stream stream(7, "progress/walk");
  for (int round = 0; round < 400; ++round) {
    const Attempt a = drawn_attempt(stream, 12);
    CAPTURE(a.plan.interval.count(), a.plan.write.count(), a.startup.count(), a.work.count());
    std::int64_t done = 0, saved = 0, startup = a.startup.count(), writing = 0;
    const std::int64_t interval = a.plan.interval.count();
    for (std::int64_t wall = 0; saved < a.work.count(); ++wall) {
      REQUIRE(progress(a, Duration{wall}).done.count() == done);
      REQUIRE(progress(a, Duration{wall}).saved.count() == saved);
      if (startup > 0) {
        --startup;
        continue;
      }
      if (writing > 0) {
        saved = --writing == 0 ? done : saved;
        continue;
      }
      ++done;
      const bool is_end = done == a.work.count();
      if (is_end && interval == 0) {
        saved = done;
      } else if (interval > 0 && (is_end || done % interval == 0)) {
        writing = a.plan.write.count();
        saved = writing == 0 ? done : saved;
      }
    }
  }
}

TEST_CASE("saved is at most done, done at most work, and neither ever falls") {
  base::Stream stream(8, "progress/order");
  for (int round = 0; round < 20'000; ++round) {
    const Attempt a = drawn_attempt(stream, 1'000'000'000'000);
    const Duration first = drawn(stream, 10'000'000'000'000);
    const Duration second = first + drawn(stream, 1'000'000'000'000);
    const auto early = progress(a, first);
    const auto late = progress(a, second);
    REQUIRE(Duration::zero() <= early.saved);
    REQUIRE(early.saved <= early.done);
    REQUIRE(early.done <= a.work);
    REQUIRE(early.done <= late.done);
    REQUIRE(early.saved <= late.saved);
    REQUIRE(late.done - early.done <= second - first);
  }
}

TEST_CASE("the time to perform work is the inverse of the work done") {
  base::Stream stream(9, "progress/inverse");
  for (int round = 0; round < 20'000; ++round) {
    const Attempt a = drawn_attempt(stream, 1'000'000'000'000);
    if (a.work == Duration::zero()) {
      continue;
    }
    const Duration wanted = Duration{1} + drawn(stream, static_cast<std::uint64_t>(a.work.count()));
    const Duration wall = time_to_perform(a.plan, a.startup, wanted);
    REQUIRE(progress(a, wall).done == wanted);
    REQUIRE(progress(a, wall - Duration{1}).done == wanted - Duration{1});
  }
}

TEST_CASE("a run ends at the first instant at which all is saved") {
  base::Stream stream(10, "progress/end");
  for (int round = 0; round < 20'000; ++round) {
    const Attempt a = drawn_attempt(stream, 1'000'000'000'000);
    const Duration length = run_length(a.plan, a.startup, a.work);
    REQUIRE(progress(a, length).saved == a.work);
    if (a.work > Duration::zero()) {
      REQUIRE(progress(a, length - Duration{1}).saved < a.work);
    }
  }
}
