#include <sched.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <set>

#include "aibelt/base/random.hpp"
#include "example_sweep.hpp"
#include "tests/report/disk_trouble.hpp"
#include "tests/report/failure_of.hpp"
#include "tests/support/catch.hpp"

namespace {

namespace fs = std::filesystem;
using namespace aibelt;
using namespace aibelt::test;

/// Runs `work` in a process that is killed once `is_time` says so, or has ended before.
template <class Work, class IsTime>
void in_process_killed_when(const IsTime& is_time, const Work& work) {
  const pid_t process = ::fork();
  if (process == 0) {
    work();
    ::_exit(0);
  }
  while (!is_time() && ::waitpid(process, nullptr, WNOHANG) == 0) {
    ::usleep(500);
  }
  ::kill(process, SIGKILL);
  ::waitpid(process, nullptr, 0);
}

/// Waits for the processes that were left to this one, ten seconds at most; how many of them SIGKILL ended.
int n_killed_orphans() {
  int n_killed = 0;
  for (int i = 0; i < 10'000; ++i) {
    int status = 0;
    const pid_t orphan = ::waitpid(-1, &status, WNOHANG);
    if (orphan < 0) {
      return n_killed;
    }
    n_killed += orphan > 0 && WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL ? 1 : 0;
    ::usleep(orphan > 0 ? 0 : 1000);
  }
  return -1;  // some live on
}

/// Paths of everything in `folder` but locks, with their sizes.
std::set<fs::path> point_files(const fs::path& folder) {
  std::set<fs::path> files;
  std::error_code none;
  for (const auto& entry : fs::recursive_directory_iterator(folder / "points", none)) {
    if (entry.is_regular_file()) {
      files.insert(entry.path());
    }
  }
  return files;
}

TEST_CASE("A child that is killed is a failed point with its reason, and is played again when asked") {
  const TemporaryFolder folder;
  const ExamplePoints points(5);
  const auto play = [](const sweep::Point& point) {
    if (point.number == 3) {
      ::kill(::getpid(), SIGKILL);
    }
    return example_result(point);
  };
  CHECK(run_example(folder.path(), points, example_stamp(), play).tally.n_failed == 1);
  const sweep::Folder kept(folder.path(), example_stamp());
  CHECK(kept.find(points.run(3)).result.failure == "crash: ended by SIGKILL");
  sweep::RunOptions retry;
  retry.retry_failed = true;
  CHECK(run_example(folder.path(), points, example_stamp(), example_result, retry).tally.n_played == 1);
  CHECK(merged_bytes(folder.path(), points, example_stamp()) == expected_bytes(points, example_stamp()));
}

TEST_CASE("A sweep that is killed takes its children along and loses, doubles and tears nothing") {
  const TemporaryFolder folder;
  const fs::path out = folder.path() / "out";
  const PlayLog log(folder.path() / "log");
  const ExamplePoints points(40);
  const auto play = [&](const sweep::Point& point) {
    log.add(point);
    ::usleep(5'000);
    return example_result(point);
  };
  const auto play_and_stick = [&](const sweep::Point& point) {
    const sweep::Result result = play(point);
    if (point.number == 3) {
      ::pause();
    }
    return result;
  };
  sweep::RunOptions options;
  options.jobs = 2;
  REQUIRE(::prctl(PR_SET_CHILD_SUBREAPER, 1) == 0);  // who loses its parent becomes this process's child
  in_process_killed_when([&] { return log.numbers().size() >= 12; },
                         [&] { run_example(out, points, example_stamp(), play_and_stick, options); });
  CHECK(n_killed_orphans() >= 1);  // the one that sticks would never end by itself
  const std::size_t n_finished = point_files(out).size();
  const std::size_t n_begun = log.numbers().size();
  CHECK(n_finished > 0);
  CHECK(n_finished < 40);
  CHECK(n_begun <= n_finished + options.jobs);
  const auto outcome = run_example(out, points, example_stamp(), play, options);
  CHECK(outcome.tally.n_kept == n_finished);
  CHECK(outcome.tally.n_damaged == 0);
  CHECK(log.numbers().size() == n_begun + 40 - n_finished);
  CHECK(point_files(out).size() == 40);
  CHECK(merged_bytes(out, points, example_stamp()) == expected_bytes(points, example_stamp()));
  for (const std::string& name : names_in(out / ".work")) {
    CHECK(name.find("partial") == std::string::npos);
  }
}

TEST_CASE(
    "However often a sweep is killed or stopped, and however it is cut into shards, its results are the same bytes") {
  const ExamplePoints points(30, 2);
  const sweep::Stamp stamp = example_stamp(2);
  const std::string expected = expected_bytes(points, stamp);
  base::Stream stream(5, "tests/sweep/interruptions");
  for (int round = 0; round < 4; ++round) {
    const TemporaryFolder folder;
    const std::uint64_t n_shards = 1 + stream.below(4);
    const auto play = [&](const sweep::Point& point) {
      ::usleep(static_cast<useconds_t>(500 + 977 * point.number % 3000));
      return example_result(point);
    };
    const auto run_shard = [&](std::uint64_t stops_after) {
      sweep::RunOptions options;
      options.jobs = static_cast<unsigned>(1 + stream.below(3));
      options.shard = {stream.below(n_shards), n_shards};
      std::uint64_t n_played = 0;
      options.on_progress = [&](const sweep::SweepProgress& progress) { n_played = progress.tally.n_played; };
      options.is_interrupted = [&] { return n_played >= stops_after; };
      run_example(folder.path(), points, stamp, play, options);
    };
    for (int stop = 0; stop < 6; ++stop) {
      const std::uint64_t stops_after = 1 + stream.below(10);
      if (stream.below(2) == 0) {
        run_shard(stops_after);
      } else {
        const auto end = std::chrono::steady_clock::now() + std::chrono::microseconds(stream.below(40'000));
        in_process_killed_when([&] { return std::chrono::steady_clock::now() > end; }, [&] { run_shard(1000); });
      }
    }
    INFO("round " << round << ", " << n_shards << " shards");
    for (std::uint64_t shard = n_shards; shard-- > 0;) {
      sweep::RunOptions options;
      options.shard = {shard, n_shards};
      run_example(folder.path(), points, stamp, play, options);
    }
    CHECK(merged_bytes(folder.path(), points, stamp) == expected);
  }
}

/// A play that fills the disk: two curves of a century.
sweep::Result large_result(const sweep::Point& point) {
  sweep::Result result = example_result(point);
  for (int month = 0; month < 1200; ++month) {
    result.curves[0].months[base::Month{12 * 2027 + month}] = static_cast<double>(point.number) + 1.0 / (month + 3);
  }
  return result;
}

/// That a full disk ended the sweep, that what is there is whole, and that it goes on once there is room.
void check_full_disk(const std::string& failure, const fs::path& out, const ExamplePoints& points) {
  CHECK(failure.starts_with(out.string() + '/'));
  const sweep::Folder kept(out, example_stamp());
  for (std::uint64_t number = 0; number < points.n_runs(); ++number) {
    const auto found = kept.find(points.run(number));
    CHECK((found.state == sweep::PointState::absent || found.state == sweep::PointState::done));
    CHECK(found.result.failure.empty());
  }
}

TEST_CASE("A full disk ends the sweep, not its points, and it goes on once there is room") {
  const TemporaryFolder folder;
  if (::unshare(CLONE_NEWNS) != 0 || ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
      ::mount("aibelt", folder.path().c_str(), "tmpfs", 0, "size=256k") != 0) {
    AIBELT_SKIP("no right to mount a small disk");
  }
  const ExamplePoints points(30);
  const std::string failure = failure_of([&] { run_example(folder.path(), points, example_stamp(), large_result); });
  CHECK(failure.find("No space left on device") != std::string::npos);
  check_full_disk(failure, folder.path(), points);
  CHECK(point_files(folder.path()).size() > 2);
  const std::size_t n_kept = point_files(folder.path()).size();
  REQUIRE(::mount("aibelt", folder.path().c_str(), "tmpfs", MS_REMOUNT, "size=16m") == 0);
  CHECK(run_example(folder.path(), points, example_stamp(), large_result).tally.n_kept == n_kept);
  const std::string expected = merged_bytes(folder.path(), points, example_stamp());
  // Nor does a merge leave anything half done.
  for (const char* name : {"points.csv", "curves.csv", "fans.csv", "means.csv", "sweep.sqlite"}) {
    fs::remove(folder.path() / name);
  }
  const std::uintmax_t used = fs::space(folder.path()).capacity - fs::space(folder.path()).available;
  const std::string tight = "size=" + std::to_string(used + 300'000);
  REQUIRE(::mount("aibelt", folder.path().c_str(), "tmpfs", MS_REMOUNT, tight.c_str()) == 0);
  const sweep::Folder kept(folder.path(), example_stamp());
  CHECK_FALSE(failure_of([&] { sweep::merge(points, kept); }).empty());
  CHECK(names_in(folder.path()) == std::vector<std::string>{".work", "points", "sweep.json"});
  REQUIRE(::mount("aibelt", folder.path().c_str(), "tmpfs", MS_REMOUNT, "size=16m") == 0);
  CHECK(merged_bytes(folder.path(), points, example_stamp()) == expected);
  ::umount2(folder.path().c_str(), MNT_DETACH);
}

TEST_CASE("A point file that may not grow ends the sweep as a full disk does") {
  const TemporaryFolder folder;
  const ExamplePoints points(3);
  const auto play = [](const sweep::Point& point) {
    return point.number == 1 ? large_result(point) : example_result(point);
  };
  std::string failure;
  {
    const FullDisk full(8192);
    failure = failure_of([&] { run_example(folder.path(), points, example_stamp(), play); });
  }
  CHECK(failure.find("File too large") != std::string::npos);
  check_full_disk(failure, folder.path(), points);
  CHECK(run_example(folder.path(), points, example_stamp(), play).tally.n_failed == 0);
  CHECK(merged_bytes(folder.path(), points, example_stamp()) == expected_bytes(points, example_stamp(), play));
}

TEST_CASE("A folder that cannot be written to ends the sweep before its first point, or as soon as it is so") {
  const TemporaryFolder folder;
  fs::permissions(folder.path(), fs::perms::all);
  const fs::path out = folder.path() / "out";
  const ExamplePoints points(20);
  const Unprivileged nobody;
  const auto play = [&](const sweep::Point& point) {
    if (point.number == 5) {
      fs::permissions(out / ".work", fs::perms::owner_read | fs::perms::owner_exec);
    }
    return example_result(point);
  };
  const std::string midway = failure_of([&] { run_example(out, points, example_stamp(), play); });
  CHECK(midway.find("Permission denied") != std::string::npos);
  CHECK(point_files(out).size() == 5);
  CHECK_FALSE(failure_of([&] { run_example(out, points, example_stamp()); }).empty());
  fs::permissions(out / ".work", fs::perms::owner_all);
  CHECK(run_example(out, points, example_stamp()).tally.n_kept == 5);
  fs::permissions(out, fs::perms::owner_read | fs::perms::owner_exec);
  const std::string merging = failure_of([&] { sweep::merge(points, sweep::Folder(out, example_stamp())); });
  CHECK(merging.find("Permission denied") != std::string::npos);
  CHECK(names_in(out) == std::vector<std::string>{".work", "points", "sweep.json"});
  fs::permissions(out, fs::perms::owner_all);
  fs::create_directory(folder.path() / "locked");
  fs::permissions(folder.path() / "locked", fs::perms::owner_read | fs::perms::owner_exec);
  const std::string at_start = failure_of([&] { run_example(folder.path() / "locked", points, example_stamp()); });
  CHECK(at_start == (folder.path() / "locked" / ".work").string() + ": Permission denied");
}

}  // namespace
