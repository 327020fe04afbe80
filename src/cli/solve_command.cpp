#include "solve_command.hpp"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <stdexcept>

#include <fmt/format.h>

#include "common_options.hpp"
#include "interrupt.hpp"
#include "run_batch.hpp"
#include "scaling.hpp"
#include "table.hpp"

namespace aibelt::cli {
namespace {

struct Interrupted {};

/// A run of the search has no result, so that the search has none.
struct RunFailed : std::runtime_error {
  using std::runtime_error::runtime_error;
};

Asked asked(const Target& target) { return target.kpi ? Asked{{*target.kpi}, {}} : Asked{{}, {*target.curve}}; }

std::vector<sweep::Point> points_of(const SolveQuestion& question, std::span<const double> values, std::uint64_t n) {
  std::vector<sweep::Point> points;
  for (std::size_t i = 0; i < values.size(); ++i) {
    for (std::uint64_t r = 0; r < n; ++r) {
      points.push_back({points.size(), i, r, sweep::seed_of(question.seed, r), {}, {question.override_of(values[i])}});
    }
  }
  return points;
}

/// Plays all replications of all values and takes the target's figure out of each.
std::vector<std::vector<double>> responses(const SolveQuestion& question, const RunBatch& batch,
                                           std::span<const double> values, std::uint64_t n) {
  const auto results = batch.play(points_of(question, values, n));
  if (!results) {
    throw Interrupted{};
  }
  std::vector<std::vector<double>> all(values.size());
  for (std::size_t i = 0; i < results->size(); ++i) {
    const sweep::Result& result = (*results)[i];
    const double value = values[i / n];
    if (!result.failure.empty()) {
      throw RunFailed(
          fmt::format("{} at {}, replication {}: {}", question.path, question.text_of(value), i % n, result.failure));
    }
    all[i / n].push_back(question.target.value_of(result));
  }
  return all;
}

std::string figure_text(double value) { return std::isnan(value) ? "none" : fmt::format("{:.6g}", value); }

std::string trials_table(const SolveQuestion& question, const sweep::Solution& solution) {
  const bool has_bounds = solution.has_confidence;
  std::vector<std::vector<std::string>> rows = {{"value", question.target.what, "reaches"}};
  if (has_bounds) {
    rows[0].insert(rows[0].begin() + 2, fmt::format("{:g} % bound", 100 * question.goal.confidence));
  }
  for (const sweep::Trial& trial : solution.trials) {
    std::vector<std::string> row = {question.text_of(trial.value), figure_text(trial.mean),
                                    trial.reaches ? "yes" : "no"};
    if (has_bounds) {
      const double half_width = trial.half_width.value_or(0);
      row.insert(row.begin() + 2,
                 figure_text(question.goal.is_at_least ? trial.mean - half_width : trial.mean + half_width));
    }
    rows.push_back(std::move(row));
  }
  return text_table(rows, rows[0].size() - 1);
}

std::string confidence_text(const SolveQuestion& question, const sweep::Trial& trial) {
  if (trial.n_replications == 1) {
    return "of one run each, so that no confidence can be stated; --replications states one";
  }
  return trial.half_width
             ? fmt::format("at {:g} % confidence over {} replications", 100 * question.goal.confidence,
                           trial.n_replications)
             : fmt::format("alike in all {} replications, so that no confidence can be stated", trial.n_replications);
}

const char* extreme(const SolveQuestion& question) { return question.goal.wants_largest ? "largest" : "smallest"; }

std::string range_text(const SolveQuestion& question) {
  return fmt::format("from {} to {}", question.text_of(question.goal.low), question.text_of(question.goal.high));
}

std::string no_answer(const SolveQuestion& question, const sweep::Solution& solution) {
  const sweep::Trial& best = solution.trials[solution.best];
  return fmt::format("no {} {} reaches {}; the best tried, {}, comes to {} ({})", question.path, range_text(question),
                     question.target.text(), question.text_of(best.value),
                     with_unit(std::strtod(figure_text(best.mean).c_str(), nullptr), question.target.unit),
                     confidence_text(question, best));
}

std::string answer_text(const SolveQuestion& question, const sweep::Solution& solution) {
  if (!solution.answer) {
    return no_answer(question, solution);
  }
  const sweep::Trial& answer = solution.trials[*solution.answer];
  std::string text = fmt::format("the {} {} {} that reaches {} is {}", extreme(question), question.path,
                                 range_text(question), question.target.text(), question.text_of(answer.value));
  text += solution.neighbour
              ? fmt::format(" ({} does not)", question.text_of(solution.trials[*solution.neighbour].value))
              : fmt::format(", the end of the range: beyond it a {} one may do",
                            question.goal.wants_largest ? "larger" : "smaller");
  return text + ", " + confidence_text(question, answer);
}

/// What a reader of the answer should know of the response.
void warn(const SolveQuestion& question, const sweep::Solution& solution) {
  if (solution.n_crossings > 1) {
    fmt::print(stderr,
               "the response is not monotone: on the grid of {} values it crosses the target {} times; the answer is "
               "the {} that reaches it there, and between grid values there may be others\n",
               sweep::kGridValues, solution.n_crossings, extreme(question));
  } else if (!solution.is_monotone) {
    fmt::print(stderr,
               "the response is not monotone: it goes both up and down over the range, so that between grid values "
               "others may reach the target too\n");
  }
}

Exit answer(const SolveOptions& options, const SolveQuestion& question) {
  const RunBatch batch(question.base, asked(question.target), options.jobs);
  const sweep::Solution solution = sweep::solve(question.goal, [&](std::span<const double> values) {
    return responses(question, batch, values, options.replications);
  });
  fmt::print("{}\n{}\n", trials_table(question, solution), answer_text(question, solution));
  warn(question, solution);
  return solution.answer ? Exit::ok : Exit::failed;
}

}  // namespace

Exit solve_scenario(const SolveOptions& options) {
  base::Issues issues;
  const auto question = read_question(options, issues);
  print_issues(issues, options.scenario);
  if (!question) {
    return Exit::bad_input;
  }
  watch_for_interrupts();
  try {
    return answer(options, *question);
  } catch (const Interrupted&) {
    return give_up();
  } catch (const RunFailed& failure) {
    fmt::print(stderr, "a run of the search failed: {}\n", failure.what());
    return Exit::failed;
  }
}

void add_solve(CLI::App& app, Exit& exit) {
  const auto options = std::make_shared<SolveOptions>();
  CLI::App* solve =
      app.add_subcommand("solve", "Find the smallest (or largest) value of an input that reaches a target");
  solve->add_option("scenario", options->scenario, "Scenario file")->required();
  solve->add_option("--vary", options->path, "Place in the scenario, such as fabs.m15x.capacity, or fact.ID")
      ->type_name("PATH")
      ->required()
      ->check(not_empty("place"));
  solve->add_option("--from", options->low, "Least value that comes into question, such as \"30 kwafers/month\"")
      ->type_name("VALUE")
      ->required();
  solve->add_option("--to", options->high, "Most")->type_name("VALUE")->required();
  solve
      ->add_option("--target", options->target,
                   "What to reach: KPI>=VALUE@DATE, or <=; PLACE.MEASURE for a curve of a place in a month")
      ->type_name("TARGET")
      ->required();
  solve->add_flag("--scale", options->is_scaled,
                  "--from and --to are factors on the quantity or the whole ramp at PATH");
  solve->add_flag("--largest", options->wants_largest, "Look for the largest value instead of the smallest");
  solve->add_option("--replications", options->replications, "Runs of each value, with the same seeds for all values")
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{100'000}))
      ->capture_default_str();
  solve
      ->add_option("--confidence", options->confidence, "That the mean over replications reaches the target, one-sided")
      ->check(CLI::Range(0.5001, 0.9999))
      ->capture_default_str();
  solve->add_option("--tolerance", options->tolerance, "How far the answer may be off, as a share of it")
      ->type_name("SHARE")
      ->capture_default_str();
  add_jobs(solve, options->jobs);
  add_overrides(solve, options->overrides);
  add_seed(solve, options->seed, "Seed of the first replication");
  solve->callback([options, &exit] { exit = solve_scenario(*options); });
}

}  // namespace aibelt::cli
