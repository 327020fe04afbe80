#include "aibelt/sweep/slurm.hpp"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include "aibelt/base/error.hpp"
#include "aibelt/report/output_file.hpp"
#include "aibelt/report/partial_folder.hpp"
#include "child_output.hpp"

namespace aibelt::sweep {
namespace {

/// A path as sbatch takes it for `--output`, where % begins a pattern.
std::string without_patterns(const std::filesystem::path& path) {
  std::string text;
  for (const char c : path.string()) {
    text += c == '%' ? "%%" : std::string(1, c);
  }
  return text;
}

std::string words_of(const SlurmSweep& sweep, const std::vector<std::string>& arguments) {
  std::vector<std::string> words = {sweep.program.string()};
  words.insert(words.end(), arguments.begin(), arguments.end());
  return shell_quoted(words);
}

std::vector<std::string> sbatch(const SlurmSweep& sweep, const std::string& job, const std::string& log) {
  std::vector<std::string> words = {"sbatch", "--parsable", "--job-name=" + job,
                                    "--output=" + without_patterns(sweep.slurm_folder()) + "/" + log};
  words.insert(words.end(), sweep.options.begin(), sweep.options.end());
  return words;
}

std::string without_line_ends(std::string text) {
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back())) != 0) {
    text.pop_back();
  }
  return text;
}

/// `17` of `17;cluster`, which is what --parsable prints.
std::string submitted(const std::vector<std::string>& command) {
  const ChildOutput said = output_of(command);
  const std::string job = said.out.substr(0, said.out.find_first_of(";\n"));
  const bool is_number = !job.empty() && std::ranges::all_of(job, [](unsigned char c) { return std::isdigit(c) != 0; });
  if (said.status != 0 || !is_number) {
    throw base::IoError(command.front(), without_line_ends(said.error.empty() ? said.out : said.error));
  }
  return job;
}

void write_scripts(const SlurmSweep& sweep) {
  report::PartialFolder folder(sweep.slurm_folder());
  for (const auto& [path, script] :
       {std::pair{sweep.shards_path(), sweep.shards_script()}, std::pair{sweep.merge_path(), sweep.merge_script()}}) {
    report::OutputFile file(folder.add(path.filename().string()));
    file.write(script);
    file.finish();
  }
  folder.commit();
}

}  // namespace

/// The number of shards stands in the script: Slurm's own count is that of the tasks submitted, which are fewer when some are
/// submitted again. The signal goes to the program, as it takes the place of the shell. Slurm names the processors only where
/// they were asked for.
std::string SlurmSweep::shards_script() const {
  return fmt::format(
      "#!/bin/sh\n"
      "#SBATCH --array=0-{}\n"
      "#SBATCH --requeue\n"
      "#SBATCH --open-mode=append\n"
      "#SBATCH --signal=B:TERM@30\n"
      "exec {} --jobs \"${{SLURM_CPUS_PER_TASK:-1}}\" --shard \"$SLURM_ARRAY_TASK_ID/{}\"\n",
      n_shards - 1, words_of(*this, shard_arguments), n_shards);
}

std::string SlurmSweep::merge_script() const {
  return fmt::format(
      "#!/bin/sh\n"
      "#SBATCH --open-mode=append\n"
      "exec {}\n",
      words_of(*this, merge_arguments));
}

std::vector<std::string> SlurmSweep::shards_command() const {
  std::vector<std::string> words = sbatch(*this, name, "%A_%a.log");
  if (n_processors > 0) {
    words.push_back(fmt::format("--cpus-per-task={}", n_processors));
  }
  words.push_back(shards_path().string());
  return words;
}

std::vector<std::string> SlurmSweep::merge_command(const std::string& after) const {
  std::vector<std::string> words = sbatch(*this, name + "-merge", "merge_%j.log");
  words.push_back("--dependency=afterany:" + after);
  words.push_back(merge_path().string());
  return words;
}

SlurmJobs submit(const SlurmSweep& sweep) {
  base::ensure(sweep.n_shards > 0 && sweep.folder.is_absolute(), "a sweep on Slurm has shards and an absolute folder");
  write_scripts(sweep);
  SlurmJobs jobs;
  jobs.shards = submitted(sweep.shards_command());
  const std::vector<std::string> merge = sweep.merge_command(jobs.shards);
  try {
    jobs.merge = submitted(merge);
  } catch (const base::IoError& error) {
    throw base::IoError(error.path(), fmt::format("{}; the shards are submitted as job {}: submit their merge by {}",
                                                  error.what(), jobs.shards, shell_quoted(merge)));
  }
  return jobs;
}

std::string shell_quoted(const std::string& word) {
  constexpr std::string_view kPlain = "%+,-./:=@_";
  const bool is_plain = !word.empty() && std::ranges::all_of(word, [&](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || kPlain.find(c) != std::string_view::npos;
  });
  if (is_plain) {
    return word;
  }
  std::string quoted = "'";
  for (const char c : word) {
    quoted += c == '\'' ? "'\\''" : std::string(1, c);
  }
  return quoted + "'";
}

std::string shell_quoted(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) {
    text += (text.empty() ? "" : " ") + shell_quoted(word);
  }
  return text;
}

}  // namespace aibelt::sweep
