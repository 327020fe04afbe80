#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <string_view>
#include <variant>

#include <fmt/format.h>

#include "aibelt/base/quantity.hpp"
#include "common_options.hpp"
#include "slurm_command.hpp"
#include "sweep_command.hpp"

namespace aibelt::cli {
namespace {

std::optional<std::uint64_t> whole_number(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

sweep::Shard shard_of(const std::string& text) {
  const std::size_t slash = text.find('/');
  const auto index = whole_number(std::string_view(text).substr(0, slash));
  const auto count = slash == std::string::npos ? std::nullopt : whole_number(std::string_view(text).substr(slash + 1));
  if (!index || !count || *index >= *count) {
    throw CLI::ValidationError(
        "--shard", fmt::format("\"{}\" is no shard; write 0/8 for the first of eight, 7/8 for the last", text));
  }
  return {*index, *count};
}

/// A quantity of `dimension` above zero, in base units.
double amount_of(const std::string& option, const std::string& text, const base::Dimension& dimension,
                 const char* example) {
  const auto parsed = base::parse_quantity(text);
  const auto* measured = std::get_if<base::Measured>(&parsed);
  if (measured == nullptr || measured->dimension != dimension || !(measured->value > 0)) {
    throw CLI::ValidationError(option, fmt::format("\"{}\" is no amount; write it like \"{}\"", text, example));
  }
  return measured->value;
}

std::chrono::milliseconds timeout_of(const std::string& text) {
  constexpr double kLongest = 1e9;  // seconds
  const double seconds = std::min(amount_of("--timeout", text, base::kTime, "10 min"), kLongest);
  return std::chrono::milliseconds(static_cast<std::int64_t>(std::ceil(1000 * seconds)));
}

std::uint64_t memory_of(const std::string& text) {
  constexpr double kMost = 1e18;
  return static_cast<std::uint64_t>(
      std::min(amount_of("--memory", text, base::dimension(base::Measure::data), "2 GB"), kMost));
}

/// Texts of the command line, to be read once all of them are there.
struct SweepTexts {
  std::string shard;
  std::string timeout;
  std::string memory;
  bool resumes = true;  ///< says what is done anyway
};

/// The options, with the texts of the command line read.
SweepOptions completed(SweepOptions options, const SweepTexts& texts) {
  if (options.source.file.empty()) {
    throw CLI::RequiredError("FILE, a sweep file,");
  }
  if (options.folder.empty()) {
    throw CLI::RequiredError("--out");
  }
  options.source.folder = options.folder;
  if (!texts.timeout.empty()) {
    options.timeout = timeout_of(texts.timeout);
  }
  if (!texts.memory.empty()) {
    options.memory_bytes = memory_of(texts.memory);
  }
  return options;
}

Exit run(SweepOptions options, const SweepTexts& texts) {
  try {
    options.shard = texts.shard.empty() ? shard_of_slurm() : shard_of(texts.shard);
  } catch (const std::invalid_argument& problem) {
    throw CLI::ValidationError("--shard", problem.what());
  }
  return run_sweep(options);
}

CLI::App* add_merge(CLI::App& sweep, Exit& exit) {
  const auto options = std::make_shared<MergeOptions>();
  CLI::App* merge = sweep.add_subcommand("merge", "Put together what the shards of a sweep have left in their folder");
  merge->add_option("folder", options->folder, "Folder of the sweep, as --out named it")->required();
  CLI::Option* check = merge->add_flag("--check", options->is_checked,
                                       "Hold every point to the scenario's \"expect\"; exit 1 when one fails");
  add_junit(merge, options->junit)->needs(check);
  merge->callback([options, &exit] { exit = merge_sweep(*options); });
  return merge;
}

}  // namespace

std::optional<sweep::Shard> shard_of_slurm() {
  const auto number = [](const char* name) {
    const char* text = std::getenv(name);
    return text == nullptr ? std::nullopt : whole_number(text);
  };
  const auto id = number("SLURM_ARRAY_TASK_ID");
  if (!id) {
    return std::nullopt;
  }
  const auto first = number("SLURM_ARRAY_TASK_MIN");
  const auto count = number("SLURM_ARRAY_TASK_COUNT");
  if (!first || !count || *id < *first || *id - *first >= *count) {
    throw std::invalid_argument(
        "SLURM_ARRAY_TASK_ID, _MIN and _COUNT do not count the shards; submit an array without gaps, such as "
        "--array=0-7, or give --shard");
  }
  return sweep::Shard{*id - *first, *count};
}

void add_sweep(CLI::App& app, Exit& exit) {
  const auto options = std::make_shared<SweepOptions>();
  const auto texts = std::make_shared<SweepTexts>();
  CLI::App* sweep = app.add_subcommand("sweep", "Run a scenario many times, as a sweep file says; tables of all runs");
  sweep->add_option("file", options->source.file, "Sweep file")->type_name("FILE");
  sweep->add_option("--out", options->folder, "Folder for the points and their tables; started again, it goes on there")
      ->type_name("FOLDER")
      ->check(not_empty());
  add_jobs(sweep, options->jobs);
  sweep
      ->add_option("--shard", texts->shard,
                   "Only this part of the points, such as 0/8; else as SLURM_ARRAY_TASK_ID says")
      ->type_name("I/N");
  add_overrides(sweep, options->source.overrides);
  add_seed(sweep, options->source.seed, "Seed of the sweep, instead of its file's");
  sweep->add_option("--timeout", texts->timeout, "Longest a point may take, such as \"10 min\"")->type_name("TIME");
  sweep->add_option("--memory", texts->memory, "Most memory of a point, such as \"2 GB\"")->type_name("AMOUNT");
  sweep->add_flag("--retry-failed", options->retry_failed, "Play points again that failed before");
  sweep->add_flag("--resume", texts->resumes, "Go on where the folder was left, as sweep always does");
  CLI::Option* check = sweep->add_flag("--check", options->is_checked,
                                       "Hold every point to the scenario's \"expect\"; exit 1 when one fails");
  add_junit(sweep, options->junit)->needs(check);
  const auto slurm = std::make_shared<SlurmOptions>();
  add_slurm_options(sweep, *slurm);
  const CLI::App* merge = add_merge(*sweep, exit);
  sweep->callback([options, texts, slurm, sweep, merge, &exit] {
    if (!merge->parsed()) {
      const SweepOptions all = completed(*options, *texts);
      exit = slurm->is_used() ? submit_sweep(all, *slurm, *sweep) : run(all, *texts);
    }
  });
}

}  // namespace aibelt::cli
