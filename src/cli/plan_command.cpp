#include "plan_command.hpp"

#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "aibelt/engine/engine.hpp"
#include "aibelt/engine/plan_network.hpp"
#include "aibelt/plan/study.hpp"
#include "aibelt/report/output_file.hpp"
#include "aibelt/report/partial_folder.hpp"
#include "common_options.hpp"
#include "interrupt.hpp"
#include "outcome.hpp"
#include "plan_tables.hpp"
#include "progress.hpp"
#include "table.hpp"

namespace aibelt::cli {
namespace {

struct PlanOptions {
  std::string scenario;
  std::vector<std::string> overrides;
  std::optional<std::int64_t> seed;
  std::string objective;
  std::string folder;
  bool is_run = true;
  std::size_t n_prices = 12;
};

const std::vector<std::pair<std::string, engine::Objective>>& objectives() {
  static const std::vector<std::pair<std::string, engine::Objective>> all = {
      {"tokens", engine::Objective::tokens},       {"compute", engine::Objective::compute},
      {"racks", engine::Objective::racks},         {"packages", engine::Objective::packages},
      {"megawatts", engine::Objective::megawatts}, {"goods", engine::Objective::goods}};
  return all;
}

engine::Objective objective_of(const PlanOptions& options, const scenario::Scenario& scenario) {
  for (const auto& [name, objective] : objectives()) {
    if (name == options.objective) {
      return objective;
    }
  }
  return engine::default_objective(scenario);
}

/// What a run of the scenario came to, by year; nullopt when it was given up.
std::optional<std::map<int, double>> simulate(const scenario::Scenario& scenario, const plan::Network& network) {
  watch_for_interrupts();
  RunRows rows;
  Progress progress(scenario.from, scenario.to);
  const entity::Watch watch{[&](base::SimTime now) { progress.show(now); }, is_interrupted};
  if (!engine::run(scenario, rows, watch) || is_interrupted()) {
    return std::nullopt;
  }
  return value_by_year(network, metrics::Curves(rows.series(), rows.curves()));
}

void write_folder(const std::string& folder, const PlanResult& result) {
  report::PartialFolder partial(folder);
  for (const auto& [name, text] : {std::pair<std::string, std::string>{"plan.csv", plan_csv(result)},
                                   {"prices.csv", prices_csv(result)},
                                   {"plan.json", plan_json(result)}}) {
    report::OutputFile file(partial.add(name));
    file.write(text);
    file.finish();
  }
  partial.commit();
}

void print(const PlanOptions& options, const PlanResult& result) {
  fmt::print("{}\n\n", title_of(result.scenario));
  fmt::print("{} {}: the run, the best plan for the whole run, and the most possible {}\n{}\n", result.unit,
             result.supply.is_of_goods ? "by the end of each year" : "by year",
             result.supply.is_of_goods ? "by then" : "in that year alone", year_table(result));
  if (result.study.ranges.empty()) {
    fmt::print("no limit has a price: demand is met in full\n");
    return;
  }
  fmt::print("what more of a limit is worth, in {}\n{}", result.unit, price_table(result, options.n_prices));
}

Exit make_plan(const PlanOptions& given) {
  PlanOptions options = given;
  if (options.seed) {
    options.overrides.push_back(fmt::format("seed={}", *options.seed));
  }
  base::Issues issues;
  const auto scenario = engine::load(options.scenario, options.overrides, issues);
  print_issues(issues, options.scenario);
  if (!scenario) {
    return Exit::bad_input;
  }
  const engine::Objective objective = objective_of(options, *scenario);
  const plan::Network network = engine::plan_network(*scenario, objective);
  const plan::SupplyProgramme supply = plan::supply_programme(network);
  spdlog::debug("programme of {} columns, {} rows", supply.programme.columns().size(), supply.programme.rows().size());
  if (supply.programme.columns().empty()) {
    fmt::print(stderr, "{}: nothing in this scenario leads to {}; choose another --objective\n", options.scenario,
               engine::unit_of(objective));
    return Exit::bad_input;
  }
  const plan::Study study = plan::study(supply, {.n_solved = options.n_prices});
  spdlog::debug("solved");
  if (study.solution.status != plan::Status::optimal) {
    for (const std::string& line : plan::explain(supply.programme, study.solution.status)) {
      fmt::print(stderr, "{}\n", line);
    }
    return Exit::failed;
  }
  PlanResult result{*scenario, network, supply, study, engine::unit_of(objective), options.overrides, std::nullopt};
  if (options.is_run) {
    result.run = simulate(*scenario, network);
    if (!result.run) {
      return give_up();
    }
  }
  if (!options.folder.empty()) {
    write_folder(options.folder, result);
  }
  print(options, result);
  return Exit::ok;
}

}  // namespace

void add_plan(CLI::App& app, Exit& exit) {
  const auto options = std::make_shared<PlanOptions>();
  std::vector<std::string> names;
  for (const auto& [name, objective] : objectives()) {
    names.push_back(name);
  }
  CLI::App* command =
      app.add_subcommand("plan", "The best any policy could do, and what more of each capacity is worth");
  command->add_option("scenario", options->scenario, "Scenario file")->required();
  add_overrides(command, options->overrides);
  add_seed(command, options->seed, "Seed instead of the scenario's");
  command
      ->add_option("--objective", options->objective,
                   "What to make most of; tokens where services serve them, else compute, racks or goods")
      ->check(CLI::IsMember(names));
  command->add_option("--out", options->folder, "Folder for plan.csv, prices.csv and plan.json; may be that of a run")
      ->type_name("FOLDER")
      ->check(not_empty());
  command->add_option("--prices", options->n_prices, "Limits to show and to solve again for")->capture_default_str();
  command->add_flag("!--no-run", options->is_run, "Do not run the scenario beside it");
  command->callback([options, &exit] { exit = make_plan(*options); });
}

}  // namespace aibelt::cli
