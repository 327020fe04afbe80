#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include <CLI/CLI.hpp>

#include "exit.hpp"
#include "sweep_setup.hpp"

namespace aibelt::cli {

/// What `sweep` is asked for.
struct SweepOptions {
  SweepSource source;
  std::string folder;
  unsigned jobs = 1;
  std::optional<sweep::Shard> shard;  ///< nullopt: all points, then the merge
  std::optional<std::chrono::milliseconds> timeout;
  std::optional<std::uint64_t> memory_bytes;
  bool retry_failed = false;
  bool is_checked = false;
  std::string junit;
};

/// What `sweep merge` is asked for.
struct MergeOptions {
  std::string folder;
  bool is_checked = false;
  std::string junit;
};

/// Plays a sweep, or a shard of it: progress to stderr, what it came to in a table to stdout, tables to the folder.
Exit run_sweep(const SweepOptions& options);

/// Puts together what the shards of a sweep have left in their folder.
Exit merge_sweep(const MergeOptions& options);

/// What both end with once all points are there: tables to the folder, a summary to stdout.
Exit finish_sweep(const SweepSetup& setup, const sweep::Points& points, const sweep::Folder& folder,
                  const MergeOptions& options);

/// The shard that Slurm gave this process by SLURM_ARRAY_TASK_ID, _MIN and _COUNT; nullopt where it is none of an array. Throws
/// std::invalid_argument where they do not count from one end to the other.
std::optional<sweep::Shard> shard_of_slurm();

void add_sweep(CLI::App& app, Exit& exit);

}  // namespace aibelt::cli
