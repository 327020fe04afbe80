#include <functional>
#include <map>
#include <tuple>

#include "figures_of_run.hpp"

namespace aibelt::report {
namespace {

using scenario::Json;

std::string text_at(const Json& use, const char* key) {
  const auto found = use.find(key);
  return found != use.end() && found->is_string() ? found->get<std::string>() : "";
}

/// Figures that are alike but for where they are used.
struct Source {
  std::string fact;
  std::string value;
  std::string low;
  std::string high;
  std::string as_of;
  std::string source;
  std::string mark;

  friend auto operator<=>(const Source&, const Source&) = default;
};

using Uses = std::map<Source, std::vector<std::string>>;  ///< paths by figure

Uses uses_of(const PastRun& run, const std::function<bool(const Json&)>& is_wanted) {
  Uses uses;
  const auto list = run.provenance.find("uses");
  for (const Json& use : list == run.provenance.end() ? Json::array() : *list) {
    if (is_wanted(use)) {
      uses[{text_at(use, "fact"), text_at(use, "value"), text_at(use, "low"), text_at(use, "high"),
            text_at(use, "as_of"), text_at(use, "source"), text_at(use, "mark")}]
          .push_back(text_at(use, "path"));
    }
  }
  return uses;
}

/// `sites.ulsan.pue`, or the first and how many more.
Text places_text(const std::vector<std::string>& paths) {
  return paths.size() == 1 ? raw(paths.front())
                           : say("{} and {} more", {raw(paths.front()), raw(std::to_string(paths.size() - 1))});
}

/// Long lists of numbers are cut: the run's provenance.json has them whole.
Text value_text(const std::string& value) {
  constexpr std::size_t kLongest = 160;
  if (value.size() <= kLongest) {
    return raw(value);
  }
  const std::size_t end = value.rfind(' ', kLongest);
  return raw(value.substr(0, end == std::string::npos ? 0 : end) + " …");
}

Text mark_text(const std::string& mark) {
  for (const char* known : {"S", "K", "D", "A"}) {
    if (mark == known) {
      return say(std::string("mark ") + known);
    }
  }
  return raw(mark);
}

Cell cell(const std::string& words) { return words.empty() ? Cell() : Cell(raw(words)); }

std::optional<Table> table_of_uses(const Uses& uses, bool has_fact) {
  Table table{{{"value", say("value"), "text"},
               {"low", say("low"), "text"},
               {"high", say("high"), "text"},
               {"as_of", say("as of"), "date"},
               {"source", say("source"), "text"},
               {"mark", say("mark"), "text"},
               {"used_at", say("used at"), "code"}},
              {}};
  if (has_fact) {
    table.columns.insert(table.columns.begin(), {"fact", say("fact"), "code"});
  }
  for (const auto& [source, paths] : uses) {
    std::vector<Cell> row = {value_text(source.value), cell(source.low),       cell(source.high), cell(source.as_of),
                             cell(source.source),      mark_text(source.mark), places_text(paths)};
    if (has_fact) {
      row.insert(row.begin(), cell(source.fact));
    }
    table.rows.push_back(std::move(row));
  }
  return table.rows.empty() ? std::nullopt : std::optional(std::move(table));
}

bool is_assumed(const Json& use) { return text_at(use, "origin") == "assumption" || text_at(use, "mark") == "A"; }

}  // namespace

std::optional<Figure> facts(const RunView& run) {
  const auto is_fact = [](const Json& use) { return text_at(use, "origin") == "fact" && !is_assumed(use); };
  auto table = table_of_uses(uses_of(run.run(), is_fact), true);
  if (!table) {
    return std::nullopt;
  }
  return Figure{"facts", say("Facts used"),
                say("Every sourced figure the run used, with its range, date, source and mark: read in a source, "
                    "background knowledge, or derived from others."),
                std::move(*table), true};
}

std::optional<Figure> assumptions(const RunView& run) {
  auto table = table_of_uses(uses_of(run.run(), is_assumed), true);
  if (!table) {
    return std::nullopt;
  }
  return Figure{"assumptions", say("What is assumed"),
                say("Figures nobody publishes, with the range they may lie in and the reason given for them."),
                std::move(*table), true};
}

std::optional<Figure> stated(const RunView& run) {
  Table table{{{"path", say("where"), "code"}, {"value", say("value"), "text"}}, {}};
  const auto uses = uses_of(run.run(), [](const Json& use) { return text_at(use, "origin") == "stated"; });
  for (const auto& [source, paths] : uses) {
    for (const std::string& path : paths) {
      table.rows.push_back({raw(path), value_text(source.value)});
    }
  }
  if (table.rows.empty()) {
    return std::nullopt;
  }
  return Figure{"stated", say("Stated by the scenario alone"),
                say("Figures the scenario states without a source or a range."), std::move(table)};
}

}  // namespace aibelt::report
