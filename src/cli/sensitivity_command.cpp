#include "sensitivity_command.hpp"

#include <algorithm>
#include <filesystem>
#include <memory>

#include <fmt/format.h>

#include "aibelt/report/output_file.hpp"
#include "aibelt/report/partial_folder.hpp"
#include "aibelt/sweep/sensitivity.hpp"
#include "common_options.hpp"
#include "sensitivity_text.hpp"

namespace aibelt::cli {
namespace {

struct SensitivityOptions {
  std::filesystem::path folder;
  std::vector<std::string> kpis;
  std::size_t top = 10;
  std::string format = "table";
  std::size_t n_resamples = 1000;
  double level = 0.95;
};

void write_csv(const std::filesystem::path& folder, const std::string& text) {
  report::PartialFolder partial(folder);
  report::OutputFile file(partial.add("sensitivity.csv"));
  file.write(text);
  file.finish();
  partial.commit();
}

std::string text_of(const SensitivityOptions& options, const sweep::PastSweep& past,
                    const std::vector<sweep::KpiSensitivity>& found) {
  if (options.format == "csv") {
    return sensitivity_csv(found);
  }
  if (options.format == "json") {
    return sensitivity_json(past, found, options.level).dump(2) + "\n";
  }
  return sensitivity_table(past, found, {.top = options.top, .level = options.level});
}

Exit rank(const SensitivityOptions& options) {
  base::Issues issues;
  const auto past = sweep::read_past_sweep(options.folder, options.kpis, issues);
  print_issues(issues, options.folder.string());
  if (!past) {
    return Exit::bad_input;
  }
  const sweep::Bootstrap bootstrap{
      .seed = past->layout.frame.seed, .name = "", .n_resamples = options.n_resamples, .level = options.level};
  std::vector<sweep::KpiSensitivity> found;
  for (const sweep::KpiColumn& kpi : past->kpis) {
    found.push_back(sensitivity_of(*past, kpi, bootstrap));
  }
  fmt::print("{}", text_of(options, *past, found));
  write_csv(options.folder, sensitivity_csv(found));
  const bool is_answered =
      std::ranges::any_of(found, [](const sweep::KpiSensitivity& kpi) { return kpi.has_ranks() || kpi.is_constant(); });
  if (!is_answered) {
    fmt::print(stderr, "{}: too few points have a result to rank anything\n", options.folder.string());
  }
  return is_answered ? Exit::ok : Exit::failed;
}

}  // namespace

void add_sensitivity(CLI::App& app, Exit& exit) {
  const auto options = std::make_shared<SensitivityOptions>();
  CLI::App* command = app.add_subcommand("sensitivity", "Rank what moves each KPI of a finished sweep");
  command->add_option("folder", options->folder, "Folder of a sweep, as sweep --out makes it; gets sensitivity.csv")
      ->required();
  command->add_option("--kpi", options->kpis, "Only this KPI, such as tokens_served; may be repeated")
      ->type_name("NAME")
      ->expected(1)
      ->take_all();
  command->add_option("--top", options->top, "Factors that a table shows of each KPI; 0 for all")
      ->capture_default_str();
  command->add_option("--format", options->format, "What to print")
      ->check(CLI::IsMember(std::vector<std::string>{"table", "csv", "json"}))
      ->capture_default_str();
  command->add_option("--resamples", options->n_resamples, "Samples behind an interval")
      ->check(CLI::Range(std::size_t{100}, std::size_t{1'000'000}))
      ->capture_default_str();
  command->add_option("--level", options->level, "How often an interval holds the truth")
      ->check(CLI::Range(0.5, 0.999))
      ->capture_default_str();
  command->callback([options, &exit] { exit = rank(*options); });
}

}  // namespace aibelt::cli
