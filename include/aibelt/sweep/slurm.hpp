#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace aibelt::sweep {

/// A sweep as Slurm plays it: an array of jobs, one a shard, and a job that merges once they have ended, however they did.
struct SlurmSweep {
  std::string name;                          ///< of the jobs
  std::filesystem::path program;             ///< aibelt, as the nodes find it
  std::filesystem::path folder;              ///< of the sweep, absolute, on a file system the nodes share
  std::vector<std::string> shard_arguments;  ///< of the program, to which `--shard` is added
  std::vector<std::string> merge_arguments;
  std::uint64_t n_shards = 1;
  unsigned n_processors = 0;         ///< of each shard; 0: as the options say, else one
  std::vector<std::string> options;  ///< of sbatch, for both jobs, such as `--partition=cpu`

  std::filesystem::path slurm_folder() const { return folder / "slurm"; }  ///< of scripts and logs
  std::filesystem::path shards_path() const { return slurm_folder() / "shards.sh"; }
  std::filesystem::path merge_path() const { return slurm_folder() / "merge.sh"; }

  std::string shards_script() const;
  std::string merge_script() const;

  /// What submits them; the merge after job `after`.
  std::vector<std::string> shards_command() const;
  std::vector<std::string> merge_command(const std::string& after) const;
};

/// The jobs that Slurm has taken on.
struct SlurmJobs {
  std::string shards;
  std::string merge;
};

/// Writes the scripts into the sweep's folder and submits them. Throws base::IoError with the words of sbatch where it is missing or
/// refuses.
SlurmJobs submit(const SlurmSweep& sweep);

/// A word, or words apart by blanks, as a POSIX shell reads them back unchanged.
std::string shell_quoted(const std::string& word);
std::string shell_quoted(const std::vector<std::string>& words);

}  // namespace aibelt::sweep
