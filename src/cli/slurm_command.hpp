#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "exit.hpp"
#include "sweep_command.hpp"

namespace aibelt::cli {

/// What `sweep --executor slurm` is asked for beside the sweep itself.
struct SlurmOptions {
  std::string executor = "here";
  std::uint64_t n_shards = 0;
  std::vector<std::string> sbatch;  ///< options that go to sbatch
  bool is_dry_run = false;

  bool is_used() const { return executor == "slurm"; }
};

void add_slurm_options(CLI::App* sweep, SlurmOptions& options);

/// Submits a sweep as an array of shards and a merge after it, or prints both; `given` is the command as the user wrote it.
Exit submit_sweep(const SweepOptions& options, const SlurmOptions& slurm, const CLI::App& given);

}  // namespace aibelt::cli
