#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <exception>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <CLI/CLI.hpp>

#include "aibelt/base/error.hpp"
#include "aibelt/base/version.hpp"
#include "aibelt/engine/engine.hpp"
#include "aibelt/metrics/conversion.hpp"
#include "aibelt/scenario/reader.hpp"
#include "common_options.hpp"
#include "compare_command.hpp"
#include "describe.hpp"
#include "explain_command.hpp"
#include "import_command.hpp"
#include "plan_command.hpp"
#include "replay_command.hpp"
#include "report_command.hpp"
#include "run_command.hpp"
#include "schema.hpp"
#include "sensitivity_command.hpp"
#include "solve_command.hpp"
#include "sweep_command.hpp"
#include "trace_command.hpp"

namespace {

using namespace aibelt;
using cli::Exit;

constexpr const char* kFooter =
    "Exit codes: 0 ok, 1 a check failed, 2 bad input or usage, 3 disk, 75 interrupted.\n"
    "Start with: aibelt run scenarios/first-belt/scenario.json";

constexpr const char* kOnBadRow = "skip: count and report bad rows; fail: stop at them";

/// Turns a word into the number of its value, by which CLI11 reads an enumeration.
template <class Value>
CLI::Validator one_of(std::map<std::string, Value> values) {
  return CLI::Validator(
      [values = std::move(values)](std::string& text) -> std::string {
        const auto found = values.find(text);
        if (found != values.end()) {
          text = std::to_string(static_cast<int>(found->second));
          return "";
        }
        std::vector<std::string> words;
        for (const auto& [word, value] : values) {
          words.push_back(word);
        }
        return fmt::format("\"{}\" is not one of {}{}", text, fmt::join(words, ", "),
                           scenario::did_you_mean(text, words));
      },
      "");
}

CLI::Validator on_bad_row() {
  return one_of<datacenter::OnBadRow>({{"skip", datacenter::OnBadRow::skip}, {"fail", datacenter::OnBadRow::fail}});
}

CLI::Validator graph_file() {
  return CLI::Validator(
      [](const std::string& text) {
        return text.ends_with(".dot") || text.ends_with(".graphml") ? std::string()
                                                                    : "names no file that ends in .dot or .graphml";
      },
      "");
}

/// Puts out what stdout still holds; a full disk or a closed pipe behind it is no success.
void flush_stdout() {
  if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
    throw base::IoError("standard output", std::strerror(errno));
  }
}

/// What is done goes to stderr, with the time since the line before; silent unless the user asks.
void start_log() {
  spdlog::set_default_logger(spdlog::stderr_logger_st("aibelt"));
  spdlog::set_pattern("%v (%o ms)");
  spdlog::set_level(spdlog::level::warn);
}

Exit list(const std::string& section) {
  const std::string text = section == "kpis"      ? cli::describe_kpis()
                           : section == "sweep"   ? cli::describe_sweep()
                           : section == "designs" ? cli::describe_designs()
                                                  : cli::describe_catalogue(engine::catalogue(), section);
  if (text.empty()) {
    std::vector<std::string> names = {"kpis", "sweep", "designs"};
    for (const scenario::Section& known : engine::catalogue()) {
      names.push_back(known.name);
    }
    const std::string hint = scenario::did_you_mean(section, names);
    fmt::print(stderr, "there is no section \"{}\"{} aibelt list shows them all\n", section, hint.empty() ? ";" : hint);
    return Exit::bad_input;
  }
  fmt::print("{}", text);
  return Exit::ok;
}

