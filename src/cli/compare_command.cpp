#include "compare_command.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "aibelt/scenario/reader.hpp"
#include "compare_runs.hpp"
#include "table.hpp"

namespace aibelt::cli {
namespace {

using Cells = std::vector<std::vector<std::string>>;

struct CompareOptions {
  std::vector<std::filesystem::path> folders;
  std::vector<std::string> limits;
};

/// How far a KPI may move from the first run.
struct Limit {
  std::string kpi;  ///< or `kpi@2029`
  double most = 0;  ///< as a share where `is_share`, else in the KPI's unit
  bool is_share = false;
};

std::optional<Limit> limit_of(const std::string& text, const std::vector<std::string>& names, base::Issues& issues) {
  const std::string place = "--fail-on " + text;
  const std::size_t colon = text.rfind(':');
  if (colon == std::string::npos) {
    issues.push_back({place, "", "write it as kpi:5% or kpi@2029:120, in the KPI's unit"});
    return std::nullopt;
  }
  Limit limit{.kpi = text.substr(0, colon)};
  const std::string number = text.substr(colon + 1);
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), limit.most);
  limit.is_share = std::string_view(end, static_cast<std::size_t>(number.data() + number.size() - end)) == "%";
  if (error != std::errc{} || !(limit.is_share || end == number.data() + number.size()) || !(limit.most >= 0)) {
    issues.push_back({place, "", fmt::format("\"{}\" is no limit such as 5% or 120", number)});
  }
  limit.most /= limit.is_share ? 100 : 1;
  const std::string name = limit.kpi.substr(0, limit.kpi.find('@'));
  if (std::find(names.begin(), names.end(), name) == names.end()) {
    issues.push_back({place, "", fmt::format("no run has a KPI \"{}\"{}", name, scenario::did_you_mean(name, names))});
  }
  return limit;
}

/// Why `run` is further from `first` than `limit` allows; nothing where it is not.
std::string breach_of(const Limit& limit, const report::PastRun& first, const report::PastRun& run) {
  const auto before = kpi_of(first, limit.kpi);
  const auto after = kpi_of(run, limit.kpi);
  if (!before || !after) {
    return fmt::format("{} has no value in {}", limit.kpi, (before ? run : first).folder.string());
  }
  const double change = std::abs(*after - *before);
  if (change <= limit.most * (limit.is_share ? std::abs(*before) : 1)) {
    return "";
  }
  return fmt::format("{} is {} in {}, {} in {}", limit.kpi, *before, first.folder.string(), *after,
                     run.folder.string());
}

std::string change_text(double before, double after) {
  if (before == after) {
    return "=";
  }
  const std::string change = (after > before ? "+" : "") + short_number(after - before);
  return before == 0 ? change : fmt::format("{} ({:+.1f} %)", change, 100 * (after - before) / std::abs(before));
}

std::string kpi_table(const std::vector<report::PastRun>& runs) {
  Cells cells = {{"", "unit"}};
  for (std::size_t i = 0; i < runs.size(); ++i) {
    cells[0].push_back(std::string(1, static_cast<char>('A' + i % 26)));
    if (i > 0) {
      cells[0].push_back("from A");
    }
  }
  for (const KpiRow& row : kpis_of(runs)) {
    std::vector<std::string> line = {row.name, row.unit};
    for (std::size_t i = 0; i < runs.size(); ++i) {
      line.push_back(row.values[i] ? short_number(*row.values[i]) : "none");
      if (i > 0) {
        line.push_back(row.values[0] && row.values[i] ? change_text(*row.values[0], *row.values[i]) : "");
      }
    }
    cells.push_back(std::move(line));
  }
  return text_table(cells, cells[0].size());
}

std::string parting_text(const report::PastRun& first, const report::PastRun& run, char letter) {
  const auto parting = parting_of(first, run);
  if (!parting) {
    return fmt::format("A and {} are alike in every row\n", letter);
  }
  const Change& cause = parting->changes.front();
  std::string text =
      fmt::format("A and {} part in {}, first at {} {}, in {} rows\n", letter, base::to_text(parting->month),
                  cause.series.stage, cause.series.place, parting->changes.size());
  constexpr std::size_t kShown = 8;
  Cells cells = {{"stage", "place", "item", "measure", "A", std::string(1, letter), "unit"}};
  for (std::size_t i = 0; i < std::min(kShown, parting->changes.size()); ++i) {
    const auto& [series, before, after] = parting->changes[i];
    cells.push_back({series.stage, series.place, series.item, series.measure, short_number(before), short_number(after),
                     series.unit});
  }
  return text + text_table(cells, 0);
}

