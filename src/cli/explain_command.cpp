#include "explain_command.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "aibelt/metrics/binding.hpp"
#include "aibelt/report/past_run.hpp"
#include "explain_prices.hpp"
#include "explain_spans.hpp"
#include "month_cuts.hpp"
#include "table.hpp"

namespace aibelt::cli {
namespace {

struct ExplainOptions {
  std::filesystem::path folder;
  std::string month;
  std::size_t shortest = 2;
};

constexpr double kTie = 0.1;  ///< what waits for two reasons within this share of each other is a tie

/// Says why, span by span.
class Teller {
 public:
  Teller(const report::PastRun& run, const Prices& prices)
      : run_(run), curves_(run.series, run.curves), prices_(prices) {
    if (run.graph) {
      cuts_ = month_cuts(run, report::Figures(run));
    }
  }

  std::string tell(const std::string& what, const std::vector<metrics::Binding>& bindings, std::size_t shortest) const {
    std::string text = fmt::format("What holds up {}\n", what);
    std::size_t n_short = 0;
    for (const Span& span : spans_of(bindings)) {
      if (span.n_months() < shortest) {
        n_short += span.n_months();
      } else {
        text += sentence(span);
      }
    }
    if (n_short > 0) {
      text += fmt::format("Left out: what holds for a single month, {} in all; --shortest 1 shows it.\n", n_short);
    }
    return text;
  }

  /// One month with all its evidence.
  std::string tell_month(const std::string& what, const metrics::Binding& binding) const {
    std::string text = fmt::format("What holds up {} in {}\n", what, base::to_text(binding.month));
    text += sentence({binding, binding.month});
    for (const metrics::Evidence& evidence : binding.evidence) {
      text += fmt::format("    {}\n", to_text(evidence));
    }
    return text;
  }

 private:
  std::string sentence(const Span& span) const {
    const std::string when =
        span.n_months() == 1 ? fmt::format("In {}", base::to_text(span.first.month))
                             : fmt::format("From {} to {}", base::to_text(span.first.month), base::to_text(span.last));
    if (span.is_free()) {
      return when + " nothing is missing.\n";
    }
    std::string text = fmt::format("{} {} binds: {}\n", when, to_text(span.first), figures(span));
    text += idle(span) + tie(span) + cut(span) + prices_.sentence(span);
    return text;
  }

  std::string figures(const Span& span) const {
    const StageFigures stage = figures_of(span, curves_);
    if (stage.unit.empty()) {
      return to_text(span.first.evidence.back()) + fmt::format(" in {}.", base::to_text(span.first.month));
    }
    const std::string made = fmt::format("{} {} of {} a month come from {}", short_number(stage.good), stage.unit,
                                         span.first.evidence.back().item, fmt::join(stage.places, ", "));
    const std::string wanted =
        stage.wanted > 0 ? fmt::format(" against {} ordered", short_number(stage.wanted)) : std::string();
    return span.first.reason == "pipeline"
               ? fmt::format("{}{}; nothing waits, the goods are under way.", made, wanted)
               : fmt::format("{}{}; {} wait [{}].", made, wanted, short_number(stage.waiting), stage.rows);
  }

  std::string idle(const Span& span) const {
    const auto inputs = idle_inputs(span, curves_);
    if (inputs.empty()) {
      return "";
    }
    std::vector<std::string> texts;
    for (const IdleInput& input : inputs) {
      texts.push_back(fmt::format("{} {} for {:.0f} days", short_number(input.stock), input.unit, input.days));
    }
    return fmt::format("  Meanwhile inputs lie there, on average: {} [input_stock, used].\n", fmt::join(texts, ", "));
  }

  std::string tie(const Span& span) const {
    std::vector<std::string> texts;
    for (const Rival& rival : rivals_of(span, curves_, kTie)) {
      texts.push_back(fmt::format("{} {} of {} wait for {} {}, {} for what the answer follows",
                                  short_number(rival.waiting), rival.unit, rival.item, rival.stage, rival.reason,
                                  short_number(rival.taken)));
    }
    return texts.empty() ? ""
                         : fmt::format("  That is close to a tie: {}. More of one alone may free nothing.\n",
                                       fmt::join(texts, "; "));
  }

