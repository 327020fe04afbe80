#include <variant>

#include <fmt/format.h>

#include "aibelt/base/quantity.hpp"
#include "aibelt/scenario/document.hpp"
#include "aibelt/scenario/reader.hpp"
#include "set_path.hpp"

namespace aibelt::scenario {
namespace {

bool is_utf8(const std::string& text) {
  const std::string mended = Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
  return Json::parse(mended).get<std::string>() == text;
}

constexpr std::size_t kDeepest = 64;

/// The JSON in `text`, or `text` itself where it is none; nullopt where it is JSON that no file may hold either.
std::optional<Json> value_of(const std::string& text, const std::string& place, const std::string& path,
                             base::Issues& issues) {
  base::Issues found;
  if (auto source = parse_json(text, place, found)) {
    return std::move(source->root);
  }
  if (!Json::accept(text)) {
    return Json(text);
  }
  issues.push_back({place, path, found.front().message});
  return std::nullopt;
}

/// `value` in the unit of `fact`: a bare number stands for one in that unit, text for a quantity of its kind.
std::variant<double, std::string> amount_for(const Fact& fact, const Json& value) {
  const auto unit = base::parse_unit(fact.unit.empty() ? "1" : fact.unit);
  const auto* known = std::get_if<base::Unit>(&unit);
  const std::string wants = known == nullptr || fact.unit.empty() || fact.unit == "1"
                                ? fmt::format("a number such as {}", fact.value)
                                : fmt::format("a number or a quantity such as \"{} {}\"", fact.value, fact.unit);
  if (value.is_number()) {
    return value.get<double>();
  }
  if (!value.is_string() || known == nullptr) {
    return fmt::format("fact \"{}\" takes {}", fact.id, wants);
  }
  const auto text = value.get<std::string>();
  const bool is_in_unit = text.ends_with(" " + fact.unit);  // keeps the number as it is written
  const auto parsed = base::parse_quantity(is_in_unit ? text.substr(0, text.size() - fact.unit.size()) : text);
  if (const auto* problem = std::get_if<std::string>(&parsed)) {
    return *problem;
  }
  const auto& measured = std::get<base::Measured>(parsed);
  if (is_in_unit && measured.dimension == base::kPlain) {
    return measured.value;
  }
  if (is_in_unit || measured.dimension != known->dimension) {
    return fmt::format("\"{}\" has the wrong unit; fact \"{}\" takes {}", text, fact.id, wants);
  }
  return measured.value / known->factor;
}

/// Gives the fact another value; why not, where it cannot have that.
std::string set_fact(Facts& facts, const std::string& id, const Json& value) {
  const auto found = facts.find(id);
  if (found == facts.end()) {
    return no_such_fact(id, facts);
  }
  if (!found->second.values.empty()) {
    return fmt::format("fact \"{}\" is a table of {} values; one number cannot stand for it", id,
                       found->second.values.size());
  }
  const auto amount = amount_for(found->second, value);
  if (const auto* problem = std::get_if<std::string>(&amount)) {
    return *problem;
  }
  found->second.value = std::get<double>(amount);
  return "";
}

}  // namespace

bool is_path(std::string_view path) { return split_path(path).has_value(); }

std::string missing_on_way(const Document& document, std::string_view path) {
  const auto steps = split_path(path);
  const Json* node = &document.root;
  std::string way;
  for (std::size_t i = 0; steps && i + 1 < steps->size() && node->is_object(); ++i) {
    const auto* key = std::get_if<std::string>(&(*steps)[i]);
    if (key == nullptr || !node->contains(*key)) {
      std::vector<std::string> known;
      for (const auto& [name, value] : node->items()) {
        known.push_back(name);
      }
      const std::string name = key == nullptr ? way_on("", (*steps)[i]) : *key;
      return fmt::format("there is no \"{}\" in {}{}", name, way.empty() ? "the scenario" : fmt::format("\"{}\"", way),
                         did_you_mean(name, known));
    }
    node = &(*node)[*key];
    way = way_on(way, (*steps)[i]);
  }
  return "";
}

void apply_override(Document& document, const std::string& assignment, base::Issues& issues) {
  const std::string place = "--set " + assignment;
  const std::size_t equals = assignment.find('=');
  const auto steps = split_path(std::string_view(assignment).substr(0, equals));
  if (equals == std::string::npos || !steps) {
    issues.push_back({place, "", "write it as path=value, for example --set sites.ulsan.pue=1.2"});
    return;
  }
  const std::string path = assignment.substr(0, equals);
  const std::string text = assignment.substr(equals + 1);
  for (const auto& [part, what] : {std::pair{path, "path"}, {text, "value"}}) {
    if (!is_utf8(part)) {
      issues.push_back({place, "", fmt::format("the {} is no valid UTF-8 text", what)});
      return;
    }
  }
  if (steps->front() == Step("extends") || steps->front() == Step("data")) {
    issues.push_back({place, path, "is settled as the file is read; change it in the file"});
    return;
  }
  base::Issues found;
  const auto value = value_of(text, place, path, found);
  if (!value || steps->size() > kDeepest) {
    found.push_back({place, path, fmt::format("names a place deeper than {} levels; flatten it", kDeepest)});
    issues.push_back(found.front());
    return;
  }
  if (path.starts_with(kFactPrefix)) {
    if (std::string why = set_fact(document.facts, path.substr(kFactPrefix.size()), *value); !why.empty()) {
      issues.push_back({place, path, std::move(why)});
    }
    return;
  }
  Json* node = &document.root;
  Json* parent = nullptr;
  std::string way;
  for (const Step& step : *steps) {
    parent = node;
    node = descend(*node, step);
    if (node == nullptr) {
      issues.push_back({place, path, "there is no such place in the scenario; the path must follow its keys"});
      return;
    }
    way = way_on(way, step);
    document.positions.try_emplace(way, Position{place});
  }
  const auto* key = std::get_if<std::string>(&steps->back());
  if (value->is_null() && key != nullptr) {  // as in a merge patch
    parent->erase(*key);
  } else {
    *node = *value;
  }
  std::erase_if(document.positions, [&](const auto& entry) {
    return entry.first.starts_with(way) && (entry.first.size() == way.size() ||
                                            std::string_view(".[").find(entry.first[way.size()]) != std::string::npos);
  });
  document.positions[way] = Position{place};
}

}  // namespace aibelt::scenario
