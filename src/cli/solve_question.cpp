#include "solve_question.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "aibelt/engine/engine.hpp"
#include "scaling.hpp"

namespace aibelt::cli {
namespace {

double in_unit(const base::Measured& measured, const std::string& unit) {
  const auto parsed = base::parse_unit(unit.empty() ? "1" : unit);
  return measured.value / std::get<base::Unit>(parsed).factor;
}

class QuestionReader {
 public:
  QuestionReader(const SolveOptions& options, base::Issues& issues) : options_(options), issues_(issues) {}

  std::optional<SolveQuestion> read() {
    std::vector<std::string> overrides = options_.overrides;
    if (options_.seed) {
      overrides.push_back(fmt::format("seed={}", *options_.seed));
    }
    const auto document = scenario::load_document(options_.scenario, overrides, issues_);
    const auto scenario = document && issues_.empty() ? engine::load(*document, issues_) : std::nullopt;
    question_.path = options_.path;
    read_range();
    read_tolerance();
    question_.target = read_target(options_.target, scenario, issues_);
    question_.goal.target = question_.target.bound;
    question_.goal.is_at_least = question_.target.is_at_least;
    if (document) {
      question_.base = *document;
      read_scaled();
    }
    if (scenario) {
      question_.seed = scenario->seed;
    }
    if (scenario && has_range_ && is_scalable_) {
      try_ends();
    }
    return issues_.empty() ? std::optional(std::move(question_)) : std::nullopt;
  }

 private:
  void report(const std::string& option, const std::string& text, std::string message) {
    issues_.push_back({fmt::format("{} {}", option, text), "", std::move(message)});
  }

  std::optional<Amount> read_end(const std::string& option, const std::string& text) {
    auto amount = amount_of(text);
    if (const auto* problem = std::get_if<std::string>(&amount)) {
      report(option, text, *problem);
      return std::nullopt;
    }
    auto& found = std::get<Amount>(amount);
    if (options_.is_scaled && found.measured.dimension != base::kPlain) {
      report(option, text, "with --scale this is a factor, a plain number such as 1.5");
      return std::nullopt;
    }
    return std::move(found);
  }

  void read_range() {
    const auto low = read_end("--from", options_.low);
    const auto high = read_end("--to", options_.high);
    if (!low || !high) {
      return;
    }
    if (low->measured.dimension != high->measured.dimension) {
      report("--to", options_.high,
             fmt::format("is not of the kind of --from, {}; give both in one unit", options_.low));
      return;
    }
    question_.unit = low->unit;
    question_.goal.low = low->number;
    question_.goal.high = low->unit == high->unit ? high->number : in_unit(high->measured, low->unit);
    question_.goal.wants_largest = options_.wants_largest;
    question_.goal.confidence = options_.confidence;
    has_range_ = question_.goal.low < question_.goal.high;
    if (!has_range_) {
      report("--to", options_.high, fmt::format("is not above --from, {}", options_.low));
    }
  }

  void read_tolerance() {
    const auto amount = amount_of(options_.tolerance);
    const auto* found = std::get_if<Amount>(&amount);
    const double tolerance = found != nullptr && found->measured.dimension == base::kPlain ? found->measured.value : 0;
    if (tolerance >= 1e-9 && tolerance < 1) {
      question_.goal.tolerance = tolerance;
    } else {
      report("--tolerance", options_.tolerance, "must be a share above 0 and below 1, such as \"1 %\" or 0.01");
    }
  }

  void read_scaled() {
    if (!options_.is_scaled) {
      return;
    }
    const auto fact = options_.path.starts_with(scenario::kFactPrefix)
                          ? question_.base.facts.find(options_.path.substr(scenario::kFactPrefix.size()))
                          : question_.base.facts.end();
    const scenario::Json* node = find_node(question_.base.root, options_.path);
    if (fact != question_.base.facts.end()) {
      question_.scaled = scenario::Json(fact->second.value);
    } else if (node != nullptr && times(*node, 1)) {
      question_.scaled = *node;
    } else {
      is_scalable_ = false;
      report("--vary", options_.path,
             node == nullptr
                 ? "there is nothing at this place to scale; without --scale, --from and --to are its values"
                 : "is no quantity, figure or ramp, so that it cannot be scaled");
    }
  }

  base::Issues problems_at(double value) const {
    base::Issues issues;
    scenario::Document document = question_.base;
    scenario::apply_override(document, question_.override_of(value), issues);
    if (issues.empty()) {
      engine::load(document, issues);
    }
    return issues;
  }

  /// What both ends of the range have wrong is the path's, what one has its own.
  void try_ends() {
    const base::Issues low = problems_at(question_.goal.low);
    const base::Issues high = problems_at(question_.goal.high);
    for (const base::Issue& issue : low) {
      const bool is_of_both = std::any_of(high.begin(), high.end(), [&](const base::Issue& other) {
        return other.path == issue.path && other.message == issue.message;
      });
      report_end(issue, is_of_both ? "--vary" : "--from", is_of_both ? options_.path : options_.low);
    }
    for (const base::Issue& issue : high) {
      const bool is_said = std::any_of(low.begin(), low.end(), [&](const base::Issue& other) {
        return other.path == issue.path && other.message == issue.message;
      });
      if (!is_said) {
        report_end(issue, "--to", options_.high);
      }
    }
    if (low.empty() && high.empty()) {
      find_whole();
    }
  }

  void report_end(const base::Issue& issue, const std::string& option, const std::string& text) {
    report(option, text,
           issue.path.empty() || issue.path == options_.path ? issue.message
                                                             : fmt::format("{}: {}", issue.path, issue.message));
  }

  /// A field that takes whole numbers refuses the half between two that it takes.
  void find_whole() {
    sweep::Goal& goal = question_.goal;
    const bool are_whole = goal.low == std::trunc(goal.low) && goal.high == std::trunc(goal.high);
    goal.is_whole = are_whole && !options_.is_scaled && !problems_at(goal.low + 0.5).empty();
  }

  const SolveOptions& options_;
  base::Issues& issues_;
  SolveQuestion question_;
  bool has_range_ = false;
  bool is_scalable_ = true;
};

}  // namespace

std::string SolveQuestion::text_of(double value) const {
  return scaled ? fmt::format("{} ×", value) : with_unit(value, unit);
}

std::string SolveQuestion::override_of(double value) const {
  if (!scaled) {
    return fmt::format("{}={}", path, with_unit(value, unit));
  }
  return fmt::format("{}={}", path, times(*scaled, value)->dump());
}

std::optional<SolveQuestion> read_question(const SolveOptions& options, base::Issues& issues) {
  return QuestionReader(options, issues).read();
}

}  // namespace aibelt::cli
