#include "aibelt/scenario/scenario.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "aibelt/base/error.hpp"
#include "aibelt/scenario/codec.hpp"
#include "aibelt/scenario/digest.hpp"
#include "aibelt/scenario/document.hpp"

namespace aibelt::scenario {
namespace {

constexpr std::size_t kLongestName = 64;
constexpr const char* kLastEnd = "2200-01";  // the calendar ends within 2200

bool is_name(std::string_view name) {
  return !name.empty() && name.size() <= kLongestName && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
}

class ScenarioReader {
 public:
  ScenarioReader(const Document& document, const Catalogue& catalogue, base::Issues& issues)
      : reader_(document, issues), catalogue_(catalogue) {}

  Scenario read() {
    Scenario scenario;
    std::vector<std::string> section_names;
    for (const Section& section : catalogue_) {
      section_names.push_back(section.name);
    }
    const Json& root = reader_.document().root;
    scenario.to = base::kNever;  // stands where the document has no usable "to", which is an issue of its own
    read_fields(reader_, root, "", Scenario::fields(), scenario, section_names);
    check_frame(scenario);
    find_left_out(root, scenario.switches);
    for (const Section& section : catalogue_) {
      const auto node = root.find(section.name);
      if (node != root.end()) {
        scenario.sections[section.name] = read_section(section, *node);
      }
    }
    scenario.uses = uses_of_wanted();
    std::stable_sort(scenario.uses.begin(), scenario.uses.end(),
                     [](const Use& a, const Use& b) { return a.path < b.path; });
    scenario.hash = content_hash(root, scenario.uses);
    return scenario;
  }

 private:
  void check_frame(const Scenario& scenario) {
    const auto name = reader_.document().root.find("name");
    if (name != reader_.document().root.end() && name->is_string() && !is_name(scenario.name)) {
      reader_.report("name", "a name is 1 to 64 letters, digits, \"_\" or \"-\"");
    }
    if (scenario.to <= scenario.from) {
      reader_.report("to", "must be later than \"from\"");
    }
    if (scenario.to != base::kNever && scenario.to > *base::parse_date(kLastEnd)) {
      reader_.report("to", fmt::format("must be {} or earlier", kLastEnd));
    }
    for (std::size_t i = 0; i < scenario.expect.size(); ++i) {
      const Expectation& one = scenario.expect[i];
      if (!one.min && !one.max) {
        reader_.report(child_path("expect", i), "bounds nothing; add \"min\" or \"max\"");
      } else if (one.min && one.max && *one.min > *one.max) {
        reader_.report(child_path("expect", i), "\"min\" is above \"max\"; swap them");
      }
    }
  }

  std::vector<Use> uses_of_wanted() const {
    std::vector<Use> uses = reader_.uses();
    std::erase_if(uses, [&](const Use& use) {
      return std::any_of(left_out_.begin(), left_out_.end(),
                         [&](const std::string& entry) { return use.path.starts_with(entry + "."); });
    });
    return uses;
  }

  /// Finds the entries that the switches leave out, so that those that stay are held not to name them.
  void find_left_out(const Json& root, const std::map<std::string, std::string>& switches) {
    for (const Section& section : catalogue_) {
      const auto entries = root.find(section.name);
      if (entries == root.end() || !entries->is_object()) {
        continue;
      }
      for (const auto& [name, node] : entries->items()) {
        const std::string path = child_path(section.name, name);
        if (node.is_object() && !is_wanted(node, path, switches)) {
          left_out_.insert(path);
        }
      }
    }
  }

  Entries read_section(const Section& section, const Json& node) {
    Entries entries;
    if (!node.is_object()) {
      reader_.report(section.name, "must be an object of entries by name, { name: { … } }");
      return entries;
    }
    for (const auto& [name, value] : node.items()) {
      const std::string path = child_path(section.name, name);
      if (!is_name(name)) {
        reader_.report(path, "a name is 1 to 64 letters, digits, \"_\" or \"-\"");
      }
      const bool is_left_out = left_out_.contains(path);
      reader_.hide(is_left_out ? std::set<std::string>{} : left_out_);
      auto entry = read_entry(section, value, path);
      if (entry && !is_left_out) {
        entries.emplace(name, std::move(*entry));
      }
    }
    return entries;
  }

