#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "aibelt/sweep/folder.hpp"

namespace aibelt::sweep {

/// How the points of a shard stand.
struct Tally {
  std::uint64_t n_points = 0;                    ///< of the shard
  std::uint64_t n_kept = 0;                      ///< finished before, and not played again
  std::uint64_t n_played = 0;                    ///< finished now
  std::uint64_t n_failed = 0;                    ///< of both: without a result
  std::uint64_t n_failed_checks = 0;             ///< of both: with a result that fails a check of the scenario
  std::uint64_t n_damaged = 0;                   ///< found torn, to be played again
  std::map<std::string, std::uint64_t> n_stale;  ///< by the version of aibelt that made them, to be played again

  std::uint64_t n_left() const { return n_points - n_kept - n_played; }
};

/// What is told after the points were looked through, and after each that ends.
struct SweepProgress {
  const Tally& tally;
  std::chrono::steady_clock::duration elapsed;  ///< since the first point began; never below zero
  const Point* point = nullptr;                 ///< that ended; nullptr before the first
  const std::string& failure;                   ///< why it has no result; empty where it has one
  const std::string& said;                      ///< of one that crashed: the last line it wrote to stderr
};

struct RunOptions {
  unsigned jobs = 1;  ///< processes at once
  Shard shard;
  std::optional<std::chrono::milliseconds>
      timeout;                                ///< of one point; time in which this process was stopped does not count
  std::optional<std::uint64_t> memory_bytes;  ///< of one point: what it may write to, beyond program and libraries
  bool retry_failed = false;                  ///< play points again that have failed
  std::function<bool()> is_interrupted = [] { return false; };
  std::function<void(const SweepProgress&)> on_progress = [](const SweepProgress&) {};
  std::function<std::chrono::steady_clock::time_point()> now = std::chrono::steady_clock::now;
};

/// What has become of a shard.
struct ShardOutcome {
  Tally tally;
  bool is_interrupted = false;  ///< what was being played is lost, what was finished is kept
  bool is_locked =
      true;  ///< false where the file system knows no locks: two runs of one shard would double work, not results
};

/// Plays what is not finished of a shard, each point in a process of its own forked from this one, which must not have made a SimGrid
/// engine or a thread.
///
/// A point that throws, crashes, runs into the timeout or out of memory becomes a failed one, with its reason; the others go on. An
/// IoError, of the folder or thrown by `play`, ends all processes and is thrown here: what is finished is kept. A child has SIGINT,
/// SIGTERM, SIGHUP and SIGQUIT held back, so that nobody but this process ends it, writes nothing to stdout, and dies with this
/// process. IoError also where the same shard, or a merge, is at work in the folder.
ShardOutcome run_points(const Points& points, const Folder& folder, const Play& play, const RunOptions& options);

}  // namespace aibelt::sweep
