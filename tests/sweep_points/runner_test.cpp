#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <map>
#include <stdexcept>

#include "aibelt/base/error.hpp"
#include "example_sweep.hpp"
#include "tests/support/catch.hpp"

#if defined(__SANITIZE_ADDRESS__)
#define AIBELT_HAS_ASAN 1
#else
#define AIBELT_HAS_ASAN 0
#endif

namespace {

using namespace aibelt;
using namespace aibelt::test;

/// Plays `points` with one job, and gives the failure of each point by number.
std::map<std::uint64_t, std::string> failures_of(const TemporaryFolder& folder, const sweep::Points& points,
                                                 const sweep::Play& play, sweep::RunOptions options = {}) {
  std::map<std::uint64_t, std::string> failures;
  options.on_progress = [&](const sweep::SweepProgress& progress) {
    if (progress.point != nullptr) {
      failures[progress.point->number] = progress.failure;
    }
  };
  run_example(folder.path(), points, example_stamp(), play, options);
  const sweep::Folder kept(folder.path(), example_stamp());
  for (const auto& [number, failure] : failures) {
    CHECK(kept.find(points.run(number)).result.failure == failure);
  }
  return failures;
}

TEST_CASE("Every point is played once, in a process of its own, and its result comes back as it was") {
  const TemporaryFolder folder;
  const PlayLog log(folder.path() / "log");
  const pid_t parent = ::getpid();
  const ExamplePoints points(7, 2);
  const auto play = [&](const sweep::Point& point) {
    log.add(point);
    sweep::Result result = example_result(point);
    result.figures.push_back({"is_child", "", ::getpid() != parent && ::getppid() == parent ? 1.0 : 0.0});
    return result;
  };
  sweep::RunOptions options;
  options.jobs = 3;
  const auto outcome = run_example(folder.path() / "out", points, example_stamp(2), play, options);
  CHECK(outcome.tally.n_points == 14);
  CHECK(outcome.tally.n_played == 14);
  CHECK(outcome.tally.n_failed == 0);
  CHECK_FALSE(outcome.is_interrupted);
  CHECK(log.numbers().size() == 14);
  const sweep::Folder kept(folder.path() / "out", example_stamp(2));
  for (std::uint64_t number = 0; number < 14; ++number) {
    const sweep::Found found = kept.find(points.run(number));
    const sweep::Result expected = example_result(points.run(number));
    REQUIRE(found.state == sweep::PointState::done);
    CHECK(found.result.figures.at(0).value == expected.figures[0].value);
    CHECK(found.result.figures.at(2).value == 1.0);
    CHECK(found.result.curves.at(0).series == expected.curves[0].series);
    CHECK(found.result.curves.at(0).months == expected.curves[0].months);
  }
}

TEST_CASE("Points that throw, crash, exit or give no number fail with their reason and the others go on") {
  const TemporaryFolder folder;
  const auto play = [](const sweep::Point& point) {
    switch (point.number) {
      case 1:
        throw std::runtime_error("the ramp is too steep\nfor any fab");
      case 2:
        ::raise(SIGSEGV);
        break;
      case 3:
        std::fputs("first line\nlast words\n", stderr);
        std::abort();
      case 4:
        ::_exit(3);
      case 5: {
        sweep::Result result = example_result(point);
        result.figures[0].value = std::nan("");
        return result;
      }
      case 6:
        return sweep::Result{"no site is ever powered", {}, {}, {}};
      case 7:
        throw 7;
      default:
        break;
    }
    return example_result(point);
  };
  std::string said;
  sweep::RunOptions options;
  options.on_progress = [&](const sweep::SweepProgress& progress) { said += progress.said; };
  const ExamplePoints points(9);
  const auto outcome = run_example(folder.path(), points, example_stamp(), play, options);
  CHECK(outcome.tally.n_failed == 7);
  CHECK(outcome.tally.n_played == 9);
  CHECK(said == "last words");
  const sweep::Folder kept(folder.path(), example_stamp());
  const auto failure = [&](std::uint64_t number) { return kept.find(points.run(number)).result.failure; };
  CHECK(failure(0).empty());
  CHECK(failure(1) == "the ramp is too steep for any fab");
  CHECK(failure(2) == "crash: ended by SIGSEGV");
  CHECK(failure(3) == "crash: ended by SIGABRT");
  CHECK(failure(4) == "crash: ended with exit code 3 and no result");
  CHECK(failure(5) == "tokens_served is no finite number");
  CHECK(failure(6) == "no site is ever powered");
  CHECK(failure(7) == "an exception of an unknown kind");
  CHECK(failure(8).empty());
}

TEST_CASE("A failed point is kept until it is asked to be retried") {
  const TemporaryFolder folder;
  const ExamplePoints points(4);
  const auto failing = [](const sweep::Point& point) {
    if (point.number == 2) {
      throw std::runtime_error("not today");
    }
    sweep::Result result = example_result(point);
    if (point.number == 1) {
      result.failed_checks = {"tokens_served is 0, wanted more"};
    }
    return result;
  };
  CHECK(run_example(folder.path(), points, example_stamp(), failing).tally.n_failed == 1);
  auto again = run_example(folder.path(), points, example_stamp(), example_result).tally;
  CHECK(again.n_kept == 4);
  CHECK(again.n_played == 0);
  CHECK(again.n_failed == 1);
  CHECK(again.n_failed_checks == 1);
  sweep::RunOptions retry;
  retry.retry_failed = true;
  again = run_example(folder.path(), points, example_stamp(), example_result, retry).tally;
  CHECK(again.n_kept == 3);
  CHECK(again.n_played == 1);
  CHECK(again.n_failed == 0);
}

TEST_CASE("A point that runs too long is ended, and time in which nothing ran does not count") {
  const TemporaryFolder folder;
  const auto play = [](const sweep::Point& point) {
    if (point.number == 1) {
      ::pause();
    }
    return example_result(point);
  };
  sweep::RunOptions options;
  options.jobs = 2;
  options.timeout = std::chrono::milliseconds(300);
  const auto failures = failures_of(folder, ExamplePoints(3), play, options);
  CHECK(failures.at(0).empty());
  CHECK(failures.at(1) == "timeout: ran longer than 0.3 s");
  CHECK(failures.at(2).empty());
}

TEST_CASE("A point that wants more memory than it may have fails by name") {
  if (AIBELT_HAS_ASAN) {
    AIBELT_SKIP("the address sanitizer maps more memory than any limit");
  }
  const TemporaryFolder folder;
  const auto play = [](const sweep::Point& point) {
    std::vector<std::string> hoard;
    for (int i = 0; i < 400 && point.number == 1; ++i) {
      hoard.emplace_back(std::size_t{1} << 20, 'x');
    }
    return example_result(point);
  };
  sweep::RunOptions options;
  options.memory_bytes = 200'000'000;
  const auto failures = failures_of(folder, ExamplePoints(3), play, options);
  CHECK(failures.at(0).empty());
  CHECK(failures.at(1) == "out of memory: wants more than 200 MB");
  CHECK(failures.at(2).empty());
}

TEST_CASE("A clock that goes back ends no point early, hangs nothing and shows no time below zero") {
  const TemporaryFolder folder;
  using Clock = std::chrono::steady_clock;
  Clock::time_point now = Clock::now();
  sweep::RunOptions options;
  options.timeout = std::chrono::seconds(3600);
  int n_calls = 0;
  options.now = [&] { return now += std::chrono::hours(++n_calls % 2 == 0 ? 100 : -200); };
  bool has_ended = false;
  options.on_progress = [&](const sweep::SweepProgress& progress) {
    CHECK(progress.elapsed >= Clock::duration::zero());
    CHECK(progress.elapsed < std::chrono::minutes(1));  // jumps count as a second at most
    has_ended = has_ended || progress.point != nullptr;
  };
  const auto outcome = run_example(folder.path(), ExamplePoints(5), example_stamp(), example_result, options);
  CHECK(has_ended);
  CHECK(outcome.tally.n_failed == 0);
  // Nor do dates of files matter: these are from before aibelt, and from long after it.
  const sweep::Folder kept(folder.path(), example_stamp());
  const auto now_on_disk = std::filesystem::file_time_type::clock::now();
  std::filesystem::last_write_time(kept.point_path(ExamplePoints(5).run(1)), now_on_disk - std::chrono::hours(300000));
  std::filesystem::last_write_time(kept.point_path(ExamplePoints(5).run(2)), now_on_disk + std::chrono::hours(300000));
  CHECK(run_example(folder.path(), ExamplePoints(5), example_stamp()).tally.n_kept == 5);
}

TEST_CASE("What asks the program to stop ends no point, and an interrupt keeps what is finished") {
  const TemporaryFolder folder;
  const ExamplePoints points(8);
  const auto play = [](const sweep::Point& point) {
    ::raise(SIGTERM);  // as a batch system does to every process
    ::raise(SIGINT);
    if (point.number == 5) {
      ::pause();
    }
    return example_result(point);
  };
  sweep::RunOptions options;
  std::uint64_t n_finished = 0;
  options.on_progress = [&](const sweep::SweepProgress& progress) { n_finished = progress.tally.n_played; };
  options.is_interrupted = [&] { return n_finished == 5; };
  const auto outcome = run_example(folder.path(), points, example_stamp(), play, options);
  CHECK(outcome.is_interrupted);
  CHECK(outcome.tally.n_played == 5);
  CHECK(outcome.tally.n_failed == 0);
  CHECK(outcome.tally.n_left() == 3);
  const auto rest = run_example(folder.path(), points, example_stamp());
  CHECK(rest.tally.n_kept == 5);
  CHECK(rest.tally.n_played == 3);
  CHECK(merged_bytes(folder.path(), points, example_stamp()) == expected_bytes(points, example_stamp()));
}

TEST_CASE("Points are looked for among the numbers of their shard only") {
  const TemporaryFolder folder;
  const PlayLog log(folder.path() / "log");
  const auto play = [&](const sweep::Point& point) {
    log.add(point);
    return example_result(point);
  };
  sweep::RunOptions options;
  options.shard = {2, 4};
  const auto outcome = run_example(folder.path() / "out", ExamplePoints(11), example_stamp(), play, options);
  CHECK(outcome.tally.n_points == 3);
  CHECK(log.numbers() == std::vector<int>{2, 6, 10});
  options.shard = {3, 4};
  CHECK(run_example(folder.path() / "out", ExamplePoints(3), example_stamp(), play, options).tally.n_points == 0);
}

}  // namespace