  std::optional<Entry> read_entry(const Section& section, const Json& node, const std::string& path) {
    if (!node.is_object()) {
      reader_.report(path, "must be an object, { … }");
      return std::nullopt;
    }
    const Json name = node.value("kind", Json(section.kinds.front().info.name));
    if (!name.is_string()) {
      reader_.report(child_path(path, "kind"), "must be text in double quotes");
      return std::nullopt;
    }
    const auto* kind = find_kind(reader_, section.kinds, name.get<std::string>(), child_path(path, "kind"));
    if (kind == nullptr) {
      return std::nullopt;
    }
    Entry entry{kind->info.name, kind->read(reader_, node, path)};
    entry.spec->check(reader_, path);
    return entry;
  }

  /// Whether every switch that `when` names stands at one of the positions it lists.
  bool is_wanted(const Json& node, const std::string& path, const std::map<std::string, std::string>& switches) {
    const auto when = node.find("when");
    if (when == node.end()) {
      return true;
    }
    const std::string place = child_path(path, "when");
    std::map<std::string, std::vector<std::string>> wanted;
    FieldInfo info{.name = "when"};
    Codec<decltype(wanted)>::describe(info);
    Codec<decltype(wanted)>::read(reader_, *when, place, info, wanted);
    bool fits = true;
    for (const auto& [name, positions] : wanted) {
      const auto position = switches.find(name);
      if (position == switches.end()) {
        reader_.report(child_path(place, name), fmt::format("there is no switch \"{}\" in \"switches\"", name));
        return false;
      }
      fits = fits && std::find(positions.begin(), positions.end(), position->second) != positions.end();
    }
    return fits;
  }

  Reader reader_;
  const Catalogue& catalogue_;
  std::set<std::string> left_out_;  ///< paths of entries whose `when` does not fit, each with its "."
};

}  // namespace

const FieldTable<Expectation>& Expectation::fields() {
  static const FieldTable<Expectation> table = {
      field(&Expectation::kpi, {.name = "kpi", .doc = "name of the KPI, as in summary.json"}),
      field(&Expectation::at,
            {.name = "at", .doc = "month (2029-12) or year (2029); the whole run when missing", .by_default = "\"\""}),
      field(&Expectation::min, {.name = "min", .doc = "smallest accepted, in the KPI's unit"}),
      field(&Expectation::max, {.name = "max", .doc = "largest accepted, in the KPI's unit"}),
  };
  return table;
}

const FieldTable<Scenario>& Scenario::fields() {
  static const FieldTable<Scenario> table = {
      field(&Scenario::name, {.name = "name", .doc = "short name, used for folders and tables"}),
      field(&Scenario::title, {.name = "title", .doc = "the question the scenario asks", .by_default = "\"\""}),
      field(&Scenario::from, {.name = "from", .doc = "first day of the run"}),
      field(&Scenario::to, {.name = "to", .doc = "day after the last of the run"}),
      field(&Scenario::seed, {.name = "seed", .low = 0, .doc = "seed of every random stream", .by_default = "1"}),
      field(&Scenario::switches,
            {.name = "switches", .doc = "named positions that the \"when\" of an entry refers to", .by_default = "{}"}),
      field(&Scenario::expect, {.name = "expect", .doc = "bounds that `--check` holds the run to", .by_default = "[]"}),
  };
  return table;
}

const Entries& Scenario::section(std::string_view section_name) const {
  static const Entries none;
  const auto found = sections.find(section_name);
  return found == sections.end() ? none : found->second;
}

std::string why_not_in_run(const std::string& at, base::SimTime from, base::SimTime to) {
  const auto date = base::parse_date(at);
  const bool is_year = at.size() == std::string_view("2029").size();
  const bool is_month = at.size() == std::string_view("2029-12").size() && at.find_first_of("QH") == std::string::npos;
  if (!date || (!is_year && !is_month)) {
    return fmt::format("\"{}\" is no month or year; write 2029-12 or 2029", at);
  }
  const base::Month last{base::month_of(*date).index + (is_year ? 11 : 0)};
  if (from < to && (*date >= to || last < base::month_of(from))) {
    return fmt::format("\"{}\" lies outside the run, which goes from {} to {}", at, base::to_date_text(from),
                       base::to_date_text(to));
  }
  return "";
}

Scenario read_what_is_readable(const Document& document, const Catalogue& catalogue, base::Issues& issues) {
  return ScenarioReader(document, catalogue, issues).read();
}

std::optional<Scenario> read_scenario(const Document& document, const Catalogue& catalogue, base::Issues& issues) {
  const std::size_t issues_before = issues.size();
  Scenario scenario = read_what_is_readable(document, catalogue, issues);
  return issues.size() == issues_before ? std::optional(std::move(scenario)) : std::nullopt;
}

}  // namespace aibelt::scenario
