#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "aibelt/sweep/folder.hpp"
#include "aibelt/sweep/runner.hpp"
#include "lock.hpp"
#include "runner_child.hpp"

namespace aibelt::sweep {

/// What names of half-written points of a shard begin with.
std::string partial_prefix(Shard shard);

/// A point whose process has ended; its file is written.
struct Ended {
  Point point;
  std::string failure;
  bool has_failed_checks = false;
  std::string said;
};

/// Adds up steps of a clock; a step back counts as none, a long one, in which this process must have been stopped, as a second.
class Stopwatch {
 public:
  using Clock = std::chrono::steady_clock;

  explicit Stopwatch(const std::function<Clock::time_point()>& now) : now_(now), last_(now()) {}

  /// What passed since the last step.
  Clock::duration step();
  Clock::duration total() const { return total_; }

 private:
  const std::function<Clock::time_point()>& now_;
  Clock::time_point last_;
  Clock::duration total_{};
};

/// Processes that play points, at most `jobs` at once; all are gone at the end. Members throw base::IoError.
class Pool {
 public:
  Pool(const Folder& folder, const Play& play, const RunOptions& options, FolderLock& lock);
  ~Pool();
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;

  bool is_idle() const;
  bool has_room() const;

  /// Begins a point; false where the system gives no process now, but will once another has ended.
  bool start(const Point& point);

  /// Waits a moment, and gives what ended.
  std::vector<Ended> wait();

  /// Time in which there were points to play.
  Stopwatch::Clock::duration elapsed() const { return watch_.total(); }

 private:
  /// Room for one process.
  struct Slot {
    pid_t process = 0;  ///< 0 where there is none
    Point point;
    int report = -1;
    int output = -1;
    Stopwatch::Clock::duration time_left{};
    bool is_out_of_time = false;
    std::filesystem::path partial;
  };

  void let_time_pass();
  Ended take(Slot& slot);
  Ended without_verdict(Slot& slot, int status);
  std::string reason_of(const Slot& slot, int status) const;
  void kill_all();

  const Folder& folder_;
  const Play& play_;
  const RunOptions& options_;
  FolderLock& lock_;
  Stopwatch watch_;
  std::vector<Slot> slots_;
};

}  // namespace aibelt::sweep
