#include "scenario_trial.hpp"

#include <algorithm>
#include <functional>
#include <map>

#include <fmt/format.h>

namespace aibelt::sweep {
namespace {

constexpr std::size_t kMostTrials = 1000;  // levels of one factor; a list of more is tried up to here

bool is_same(const base::Issue& a, const base::Issue& b) {
  return a.file == b.file && a.path == b.path && a.message == b.message;
}

std::string place_of_override(const std::string& assignment) { return "--set " + assignment; }

std::string path_of(const std::string& assignment) { return assignment.substr(0, assignment.find('=')); }

/// What `issue` says, which came of giving `path` a value: where in the scenario it shows, unless that is `path` itself.
std::string message_of(const base::Issue& issue, const std::string& path, bool is_of_override) {
  if (!is_of_override) {
    return fmt::format("the scenario cannot have this: {}", base::to_text(issue));
  }
  return issue.path == path || issue.path.empty() ? issue.message : fmt::format("{}: {}", issue.path, issue.message);
}

bool is_new(const base::Issue& issue, const Ground& ground) {
  return std::none_of(ground.issues.begin(), ground.issues.end(),
                      [&](const base::Issue& old) { return is_same(old, issue); });
}

/// What is wrong with the scenario once `assignments` are applied, with what was wrong before.
base::Issues issues_with(const std::vector<std::string>& assignments, const Ground& ground, const Probe& probe) {
  base::Issues found;
  scenario::Document document = *ground.document;
  for (const std::string& assignment : assignments) {
    scenario::apply_override(document, assignment, found);
  }
  if (found.empty()) {
    probe.check(document, found);
  }
  return found;
}

/// What is wrong with the scenario once `assignment` is applied, beyond what was wrong before.
std::vector<std::string> problems_of(const std::string& assignment, const Ground& ground, const Probe& probe) {
  std::vector<std::string> problems;
  for (const base::Issue& issue : issues_with({assignment}, ground, probe)) {
    const bool is_of_override = issue.file == place_of_override(assignment);
    if (is_of_override || is_new(issue, ground)) {
      problems.push_back(message_of(issue, path_of(assignment), is_of_override));
    }
  }
  return problems;
}

/// Whether it varies a fact between two ends that the sweep file does not give.
bool varies_fact(const PlacedFactor& placed) { return !placed.factor.fact.empty() && placed.factor.range.has_value(); }

std::string assignment_of(const PlacedFactor& placed, const Trial& trial) {
  return placed.factor.path + "=" + placed.factor.level(trial.coordinate);
}

/// Whether the scenario stands the factors' levels put together: each of their trials in all factors at once, and any two ends of
/// two factors at once, which the bits of the factors' numbers see to.
bool stands_together(const std::vector<const PlacedFactor*>& factors, const Ground& ground, const Probe& probe) {
  const auto stands = [&](const std::function<std::size_t(std::size_t factor)>& trial_of) {
    std::vector<std::string> assignments;
    for (std::size_t i = 0; i < factors.size(); ++i) {
      assignments.push_back(assignment_of(*factors[i], factors[i]->trials.at(trial_of(i))));
    }
    const base::Issues found = issues_with(assignments, ground, probe);
    return std::none_of(found.begin(), found.end(), [&](const base::Issue& issue) { return is_new(issue, ground); });
  };
  for (std::size_t trial = 0; !factors.empty() && trial < factors.front()->trials.size(); ++trial) {
    if (!stands([&](std::size_t) { return trial; })) {
      return false;
    }
  }
  for (std::size_t bit = 0; (factors.size() >> bit) > 0; ++bit) {
    if (!stands([&](std::size_t i) { return (i >> bit) % 2; }) ||
        !stands([&](std::size_t i) { return 1 - (i >> bit) % 2; })) {
      return false;
    }
  }
  return true;
}

/// Tries each of the factor's levels alone; reports what it breaks at its place in the sweep file.
void try_alone(scenario::Reader& reader, const PlacedFactor& placed, const Ground& ground, const Probe& probe) {
  std::map<std::string, std::size_t> n_levels_with;  // of a problem
  std::vector<std::pair<std::string, std::vector<std::string>>> found;
  std::set<std::string> tried;
  for (const Trial& trial : placed.trials) {
    const std::string level = placed.factor.level(trial.coordinate);
    if (tried.size() < kMostTrials && tried.insert(level).second) {
      found.emplace_back(trial.place, problems_of(placed.factor.path + "=" + level, ground, probe));
    }
  }
  for (const auto& [place, problems] : found) {
    for (const std::string& problem : std::set<std::string>(problems.begin(), problems.end())) {
      ++n_levels_with[problem];
    }
  }
  const bool all_fail = std::all_of(found.begin(), found.end(), [](const auto& one) { return !one.second.empty(); });
  const std::string missing = all_fail ? scenario::missing_on_way(*ground.document, placed.factor.path) : "";
  if (!missing.empty() && placed.factor.fact.empty()) {
    reader.report(placed.path_place, missing);
    return;
  }
  std::set<std::string> said;
  for (const auto& [place, problems] : found) {
    const bool is_written = place != placed.place;
    if (!is_written && !said.empty()) {
      continue;  // the ends of the range say it already
    }
    for (const std::string& problem : problems) {
      const bool is_of_all = tried.size() > 1 && n_levels_with[problem] == tried.size();
      if (said.insert(problem).second) {
        reader.report(is_of_all ? placed.path_place : place, problem);
      }
    }
  }
}

}  // namespace

Ground load_ground(scenario::Reader& reader, const SweepText& text, const std::vector<std::string>& overrides,
                   const Probe& probe, base::Issues& issues) {
  Ground ground;
  std::map<std::string, std::string> places;  // of overrides, in the sweep file
  for (const auto& [path, value] : text.set) {
    if (const std::string why = why_no_path(path, "set"); !why.empty()) {
      reader.report(scenario::child_path("set", path), why);
      continue;
    }
    ground.set.push_back(path + "=" + override_text(value.value));
    places[place_of_override(ground.set.back())] = scenario::child_path("set", path);
  }
  ground.set.insert(ground.set.end(), overrides.begin(), overrides.end());
  for (const std::string& assignment : ground.set) {
    ground.set_paths.push_back(path_of(assignment));
  }
  if (text.scenario.path.empty()) {
    return ground;
  }
  ground.document = scenario::load_document(text.scenario.path, ground.set, ground.issues);
  if (ground.document) {
    base::Issues found;
    ground.scenario = probe.check(*ground.document, found);
    ground.issues.insert(ground.issues.end(), found.begin(), found.end());
  }
  for (const base::Issue& issue : ground.issues) {
    const auto place = places.find(issue.file);
    if (place == places.end()) {
      issues.push_back(issue);
    } else {
      reader.report(place->second, message_of(issue, place->second.substr(std::string_view("set.").size()), true));
    }
  }
  if (!ground.issues.empty()) {
    ground.scenario.reset();
  }
  return ground;
}

void round_whole_ones(std::vector<PlacedFactor>& factors, const Ground& ground, const Probe& probe) {
  std::vector<std::string> assignments;
  for (const PlacedFactor& placed : factors) {
    if (varies_fact(placed)) {
      assignments.push_back(assignment_of(placed, placed.trials.back()));
    }
  }
  if (assignments.empty() || !ground.scenario) {
    return;
  }
  std::set<std::string> places;
  for (const base::Issue& issue : issues_with(assignments, ground, probe)) {
    if (issue.message.ends_with("must be a whole number")) {
      places.insert(issue.path);
    }
  }
  std::set<std::string> whole;
  for (const scenario::Use& use : ground.scenario->uses) {
    if (places.contains(use.path)) {
      whole.insert(use.fact);
    }
  }
  for (PlacedFactor& placed : factors) {
    if (varies_fact(placed) && whole.contains(placed.factor.fact)) {
      placed.factor.range->is_whole = true;
    }
  }
}

void try_levels(scenario::Reader& reader, const std::vector<PlacedFactor>& factors, const Ground& ground,
                const Probe& probe) {
  std::vector<const PlacedFactor*> facts;
  for (const PlacedFactor& placed : factors) {
    if (varies_fact(placed)) {
      facts.push_back(&placed);
    }
  }
  const bool are_facts_sound = stands_together(facts, ground, probe);
  for (const PlacedFactor& placed : factors) {
    if (!are_facts_sound || !varies_fact(placed)) {
      try_alone(reader, placed, ground, probe);
    }
  }
}

}  // namespace aibelt::sweep
