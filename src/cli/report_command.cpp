#include "report_command.hpp"

#include <algorithm>
#include <filesystem>
#include <memory>

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "aibelt/report/output_file.hpp"
#include "aibelt/report/page.hpp"
#include "aibelt/report/partial_folder.hpp"
#include "common_options.hpp"
#include "write_file.hpp"

namespace aibelt::cli {
namespace {

struct ReportOptions {
  std::vector<std::filesystem::path> folders;
  std::filesystem::path out;
  std::string language = "en";
  std::string format = "html";
  std::string title;
};

void write_csv(const std::filesystem::path& folder, const report::Page& page) {
  report::PartialFolder partial(folder);
  for (const auto& [name, text] : page.csv()) {
    report::OutputFile file(partial.add(name));
    file.write(text);
    file.finish();
  }
  partial.commit();
}

void write(const ReportOptions& options, const report::Page& page) {
  const auto language = options.language == "ko" ? report::Language::ko : report::Language::en;
  if (options.format == "csv") {
    write_csv(options.out, page);
  } else {
    write_file(options.out, options.format == "md" ? page.markdown(language) : page.html(language));
  }
  spdlog::debug("wrote {}", options.out.string());
}

/// A run beside a sweep, or a sweep beside anything, makes no page.
base::Issues mixed(const std::vector<std::filesystem::path>& folders) {
  base::Issues issues;
  for (const auto& folder : folders) {
    if (folders.size() > 1 && report::is_sweep(folder)) {
      issues.push_back({folder.string(), "", "is a sweep; a page shows one sweep alone, or runs side by side"});
    }
  }
  return issues;
}

std::optional<report::Page> page_of_runs(const ReportOptions& options, base::Issues& issues) {
  std::vector<report::PastRun> runs;
  for (const auto& folder : options.folders) {
    base::Issues own;
    if (auto run = report::read_run(folder, own)) {
      runs.push_back(std::move(*run));
    }
    issues.insert(issues.end(), own.begin(), own.end());
  }
  if (!issues.empty()) {
    return std::nullopt;
  }
  try {
    return report::Page::of_runs(runs, options.title);
  } catch (const scenario::Json::exception&) {
    issues.push_back({options.folders.front().string(), "",
                      "summary.json or provenance.json is not what a run writes; run the scenario again"});
    return std::nullopt;
  }
}

std::optional<report::Page> page_of(const ReportOptions& options, base::Issues& issues) {
  issues = mixed(options.folders);
  if (!issues.empty()) {
    return std::nullopt;
  }
  if (!report::is_sweep(options.folders.front())) {
    return page_of_runs(options, issues);
  }
  const auto sweep = report::read_sweep_results(options.folders.front(), issues);
  return sweep ? std::optional(report::Page::of_sweep(*sweep, options.title)) : std::nullopt;
}

Exit make_report(const ReportOptions& options) {
  base::Issues issues;
  const auto page = page_of(options, issues);
  print_issues(issues, options.folders.front().string());
  if (!page) {
    return Exit::bad_input;
  }
  write(options, *page);
  return Exit::ok;
}

}  // namespace

void add_report(CLI::App& app, Exit& exit) {
  const auto options = std::make_shared<ReportOptions>();
  CLI::App* command = app.add_subcommand("report", "Make one page to look at from a run, several runs or a sweep");
  command->add_option("folders", options->folders, "Folders of runs, as run --out makes them, or of one sweep")
      ->required();
  command->add_option("-o,--out", options->out, "File for the page; with --format csv a folder")
      ->required()
      ->type_name("FILE")
      ->check(not_empty("file"));
  command->add_option("--lang", options->language, "Language the page begins in")
      ->check(CLI::IsMember(std::vector<std::string>{"en", "ko"}))
      ->capture_default_str();
  command
      ->add_option("--format", options->format,
                   "html: a page with charts; md: its tables; csv: a file for each of its figures")
      ->check(CLI::IsMember(std::vector<std::string>{"html", "md", "csv"}))
      ->capture_default_str();
  command->add_option("--title", options->title, "Above the page, in place of the scenario's name");
  command->callback([options, &exit] { exit = make_report(*options); });
}

}  // namespace aibelt::cli
