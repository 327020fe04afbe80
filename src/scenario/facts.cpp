#include "aibelt/scenario/facts.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "aibelt/scenario/json_source.hpp"

namespace aibelt::scenario {
namespace {

constexpr std::array<std::string_view, 11> kKeys = {"label", "value",  "values", "low",  "high",   "unit",
                                                    "as_of", "source", "mark",   "note", "section"};

class FactReader {
 public:
  FactReader(const JsonSource& source, const std::string& file, base::Issues& issues)
      : source_(source), file_(file), issues_(issues) {}

  std::optional<Fact> read(const std::string& id, const Json& node) {
    path_ = child_path("facts", id);
    const std::size_t issues_before = issues_.size();
    if (!node.is_object()) {
      report(path_, "a fact is an object with value, unit, as_of, source and mark");
      return std::nullopt;
    }
    refuse_unknown_keys(node);
    Fact fact{id,
              text(node, "label"),
              number(node, "value").value_or(0),
              numbers(node, "values"),
              number(node, "low"),
              number(node, "high"),
              text(node, "unit"),
              text(node, "as_of"),
              text(node, "source"),
              text(node, "mark"),
              text(node, "note"),
              file_};
    check(node, fact);
    return issues_.size() == issues_before ? std::optional(std::move(fact)) : std::nullopt;
  }

  void report(const std::string& path, std::string message) {
    const auto position = source_.positions.find(path);
    const Position where = position == source_.positions.end() ? Position{file_} : position->second;
    issues_.push_back({file_, path, std::move(message), where.line, where.column});
  }

 private:
  void refuse_unknown_keys(const Json& node) {
    for (const auto& [key, value] : node.items()) {
      if (std::find(kKeys.begin(), kKeys.end(), key) == kKeys.end()) {
        report(child_path(path_, key),
               "unknown key in a fact; it has value, values, low, high, unit, as_of, source, mark, label, note");
      }
    }
  }

  void check(const Json& node, const Fact& fact) {
    if (!node.contains("value")) {
      report(path_, "a fact needs a \"value\"");
    }
    if (fact.source.empty()) {
      report(path_, "a fact needs a \"source\"; an assumption says whose it is there");
    }
    if (fact.mark.size() != 1 || std::string_view("SKDA").find(fact.mark) == std::string_view::npos) {
      report(path_, "a fact needs a \"mark\": S, K, D or A");
    }
    if (fact.mark == "A" && (!fact.low || !fact.high)) {
      report(path_, "an assumption (mark A) needs its range, \"low\" and \"high\"");
    }
    if (fact.low.value_or(fact.value) > fact.high.value_or(fact.value)) {
      report(path_, "\"low\" is above \"high\"; swap them");
    }
  }

  std::string text(const Json& node, const char* key) {
    const auto found = node.find(key);
    if (found == node.end()) {
      return "";
    }
    if (!found->is_string()) {
      report(child_path(path_, key), "must be text in double quotes");
      return "";
    }
    return found->get<std::string>();
  }

  std::optional<double> number(const Json& node, const char* key) {
    const auto found = node.find(key);
    if (found == node.end()) {
      return std::nullopt;
    }
    if (!found->is_number()) {
      report(child_path(path_, key), "must be a number; its unit stands in \"unit\"");
      return std::nullopt;
    }
    return found->get<double>();
  }

  std::vector<double> numbers(const Json& node, const char* key) {
    const auto found = node.find(key);
    if (found == node.end()) {
      return {};
    }
    const bool is_list = found->is_array() && !found->empty();
    if (!is_list || !std::all_of(found->begin(), found->end(), [](const Json& one) { return one.is_number(); })) {
      report(child_path(path_, key), "must be a list of numbers; their unit stands in \"unit\"");
      return {};
    }
    return found->get<std::vector<double>>();
  }

  const JsonSource& source_;
  const std::string& file_;
  base::Issues& issues_;
  std::string path_;
};

}  // namespace

void add_facts(const JsonSource& source, const std::string& file, Facts& facts, base::Issues& issues) {
  const auto list = source.root.is_object() ? source.root.find("facts") : source.root.end();
  if (!source.root.is_object() || list == source.root.end() || !list->is_object()) {
    issues.push_back({file, "facts", "a data file is an object whose key \"facts\" holds figures by id"});
    return;
  }
  FactReader reader(source, file, issues);
  for (const auto& [id, node] : list->items()) {
    auto fact = reader.read(id, node);
    if (!fact) {
      continue;
    }
    const auto [existing, is_new] = facts.emplace(id, std::move(*fact));
    if (!is_new) {
      reader.report(child_path("facts", id),
                    fmt::format("this id stands in {} too; give one of the two another name", existing->second.file));
    }
  }
}

}  // namespace aibelt::scenario
