#include "run_command.hpp"

#include <cstdio>

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "aibelt/engine/engine.hpp"
#include "aibelt/report/junit.hpp"
#include "aibelt/report/run_folder.hpp"
#include "cluster_table.hpp"
#include "interrupt.hpp"
#include "outcome.hpp"
#include "progress.hpp"
#include "recovery_table.hpp"
#include "replications.hpp"
#include "table.hpp"

namespace aibelt::cli {
namespace {

std::optional<scenario::Scenario> load(const std::string& file, const std::vector<std::string>& overrides) {
  base::Issues issues;
  auto scenario = engine::load(file, overrides, issues);
  print_issues(issues, file);
  return scenario;
}

/// Prints each expectation that does not hold and returns whether all do; all of them to the file `junit` where one is named.
bool check(const scenario::Scenario& scenario, const metrics::Kpis& kpis, const std::string& junit) {
  const std::vector<Check> checks = checks_of(scenario, kpis);
  report::JUnitCounts counts;
  for (const Check& one : checks) {
    counts.count(one.failure.empty() ? report::Verdict::passed : report::Verdict::failure);
    if (!one.failure.empty()) {
      fmt::print(stderr, "check failed: {}\n", one.failure);
    }
  }
  fmt::print(stderr, "{} of {} checks hold\n", counts.cases - counts.failures, counts.cases);
  if (!junit.empty()) {
    report::JUnitFile file(junit, scenario.name, counts);
    for (const Check& one : checks) {
      file.write({scenario.name, one.what, one.failure.empty() ? report::Verdict::passed : report::Verdict::failure,
                  one.failure});
    }
    file.commit();
  }
  return counts.failures == 0;
}

/// Whether the run came to its end.
bool simulate(const scenario::Scenario& scenario, record::Sink& rows) {
  Progress progress(scenario.from, scenario.to);
  const entity::Watch watch{[&](base::SimTime now) { progress.show(now); }, is_interrupted};
  return engine::run(scenario, rows, watch) && !is_interrupted();
}

void print_tables(const RunOptions& options, const scenario::Scenario& scenario, const Outcome& outcome) {
  fmt::print("{}\n", title_of(scenario));
  const bool has_clusters = !scenario.section("clusters").empty();
  if (!has_clusters || has_belt(outcome.kpis)) {
    fmt::print("\n{}", yearly_table(outcome.kpis, outcome.bindings));
  }
  if (has_clusters) {
    fmt::print("\n{}\n{}", cluster_table(outcome.kpis), workload_table(outcome.curves));
  }
  if (!options.unit.empty()) {
    fmt::print("\n{}", supply_table(outcome.belt, options.unit));
  }
}

}  // namespace

Exit run_scenario(const RunOptions& options) {
  RunOptions all = options;
  if (options.seed) {
    all.overrides.push_back(fmt::format("seed={}", *options.seed));
  }
  if (all.replications > 1) {
    return run_replications(all);
  }
  const auto scenario = load(all.scenario, all.overrides);
  if (!scenario) {
    return Exit::bad_input;
  }
  spdlog::debug("read {}: {} figures", all.scenario, scenario->uses.size());
  watch_for_interrupts();
  std::optional<report::RunFolder> folder;
  if (!all.folder.empty()) {
    folder.emplace(all.folder);
    if (!scenario->section("workloads").empty()) {
      folder->expect_jobs();
    }
  }
  RunRows rows(folder ? &*folder : nullptr);
  if (!simulate(*scenario, rows)) {
    return give_up();
  }
  spdlog::debug("ran to {}: {} rows, {} events", base::to_date_text(scenario->to), rows.curves().size(),
                rows.events().size());
  const Outcome outcome = outcome_of(*scenario, rows);
  const auto recovery = all.shows_recovery ? recovery_tables(*scenario, outcome.curves) : std::string();
  if (!recovery) {
    return give_up();
  }
  if (folder) {
    write_run(*scenario, all.overrides, rows, outcome, *folder);
    if (is_interrupted()) {
      return give_up();
    }
    folder->commit();
    spdlog::debug("wrote {}", all.folder);
  }
  print_tables(all, *scenario, outcome);
  fmt::print("{}", *recovery);
  return all.is_checked && !check(*scenario, outcome.kpis, all.junit) ? Exit::failed : Exit::ok;
}

Exit validate_scenario(const std::string& scenario, const std::vector<std::string>& overrides) {
  if (!load(scenario, overrides)) {
    return Exit::bad_input;
  }
  fmt::print("{}: no problems\n", scenario);
  return Exit::ok;
}

}  // namespace aibelt::cli
