#include "slurm_command.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>

#include <fmt/format.h>

#include "aibelt/sweep/folder.hpp"
#include "aibelt/sweep/slurm.hpp"

namespace aibelt::cli {
namespace {

namespace fs = std::filesystem;

/// Options of `sweep` that a shard is not given as they stand: its place, how it is played, and what only the merge does.
constexpr std::array<std::string_view, 10> kNotPassedOn = {"file",           "--out",    "--jobs",     "--shard",
                                                           "--check",        "--junit",  "--executor", "--shards",
                                                           "--slurm-option", "--dry-run"};

/// The options as the user gave them, one word each.
std::vector<std::string> passed_on(const CLI::App& given) {
  std::vector<std::string> words;
  for (const CLI::Option* option : given.get_options()) {
    const std::string name = option->get_name();
    if (option->count() == 0 || std::ranges::find(kNotPassedOn, name) != kNotPassedOn.end()) {
      continue;
    }
    if (option->get_items_expected_max() == 0) {
      words.push_back(name);
      continue;
    }
    for (const std::string& value : option->results()) {
      words.push_back(name + "=" + value);
    }
  }
  return words;
}

/// Absolute, without resolving links, which nodes may have elsewhere.
std::string on_all_nodes(const fs::path& path) { return fs::absolute(path).lexically_normal().string(); }

sweep::SlurmSweep slurm_sweep(const SweepSetup& setup, const SweepOptions& options, const SlurmOptions& slurm,
                              const CLI::App& given) {
  const std::string folder = on_all_nodes(options.folder);
  sweep::SlurmSweep sweep{.name = setup.stamp.name,
                          .program = fs::read_symlink("/proc/self/exe"),
                          .folder = folder,
                          .shard_arguments = {"sweep", on_all_nodes(options.source.file), "--out", folder},
                          .merge_arguments = {"sweep", "merge", folder},
                          .n_shards = std::min(slurm.n_shards, setup.sweep.n_runs()),
                          .n_processors = given.get_option("--jobs")->count() > 0 ? options.jobs : 0,
                          .options = slurm.sbatch};
  const std::vector<std::string> words = passed_on(given);
  sweep.shard_arguments.insert(sweep.shard_arguments.end(), words.begin(), words.end());
  if (options.is_checked) {
    sweep.merge_arguments.push_back("--check");
  }
  if (!options.junit.empty()) {
    sweep.merge_arguments.push_back("--junit=" + on_all_nodes(options.junit));
  }
  return sweep;
}

Exit print_scripts(const sweep::SlurmSweep& sweep) {
  for (const auto& [path, script] :
       {std::pair{sweep.shards_path(), sweep.shards_script()}, std::pair{sweep.merge_path(), sweep.merge_script()}}) {
    fmt::print("# {}\n{}\n", path.string(), script);
  }
  fmt::print("# submitted by\n{}\n{}\n", sweep::shell_quoted(sweep.shards_command()),
             sweep::shell_quoted(sweep.merge_command("<job of the shards>")));
  return Exit::ok;
}

}  // namespace

void add_slurm_options(CLI::App* sweep, SlurmOptions& options) {
  CLI::Option* executor =
      sweep->add_option("--executor", options.executor, "here: processes of this machine; slurm: jobs of a cluster")
          ->check(CLI::IsMember(std::vector<std::string>{"here", "slurm"}))
          ->capture_default_str();
  sweep->add_option("--shards", options.n_shards, "Shards to submit to Slurm, each a job of some minutes")
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1'000'000}))
      ->needs(executor);
  sweep
      ->add_option("--slurm-option", options.sbatch,
                   "Option of sbatch, such as --slurm-option=--partition=cpu; may be repeated")
      ->type_name("OPTION")
      ->expected(1)
      ->take_all()
      ->needs(executor);
  sweep->add_flag("--dry-run", options.is_dry_run, "Print the scripts and commands for Slurm, and do nothing")
      ->needs(executor);
}

Exit submit_sweep(const SweepOptions& options, const SlurmOptions& slurm, const CLI::App& given) {
  if (slurm.n_shards == 0) {
    throw CLI::RequiredError("--shards, with --executor slurm,");
  }
  if (given.get_option("--shard")->count() > 0) {
    throw CLI::ExcludesError("--shard", "--executor slurm");
  }
  const auto setup = set_up(options.source);
  if (!setup) {
    return Exit::bad_input;
  }
  const sweep::SlurmSweep sweep = slurm_sweep(*setup, options, slurm, given);
  if (slurm.is_dry_run) {
    return print_scripts(sweep);
  }
  const sweep::Folder folder(sweep.folder, setup->stamp);
  const sweep::SlurmJobs jobs = submit(sweep);
  fmt::print("shards: job {}, tasks 0 to {}\nmerge: job {}, once they have ended\n", jobs.shards, sweep.n_shards - 1,
             jobs.merge);
  fmt::print("scripts and logs are in {}; squeue --jobs={},{} shows how they stand\n", sweep.slurm_folder().string(),
             jobs.shards, jobs.merge);
  return Exit::ok;
}

}  // namespace aibelt::cli