std::string inputs_text(const std::vector<report::PastRun>& runs) {
  const auto inputs = unlike_inputs(runs);
  const auto hash = [](const report::PastRun& run) { return run.provenance.value("scenario_hash", ""); };
  const bool is_one_scenario =
      std::all_of(runs.begin(), runs.end(), [&](const auto& run) { return hash(run) == hash(runs.front()); });
  if (inputs.empty()) {
    return is_one_scenario ? "Their inputs are alike\n"
                           : "Their figures are alike; the scenarios differ in names, kinds or switches\n";
  }
  constexpr std::size_t kShown = 20;
  Cells cells = {{inputs.size() == 1 ? "1 input differs" : fmt::format("{} inputs differ", inputs.size())}};
  for (std::size_t i = 0; i < runs.size(); ++i) {
    cells[0].push_back(std::string(1, static_cast<char>('A' + i % 26)));
  }
  for (std::size_t i = 0; i < std::min(kShown, inputs.size()); ++i) {
    std::vector<std::string> line = {inputs[i].path};
    for (const std::string& value : inputs[i].values) {
      line.push_back(value.empty() ? "none" : value);
    }
    cells.push_back(std::move(line));
  }
  return text_table(cells, 0) + (inputs.size() > kShown ? fmt::format("… and {} more\n", inputs.size() - kShown) : "");
}

bool is_mixed(const std::vector<report::PastRun>& runs) {
  return std::any_of(runs.begin(), runs.end(), [&](const report::PastRun& run) {
    const report::PastRun& first = runs.front();
    return run.scenario != first.scenario || run.from != first.from || run.n_months != first.n_months;
  });
}

void print_comparison(const std::vector<report::PastRun>& runs) {
  for (std::size_t i = 0; i < runs.size(); ++i) {
    fmt::print("{}  {}: {}\n", static_cast<char>('A' + i % 26), runs[i].folder.string(), runs[i].scenario);
  }
  if (is_mixed(runs)) {
    fmt::print(
        "These are runs of different scenarios or times: rows are held against each other where stage, place, item and "
        "measure agree, and count as 0 elsewhere.\n");
  }
  fmt::print("\n{}\n{}", kpi_table(runs), inputs_text(runs));
  for (std::size_t i = 1; i < runs.size(); ++i) {
    fmt::print("\n{}", parting_text(runs.front(), runs[i], static_cast<char>('A' + i % 26)));
  }
}

std::vector<std::string> names_of(const std::vector<report::PastRun>& runs) {
  std::vector<std::string> names;
  for (const KpiRow& row : kpis_of(runs)) {
    names.push_back(row.name);
  }
  return names;
}

Exit compare(const CompareOptions& options) {
  base::Issues issues;
  std::vector<report::PastRun> runs;
  for (const std::filesystem::path& folder : options.folders) {
    if (auto run = report::read_run(folder, issues)) {
      runs.push_back(std::move(*run));
    }
  }
  std::vector<Limit> limits;
  for (const std::string& text : options.limits) {
    if (issues.empty() || !runs.empty()) {
      if (const auto limit = limit_of(text, names_of(runs), issues)) {
        limits.push_back(*limit);
      }
    }
  }
  print_issues(issues, "what is to be compared");
  if (!issues.empty()) {
    return Exit::bad_input;
  }
  print_comparison(runs);
  bool is_within = true;
  for (const Limit& limit : limits) {
    for (std::size_t i = 1; i < runs.size(); ++i) {
      if (const std::string breach = breach_of(limit, runs.front(), runs[i]); !breach.empty()) {
        fmt::print(stderr, "check failed: {}\n", breach);
        is_within = false;
      }
    }
  }
  return is_within ? Exit::ok : Exit::failed;
}

}  // namespace

void add_compare(CLI::App& app, Exit& exit) {
  auto options = std::make_shared<CompareOptions>();
  CLI::App* command = app.add_subcommand("compare", "Hold runs against the first: KPIs, inputs, where they part");
  command->add_option("folders", options->folders, "Folders of runs, as run --out makes them")
      ->required()
      ->expected(2, 26);
  command
      ->add_option("--fail-on", options->limits,
                   "Exit 1 where a KPI is further from the first run, such as tokens_served:5% or racks_landed@2029:10")
      ->type_name("KPI:LIMIT")
      ->expected(1)
      ->take_all();
  command->callback([options, &exit] { exit = compare(*options); });
}

}  // namespace aibelt::cli