  /// The least cut of the month in the middle of the span, where racks are late in it; it ends at the sites' gates.
  std::string cut(const Span& span) const {
    const base::Month middle{(span.first.month.index + span.last.index) / 2};
    const auto found =
        std::find_if(cuts_.begin(), cuts_.end(), [&](const MonthCut& one) { return one.month == middle; });
    if (span.first.stage == "site" || found == cuts_.end() || found->cut.holds.empty()) {
      return "";
    }
    std::map<std::string, std::vector<std::string>> names;
    for (const network::Hold& hold : found->cut.holds) {
      names[hold.stage].push_back(hold.name);
    }
    std::vector<std::string> holds;
    for (const auto& [stage, of_stage] : names) {
      holds.push_back(fmt::format("{} {}", stage, fmt::join(of_stage, ", ")));
    }
    const bool is_named = std::any_of(found->cut.holds.begin(), found->cut.holds.end(),
                                      [&](const network::Hold& hold) { return hold.stage == span.first.stage; });
    return fmt::format("  The least cut of {} lets {} of {} {} through, at {}{}.\n", base::to_text(middle),
                       short_number(found->cut.most), short_number(found->wanted), found->item,
                       fmt::join(holds, " and "),
                       is_named ? "" : ": another stage than the one for which most waits, so the answer is unclear");
  }

  const report::PastRun& run_;
  metrics::Curves curves_;
  const Prices& prices_;
  std::vector<MonthCut> cuts_;
};

struct Story {
  const char* what;
  std::vector<metrics::Binding> bindings;
};

std::string whole(const report::PastRun& run, const Teller& teller, const std::vector<Story>& stories,
                  std::size_t shortest) {
  std::string text = fmt::format("{}: {}\n", run.scenario, run.title);
  for (const Story& story : stories) {
    text += "\n" + teller.tell(story.what, story.bindings, shortest);
  }
  return text;
}

/// nullopt where the run has no such month.
std::optional<std::string> one_month(const Teller& teller, const std::vector<Story>& stories, base::Month month) {
  std::string text;
  for (const Story& story : stories) {
    const auto found = std::find_if(story.bindings.begin(), story.bindings.end(),
                                    [&](const metrics::Binding& binding) { return binding.month == month; });
    if (found != story.bindings.end()) {
      text += (text.empty() ? "" : "\n") + teller.tell_month(story.what, *found);
    }
  }
  return text.empty() ? std::nullopt : std::optional(text);
}

bool is_about(const std::vector<metrics::Binding>& bindings) {
  return std::any_of(bindings.begin(), bindings.end(), [](const auto& binding) { return !binding.reason.empty(); });
}

Exit explain(const ExplainOptions& options) {
  base::Issues issues;
  const auto run = report::read_run(options.folder, issues);
  const auto month = options.month.empty() ? std::nullopt : base::parse_date(options.month);
  if (!options.month.empty() && !month) {
    issues.push_back({"--month " + options.month, "", "is no month such as 2028-06"});
  }
  const auto prices = run ? read_prices(*run, issues) : Prices();
  print_issues(issues, options.folder.string());
  if (!issues.empty()) {
    return Exit::bad_input;
  }
  const metrics::Curves curves(run->series, run->curves);
  std::vector<Story> stories;
  for (Story story :
       {Story{"services", metrics::binding_of_services(curves)}, Story{"racks", metrics::binding_of_supply(curves)}}) {
    if (is_about(story.bindings)) {
      stories.push_back(std::move(story));
    }
  }
  const Teller teller(*run, prices);
  if (stories.empty()) {
    fmt::print("{}: {}\n\nNothing is missing in any month.\n", run->scenario, run->title);
  } else if (!month) {
    fmt::print("{}", whole(*run, teller, stories, options.shortest));
  } else if (const auto text = one_month(teller, stories, base::month_of(*month))) {
    fmt::print("{}", *text);
  } else {
    const base::Month last{run->from.index + static_cast<int>(run->n_months) - 1};
    fmt::print(stderr, "--month {}: is not in the run, which goes from {} to {}\n", options.month,
               base::to_text(run->from), base::to_text(last));
    return Exit::bad_input;
  }
  fmt::print("{}", prices.hint());
  return Exit::ok;
}

}  // namespace

void add_explain(CLI::App& app, Exit& exit) {
  auto options = std::make_shared<ExplainOptions>();
  CLI::App* command = app.add_subcommand("explain", "Say in plain sentences what holds a run up, with the evidence");
  command->add_option("folder", options->folder, "Folder of a run, as run --out makes it")->required();
  command->add_option("--month", options->month, "Only this month, with all its evidence")->type_name("YYYY-MM");
  command->add_option("--shortest", options->shortest, "Leave out what holds for fewer months")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  command->callback([options, &exit] { exit = explain(*options); });
}

}  // namespace aibelt::cli
