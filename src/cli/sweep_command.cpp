#include "sweep_command.hpp"

#include <cstdio>

#include <fmt/format.h>

#include "aibelt/sweep/merge.hpp"
#include "aibelt/sweep/runner.hpp"
#include "interrupt.hpp"
#include "sweep_progress.hpp"
#include "sweep_summary.hpp"

namespace aibelt::cli {
namespace {

sweep::RunOptions runner_options(const SweepOptions& options, SweepProgressBar& bar) {
  sweep::RunOptions runner;
  runner.jobs = options.jobs;
  runner.shard = options.shard.value_or(sweep::Shard{});
  runner.timeout = options.timeout;
  runner.memory_bytes = options.memory_bytes;
  runner.retry_failed = options.retry_failed;
  runner.is_interrupted = is_interrupted;
  runner.on_progress = [&bar](const sweep::SweepProgress& progress) { bar.show(progress); };
  return runner;
}

sweep::ShardOutcome play(const SweepSetup& setup, const sweep::Points& points, const sweep::Folder& folder,
                         const SweepOptions& options) {
  SweepProgressBar bar;
  auto outcome = run_points(points, folder, play_of(setup.base, setup.asked(folder)), runner_options(options, bar));
  if (!outcome.is_locked) {
    fmt::print(stderr,
               "{}: this file system has no locks; see to it that no shard of the sweep is played twice at once\n",
               folder.path().string());
  }
  return outcome;
}

Exit give_up(const sweep::Tally& tally) {
  fmt::print(stderr, "interrupted; {} of {} points are finished and kept, start it again to go on\n",
             tally.n_kept + tally.n_played, tally.n_points);
  return Exit::interrupted;
}

/// Says how the checks came out, and writes them down where they are wanted; whether all hold.
bool check(const SweepSetup& setup, const SweepSummary& summary, const sweep::Points& points,
           const sweep::Folder& folder, sweep::Shard shard, const MergeOptions& options) {
  if (!options.is_checked) {
    return true;
  }
  fmt::print(stderr, "{} of {} checks hold, {} points fail some\n",
             summary.checks.cases - summary.checks.failures - summary.checks.errors, summary.checks.cases,
             summary.n_failed_checks);
  if (!options.junit.empty()) {
    write_checks(points, folder, shard, setup.expectations, summary.checks, options.junit);
  }
  return summary.checks.failures == 0 && summary.checks.errors == 0;
}

std::string counts_text(std::uint64_t n_points, std::uint64_t n_failed) {
  return fmt::format("{} points, {} failed", n_points, n_failed);
}

/// What a shard ends with: nothing to merge yet.
Exit finish_shard(const SweepSetup& setup, const sweep::Points& points, const sweep::Folder& folder,
                  const SweepOptions& options) {
  const sweep::Shard shard = *options.shard;
  const SweepSummary summary = summary_of(points, folder, shard, setup.expectations);
  fmt::print("shard {}/{}: {}\n", shard.index, shard.count, counts_text(summary.n_points, summary.n_failed));
  fmt::print("when all shards have ended: aibelt sweep merge {}\n", options.folder);
  const bool holds = check(setup, summary, points, folder, shard, {options.folder, options.is_checked, options.junit});
  return summary.n_failed == 0 && holds ? Exit::ok : Exit::failed;
}

}  // namespace

Exit finish_sweep(const SweepSetup& setup, const sweep::Points& points, const sweep::Folder& folder,
                  const MergeOptions& options) {
  const sweep::Merged merged = merge(points, folder, is_interrupted);
  if (merged.is_interrupted) {
    fmt::print(stderr, "interrupted; the points are kept, no tables were written: aibelt sweep merge {}\n",
               options.folder);
    return Exit::interrupted;
  }
  if (merged.missing.n() > 0) {
    fmt::print(stderr, "{}", explain(merged.missing, folder));
    return Exit::no_disk;
  }
  const SweepSummary summary = summary_of(points, folder, {}, setup.expectations);
  const std::string& title = folder.stamp().title;
  fmt::print("{}{}{}: {}\n", folder.stamp().name, title.empty() ? "" : ": ", title,
             counts_text(merged.n_points, merged.n_failed));
  fmt::print("\n{}\n", summary_table(summary));
  fmt::print("points.csv, curves.csv, fans.csv, means.csv and sweep.sqlite are in {}\n", options.folder);
  if (merged.n_failed > 0) {
    fmt::print(stderr, "{} of {} points failed; points.csv has the reasons, sweep --retry-failed plays them again\n",
               merged.n_failed, merged.n_points);
  }
  const bool holds = check(setup, summary, points, folder, {}, options);
  return merged.n_failed == 0 && holds ? Exit::ok : Exit::failed;
}

Exit run_sweep(const SweepOptions& options) {
  const auto setup = set_up(options.source);
  if (!setup) {
    return Exit::bad_input;
  }
  watch_for_interrupts();
  const sweep::Folder folder(options.folder, setup->stamp);
  const SweepPoints points(setup->sweep);
  const sweep::ShardOutcome outcome = play(*setup, points, folder, options);
  if (outcome.is_interrupted) {
    return give_up(outcome.tally);
  }
  return options.shard ? finish_shard(*setup, points, folder, options)
                       : finish_sweep(*setup, points, folder, {options.folder, options.is_checked, options.junit});
}

Exit merge_sweep(const MergeOptions& options) {
  const auto setup = set_up_again(options.folder);
  if (!setup) {
    return Exit::bad_input;
  }
  watch_for_interrupts();
  const sweep::Folder folder(options.folder, setup->stamp);
  return finish_sweep(*setup, SweepPoints(setup->sweep), folder, options);
}

}  // namespace aibelt::cli
