#include "replications.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "aibelt/base/statistics.hpp"
#include "aibelt/base/version.hpp"
#include "aibelt/engine/engine.hpp"
#include "aibelt/sweep/merge.hpp"
#include "aibelt/sweep/runner.hpp"
#include "interrupt.hpp"
#include "outcome.hpp"
#include "run_batch.hpp"
#include "sweep_progress.hpp"
#include "sweep_setup.hpp"
#include "sweep_summary.hpp"
#include "table.hpp"

namespace aibelt::cli {
namespace {

struct Column {
  const char* kpi;
  std::array<const char*, 2> heading;
};

constexpr std::array<Column, 11> kColumns = {{{"wafers_started", {"wafers", "started"}},
                                              {"good_stacks", {"good", "stacks"}},
                                              {"packages", {"", "packages"}},
                                              {"racks_landed", {"racks", "landed"}},
                                              {"it_power_live", {"IT MW", "live"}},
                                              {"tokens_served", {"tokens", "served"}},
                                              {"tokens_unmet", {"tokens", "unmet"}},
                                              {"jobs_finished", {"jobs", "finished"}},
                                              {"job_wait", {"mean wait", "hours"}},
                                              {"cluster_utilisation", {"", "utilisation"}},
                                              {"jobs_late", {"jobs", "late"}}}};

std::vector<int> years_of(const scenario::Scenario& scenario) {
  std::vector<int> years;
  const int last = base::year_of(base::month_of(scenario.to - base::kSecond));
  for (int year = base::year_of(base::month_of(scenario.from)); year <= last; ++year) {
    years.push_back(year);
  }
  return years;
}

std::vector<sweep::WantedKpi> yearly_kpis(const scenario::Scenario& scenario) {
  std::vector<sweep::WantedKpi> kpis;
  for (const Column& column : kColumns) {
    for (const int year : years_of(scenario)) {
      kpis.push_back({column.kpi, std::to_string(year)});
    }
  }
  return kpis;
}

/// Figures by name over the replications that have them.
using Means = std::map<std::string, base::Mean>;

Means means_of(const SweepSummary& summary) {
  Means means;
  for (const FigureSpan& figure : summary.figures) {
    means[figure.name] = figure.mean;
  }
  return means;
}

std::string cell_of(const Means& means, const std::string& name) {
  const auto found = means.find(name);
  if (found == means.end()) {
    return "";
  }
  const base::Mean& mean = found->second;
  if (mean.standard_error() == 0) {
    return short_number(mean.mean());
  }
  const base::Interval interval = base::confidence_interval(mean);
  return fmt::format("{} ± {}", short_number(mean.mean()), short_number(interval.high - mean.mean()));
}

/// Columns that are zero in all years say nothing of this scenario.
bool has_values(const Means& means, const Column& column, const std::vector<int>& years) {
  return std::any_of(years.begin(), years.end(), [&](int year) {
    const auto found = means.find(fmt::format("{}@{}", column.kpi, year));
    return found != means.end() && (found->second.mean() != 0 || found->second.standard_error() > 0);
  });
}

std::string yearly_means(const Means& means, const std::vector<int>& years) {
  std::vector<std::vector<std::string>> rows = {{""}, {"year"}};
  for (const int year : years) {
    rows.push_back({std::to_string(year)});
  }
  for (const Column& column : kColumns) {
    if (!has_values(means, column, years)) {
      continue;
    }
    rows[0].push_back(column.heading[0]);
    rows[1].push_back(column.heading[1]);
    for (std::size_t i = 0; i < years.size(); ++i) {
      rows[i + 2].push_back(cell_of(means, fmt::format("{}@{}", column.kpi, years[i])));
    }
  }
  return text_table(rows, rows[0].size());
}

/// The runs of one scenario under several seeds.
ListedPoints points_of(const scenario::Scenario& scenario, const RunOptions& options) {
  std::vector<sweep::Point> points;
  for (std::uint64_t r = 0; r < options.replications; ++r) {
    points.push_back({r, 0, r, sweep::seed_of(scenario.seed, r), {}, options.overrides});
  }
  return ListedPoints(std::move(points));
}

sweep::Stamp stamp_of(const scenario::Scenario& scenario, const scenario::Document& base, const RunOptions& options,
                      const std::vector<sweep::WantedKpi>& kpis) {
  const scenario::Json run = {
      {"set", options.overrides}, {"replications", options.replications}, {"seed", scenario.seed}};
  return {.name = scenario.name,
          .title = scenario.title,
          .sweep = scenario::Json{{"run", run}}.dump(),
          .source = "{}",
          .scenario_hash = hash_of(base),
          .version = std::string(base::version()),
          .asked = asked_json(kpis, {}).dump(),
          .replications = options.replications,
          .factors = {}};
}

std::vector<std::string> expectation_names(const scenario::Scenario& scenario) {
  std::vector<std::string> names;
  for (const scenario::Expectation& expectation : scenario.expect) {
    names.push_back(name_of(expectation));
  }
  return names;
}

bool check(const SweepSummary& summary, const scenario::Scenario& scenario, const sweep::Points& points,
           const sweep::Folder& folder, const RunOptions& options) {
  if (!options.is_checked) {
    return true;
  }
  fmt::print(stderr, "{} of {} checks hold\n", summary.checks.cases - summary.checks.failures - summary.checks.errors,
             summary.checks.cases);
  if (!options.junit.empty()) {
    write_checks(points, folder, {}, expectation_names(scenario), summary.checks, options.junit);
  }
  return summary.checks.failures == 0 && summary.checks.errors == 0;
}

/// Shows what the replications came to, and merges them where the folder is the user's.
Exit conclude(const scenario::Scenario& scenario, const sweep::Points& points, const sweep::Folder& folder,
              const RunOptions& options) {
  if (!options.folder.empty() && merge(points, folder, is_interrupted).is_interrupted) {
    fmt::print(stderr, "interrupted; the runs are kept, start it again for the tables\n");
    return Exit::interrupted;
  }
  const SweepSummary summary = summary_of(points, folder, {}, expectation_names(scenario));
  fmt::print("{}\n\n{}\nmeans over {} runs with seeds of their own, ± half of their 95 % confidence intervals\n",
             title_of(scenario), yearly_means(means_of(summary), years_of(scenario)),
             summary.n_points - summary.n_failed);
  if (summary.n_failed > 0) {
    fmt::print(stderr, "{} of {} runs failed\n", summary.n_failed, summary.n_points);
  }
  const bool holds = check(summary, scenario, points, folder, options);
  return summary.n_failed == 0 && holds ? Exit::ok : Exit::failed;
}

}  // namespace

Exit run_replications(const RunOptions& options) {
  base::Issues issues;
  const auto base = scenario::load_document(options.scenario, {}, issues);
  issues.clear();  // what is wrong is told with the overrides in place
  const auto scenario = engine::load(options.scenario, options.overrides, issues);
  print_issues(issues, options.scenario);
  if (!scenario || !base) {
    return Exit::bad_input;
  }
  watch_for_interrupts();
  const auto scratch = options.folder.empty() ? std::make_unique<ScratchFolder>() : nullptr;
  const auto kpis = yearly_kpis(*scenario);
  const sweep::Folder folder(scratch ? scratch->path() : std::filesystem::path(options.folder),
                             stamp_of(*scenario, *base, options, kpis));
  const ListedPoints points = points_of(*scenario, options);
  bool is_stopped = false;
  {
    SweepProgressBar bar;
    sweep::RunOptions runner;
    runner.jobs = options.jobs;
    runner.is_interrupted = is_interrupted;
    runner.on_progress = [&bar](const sweep::SweepProgress& progress) { bar.show(progress); };
    is_stopped =
        run_points(points, folder, play_of(*base, {.kpis = {}, .curves = {}, .also = kpis}), runner).is_interrupted;
  }
  if (is_stopped) {
    fmt::print(stderr, "interrupted; {}\n",
               scratch ? "nothing was written" : "finished runs are kept, start it again to go on");
    return Exit::interrupted;
  }
  return conclude(*scenario, points, folder, options);
}

}  // namespace aibelt::cli
