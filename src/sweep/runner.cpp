#include "aibelt/sweep/runner.hpp"

#include <utility>
#include <vector>

#include "aibelt/base/error.hpp"
#include "lock.hpp"
#include "runner_pool.hpp"

namespace aibelt::sweep {
namespace {

namespace fs = std::filesystem;

const std::string kNothing;

void add_if(bool is_one, std::uint64_t& count) { count += std::uint64_t{is_one}; }

/// The runs of a shard, counted from 0.
class Part {
 public:
  Part(const Points& points, Shard shard) : points_(points), shard_(shard) {
    base::ensure(shard.index < shard.count, "a shard's index is not below their count");
  }

  std::uint64_t size() const { return (points_.n_runs() + shard_.count - 1 - shard_.index) / shard_.count; }
  Point run(std::uint64_t i) const { return points_.run(shard_.index + i * shard_.count); }

 private:
  const Points& points_;
  Shard shard_;
};

class ShardRun {
 public:
  ShardRun(const Points& points, const Folder& folder, const RunOptions& options)
      : folder_(folder), options_(options), part_(points, options.shard), is_open_(part_.size(), true) {
    outcome_.tally.n_points = part_.size();
  }

  /// Finds what is finished; a bit a point is all that is kept.
  void look_through();
  void play(Pool& pool);

  ShardOutcome& outcome() { return outcome_; }

 private:
  bool is_finished(const Found& found);
  void fill(Pool& pool);
  void count(const Ended& ended, const Pool& pool);

  const Folder& folder_;
  const RunOptions& options_;
  Part part_;
  std::vector<bool> is_open_;  ///< one of the shard's runs that is to be played
  std::uint64_t next_ = 0;
  ShardOutcome outcome_;
};

void ShardRun::look_through() {
  for (std::uint64_t i = 0; i < part_.size() && !outcome_.is_interrupted; ++i) {
    is_open_[i] = !is_finished(folder_.find(part_.run(i)));
    outcome_.is_interrupted = options_.is_interrupted();
  }
  options_.on_progress({outcome_.tally, {}, nullptr, kNothing, kNothing});
}

bool ShardRun::is_finished(const Found& found) {
  Tally& tally = outcome_.tally;
  if (found.state == PointState::stale) {
    ++tally.n_stale[found.version];
  }
  add_if(found.state == PointState::damaged, tally.n_damaged);
  const bool has_failed = !found.result.failure.empty();
  if (found.state != PointState::done || (has_failed && options_.retry_failed)) {
    return false;
  }
  ++tally.n_kept;
  add_if(has_failed, tally.n_failed);
  add_if(!found.result.failed_checks.empty(), tally.n_failed_checks);
  return true;
}

void ShardRun::play(Pool& pool) {
  while (!outcome_.is_interrupted) {
    fill(pool);
    if (pool.is_idle()) {
      return;
    }
    for (const Ended& ended : pool.wait()) {
      count(ended, pool);
    }
    outcome_.is_interrupted = options_.is_interrupted();
  }
}

void ShardRun::fill(Pool& pool) {
  while (pool.has_room()) {
    while (next_ < is_open_.size() && !is_open_[next_]) {
      ++next_;
    }
    if (next_ == is_open_.size() || !pool.start(part_.run(next_))) {
      return;
    }
    ++next_;
  }
}

void ShardRun::count(const Ended& ended, const Pool& pool) {
  Tally& tally = outcome_.tally;
  ++tally.n_played;
  add_if(!ended.failure.empty(), tally.n_failed);
  add_if(ended.has_failed_checks, tally.n_failed_checks);
  options_.on_progress({tally, pool.elapsed(), &ended.point, ended.failure, ended.said});
}

/// Half-written points of runs of this shard that were killed.
void remove_partials(const Folder& folder, Shard shard) {
  std::error_code error;
  std::vector<fs::path> partials;
  for (fs::directory_iterator entry(folder.work_path(), error), end; !error && entry != end; entry.increment(error)) {
    if (entry->path().filename().string().starts_with(partial_prefix(shard))) {
      partials.push_back(entry->path());
    }
  }
  for (const fs::path& partial : partials) {
    fs::remove(partial, error);  // one that resists does no harm
  }
}

}  // namespace

ShardOutcome run_points(const Points& points, const Folder& folder, const Play& play, const RunOptions& options) {
  base::ensure(options.jobs > 0, "a sweep without jobs");
  FolderLock lock(folder, options.shard);
  remove_partials(folder, options.shard);
  ShardRun run(points, folder, options);
  run.outcome().is_locked = lock.is_held();
  run.look_through();
  Pool pool(folder, play, options, lock);
  run.play(pool);
  return std::move(run.outcome());
}

}  // namespace aibelt::sweep