Exit run(int argc, char** argv) {
  CLI::App app{"aibelt simulates the chain from HBM wafer to served token.", "aibelt"};
  app.footer(kFooter);
  app.set_version_flag("--version", fmt::format("aibelt {}", base::version()));
  app.require_subcommand(1);
  app.add_flag_callback(
      "-v,--verbose", [] { spdlog::set_level(spdlog::level::debug); },
      "Say on stderr what is done and how long it takes");
  Exit exit = Exit::ok;

  cli::RunOptions options;
  CLI::App* run = app.add_subcommand("run", "Run one scenario; a table by year, and all rows into a folder");
  run->add_option("scenario", options.scenario, "Scenario file")->required();
  run->add_option("--out", options.folder,
                  "Folder for summary.json, curves.csv, events.csv, run.sqlite, provenance.json, network.json")
      ->type_name("FOLDER")
      ->check(cli::not_empty());
  cli::add_overrides(run, options.overrides);
  cli::add_seed(run, options.seed, "Seed of every random stream");
  CLI::Option* unit =
      run->add_option("--unit", options.unit, "Also show supply and demand by stage in this unit")
          ->check(CLI::IsMember(std::vector<std::string>(metrics::kUnits.begin(), metrics::kUnits.end())));
  CLI::Option* check =
      run->add_flag("--check", options.is_checked, "Hold the run to the scenario's \"expect\"; exit 1 when it fails");
  cli::add_junit(run, options.junit)->needs(check);
  CLI::Option* recovery = run->add_flag(
      "--recovery", options.shows_recovery,
      "Also show what each disruption costs and the times to recover and to survive; plays it again without");
  CLI::Option* replications = run->add_option("--replications", options.replications,
                                              "Run it with this many seeds; means by year with their intervals")
                                  ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1'000'000}))
                                  ->excludes(unit)
                                  ->excludes(recovery);
  cli::add_jobs(run, options.jobs)->needs(replications);
  run->callback([&] { exit = cli::run_scenario(options); });

  std::string scenario;
  std::vector<std::string> overrides;
  CLI::App* validate = app.add_subcommand("validate", "List every problem of a scenario");
  validate->add_option("scenario", scenario, "Scenario file")->required();
  cli::add_overrides(validate, overrides);
  validate->callback([&] { exit = cli::validate_scenario(scenario, overrides); });

  std::string schema_of = "scenario";
  CLI::App* schema = app.add_subcommand("schema", "Print the JSON Schema of scenario or sweep files, for editors");
  schema->add_option("files", schema_of, "scenario or sweep")
      ->check(CLI::IsMember({"scenario", "sweep"}))
      ->capture_default_str();
  schema->callback([&] {
    const auto json = schema_of == "sweep" ? cli::sweep_schema() : cli::scenario_schema(engine::catalogue());
    fmt::print("{}\n", json.dump(2));
  });

  std::string section;
  CLI::App* list_command = app.add_subcommand("list", "List sections and kinds; with a section, their fields");
  list_command->add_option("section", section, "Section, such as fabs; or kpis, sweep, designs");
  list_command->callback([&] { exit = list(section); });

  datacenter::ReplayOptions replay_options;
  CLI::App* replay = app.add_subcommand("replay", "Replay a job trace on a bare cluster; waits, slowdown, utilisation");
  replay
      ->add_option("trace", replay_options.trace,
                   "Trace: Standard Workload Format, Batsim JSON or a workload file, also gzipped")
      ->required();
  replay->add_option("--policy", replay_options.policy, "Scheduling policy")
      ->check(CLI::IsMember(cli::scheduling_policies()))
      ->capture_default_str();
  replay->add_option("--set", replay_options.policy_settings, "Set a field of the policy, such as depth=100")
      ->type_name("FIELD=VALUE")
      ->expected(1)
      ->take_all();
  replay
      ->add_option("--processors", replay_options.processors,
                   "Processors of the cluster; as the trace says when missing")
      ->check(CLI::PositiveNumber);
  replay->add_option("--out", replay_options.out, "Folder for jobs.csv and bad_rows.csv")
      ->type_name("FOLDER")
      ->check(cli::not_empty());
  replay->add_option("--on-bad-row", replay_options.on_bad_row, kOnBadRow)
      ->transform(on_bad_row())
      ->option_text("skip|fail=skip");
  replay
      ->add_option("--screening", replay_options.screening,
                   "strict: rows without runtime or beyond their estimate are bad; lenient: such rows are kept, cut at "
                   "the estimate")
      ->transform(one_of<workload::Screening>(
          {{"strict", workload::Screening::strict}, {"lenient", workload::Screening::lenient}}))
      ->option_text("strict|lenient=strict");
  replay->callback([&] { exit = cli::replay_trace(replay_options); });

  cli::ImportOptions import_options;
  CLI::App* import_command = app.add_subcommand("import", "Turn a trace into a workload file: CSV, one job a row");
  import_command->add_option("format", import_options.format, "How the trace is written")
      ->required()
      ->transform(one_of(cli::trace_formats()))
      ->option_text("swf|batsim|philly|openb|csv");
  import_command->add_option("trace", import_options.trace, "Trace, also gzipped")->required();
  import_command->add_option("-o,--out", import_options.out, "Workload file, packed where it ends in .gz; else stdout")
      ->type_name("FILE")
      ->check(cli::not_empty());
  import_command->add_option("--on-bad-row", import_options.on_bad_row, kOnBadRow)
      ->transform(on_bad_row())
      ->option_text("skip|fail=skip");
  import_command
      ->add_option("--column", import_options.columns,
                   "Header of a column of a csv table, such as runtime_s=duration; may be repeated")
      ->type_name("NAME=HEADER")
      ->expected(1)
      ->take_all();
  import_command->callback([&] { exit = cli::import_trace(import_options); });

  cli::TraceOptions trace_options;
  std::filesystem::path trace_out;
  std::string trace_format;
  CLI::App* trace = app.add_subcommand("trace", "Show how goods go through a run's network and what holds them up");
  trace->add_option("folder", trace_options.folder, "Folder of a run, as run --out makes it")->required();
  CLI::Option* graph =
      trace->add_option("--graph", trace_options.graph, "File for the network: .dot for Graphviz, .graphml for others")
          ->type_name("FILE")
          ->check(graph_file());
  CLI::Option* chrome =
      trace->add_option("--chrome", trace_options.chrome, "File for trace events, for chrome://tracing or Perfetto")
          ->type_name("FILE.json")
          ->check(cli::not_empty());
  trace
      ->add_option("-o,--out", trace_out,
                   "The same as --chrome, or as --graph with a --format or an ending that says so")
      ->type_name("FILE")
      ->check(cli::not_empty())
      ->excludes(graph)
      ->excludes(chrome);
  trace->add_option("--format", trace_format, "Of the file of -o; by its ending otherwise, and chrome without one")
      ->check(CLI::IsMember({"chrome", "dot", "graphml"}));
  trace->add_option("--cuts", trace_options.cuts, "File for the least cut of each month, beside the binding stage")
      ->type_name("FILE.csv")
      ->check(cli::not_empty());
  trace->add_option("--routes", trace_options.routes, "File for the fastest and the cheapest route of all goods")
      ->type_name("FILE.csv")
      ->check(cli::not_empty());
  trace
      ->add_option("--splits", trace_options.splits,
                   "File for how lanes would share goods at the least freight or days")
      ->type_name("FILE.csv")
      ->check(cli::not_empty());
  trace->callback([&] {
    trace_options.write_to(trace_out, trace_format);
    exit = cli::trace_run(trace_options);
  });

  cli::add_compare(app, exit);
  cli::add_explain(app, exit);
  cli::add_plan(app, exit);
  cli::add_report(app, exit);
  cli::add_sensitivity(app, exit);

  cli::add_solve(app, exit);
  cli::add_sweep(app, exit);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? Exit::ok : Exit::bad_input;
  }
  return exit;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    start_log();
    const Exit exit = run(argc, argv);
    flush_stdout();
    return static_cast<int>(exit);
  } catch (const base::IoError& error) {
    fmt::print(stderr, "{}\n", error.what());
    return static_cast<int>(Exit::no_disk);
  } catch (const std::exception& error) {
    if (std::ferror(stdout) != 0) {
      fmt::print(stderr, "standard output: {}\n", error.what());
      return static_cast<int>(Exit::no_disk);
    }
    fmt::print(stderr, "this is a bug in aibelt, please report it: {}\n", error.what());
    return static_cast<int>(Exit::failed);
  }
}
