#include "aibelt/scenario/reader.hpp"

#include <algorithm>
#include <cmath>
#include <variant>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "aibelt/base/error.hpp"
#include "aibelt/scenario/document.hpp"

namespace aibelt::scenario {
namespace {

std::string number_text(double value, const std::string& unit) {
  return unit.empty() || unit == "1" ? fmt::format("{}", value) : fmt::format("{} {}", value, unit);
}

std::string bound_text(const std::optional<double>& value, const std::string& unit) {
  return value ? number_text(*value, unit) : "";
}

double unit_factor(const std::string& unit) {
  const auto parsed = base::parse_unit(unit.empty() ? "1" : unit);
  const auto* known = std::get_if<base::Unit>(&parsed);
  base::ensure(known != nullptr, fmt::format("the field table names the unknown unit \"{}\"", unit));
  return known->factor;
}

std::string example(const FieldInfo& info) {
  const double amount = std::max(1.0, info.low.value_or(1.0));
  return info.unit == "1" || info.unit.empty() ? "0.5" : fmt::format("\"{} {}\"", amount, info.unit);
}

}  // namespace

std::string did_you_mean(const std::string& word, const std::vector<std::string>& candidates) {
  const std::string near = base::nearest_name(word, candidates);
  return near.empty() ? "" : fmt::format("; did you mean \"{}\"?", near);
}

std::string value_text(const Fact& fact) { return number_text(fact.value, fact.unit); }

std::string no_such_fact(const std::string& id, const Facts& facts) {
  std::vector<std::string> ids;
  for (const auto& [known, fact] : facts) {
    ids.push_back(known);
  }
  return facts.empty() ? fmt::format("no fact \"{}\": the scenario names no data files; add them under \"data\"", id)
                       : fmt::format("no fact \"{}\" in the data files{}", id, did_you_mean(id, ids));
}

void Reader::report(const std::string& path, std::string message) {
  std::string_view place = path;
  auto found = document_.positions.find(place);
  while (found == document_.positions.end() && !place.empty()) {
    const std::size_t cut = place.find_last_of(".[");
    place = place.substr(0, cut == std::string_view::npos ? 0 : cut);
    found = document_.positions.find(place);
  }
  const Position where = found == document_.positions.end() ? Position{document_.file} : found->second;
  issues_.push_back({where.file, path, std::move(message), where.line, where.column});
}

std::optional<double> Reader::number(const Json& node, const std::string& path, const FieldInfo& info,
                                     const base::Dimension& dimension) {
  if (node.is_object()) {
    return node.contains("assume") ? assumed_value(node, path, info, dimension)
                                   : fact_value(node, path, info, dimension);
  }
  std::optional<double> value;
  if (node.is_number() && dimension == base::kPlain) {
    value = node.get<double>();
  } else if (node.is_number()) {
    report(path, fmt::format("{} needs a unit; write it as text, for example \"{} {}\"", node.dump(), node.dump(),
                             info.unit));
  } else if (node.is_string()) {
    value = quantity_text(node.get<std::string>(), path, info, dimension);
  } else {
    report(path, fmt::format("must be a quantity such as {}, {{\"fact\": id}} or {{\"assume\": …}}", example(info)));
  }
  if (!value) {
    return std::nullopt;
  }
  uses_.push_back({.path = path, .value = node.is_string() ? node.get<std::string>() : node.dump()});
  return within_bounds(*value, path, info);
}

std::optional<double> Reader::quantity_text(const std::string& text, const std::string& path, const FieldInfo& info,
                                            const base::Dimension& dimension) {
  const auto parsed = base::parse_quantity(text);
  if (const auto* problem = std::get_if<std::string>(&parsed)) {
    report(path, *problem);
    return std::nullopt;
  }
  const auto& measured = std::get<base::Measured>(parsed);
  if (measured.dimension != dimension) {
    report(path, fmt::format("\"{}\" has the wrong unit; this must be in {}", text,
                             info.unit.empty() || info.unit == "1" ? "plain numbers or %" : info.unit));
    return std::nullopt;
  }
  return measured.value;
}

const Fact* Reader::find_fact(const Json& node, const std::string& path) {
  if (!node.contains("fact") || !node["fact"].is_string()) {
    report(path, "must be a quantity, {\"fact\": id} or {\"assume\": quantity, \"low\", \"high\", \"why\"}");
    return nullptr;
  }
  const auto id = node["fact"].get<std::string>();
  const auto found = document_.facts.find(id);
  if (found != document_.facts.end()) {
    return &found->second;
  }
  report(path, no_such_fact(id, document_.facts));
  return nullptr;
}

std::optional<double> Reader::fact_value(const Json& node, const std::string& path, const FieldInfo& info,
                                         const base::Dimension& dimension) {
  refuse_unknown_keys(node, path, {"fact", "pick", "times", "why"});
  const Fact* fact = find_fact(node, path);
  if (fact == nullptr) {
    return std::nullopt;
  }
  const std::string pick = node.value("pick", Json("value")).is_string() ? node.value("pick", "value") : "";
  if (pick != "value" && pick != "low" && pick != "high") {
    report(child_path(path, "pick"), "must be \"value\", \"low\" or \"high\"");
    return std::nullopt;
  }
  const double printed = pick == "low"    ? fact->low.value_or(fact->value)
                         : pick == "high" ? fact->high.value_or(fact->value)
                                          : fact->value;
  const auto base_value = quantity_text(number_text(printed, fact->unit), path, info, dimension);
  if (!base_value) {
    return std::nullopt;
  }
  const Json times = node.value("times", Json(1.0));
  if (!times.is_number()) {
    report(child_path(path, "times"), "must be a plain number, the factor on the fact");
    return std::nullopt;
  }
  const auto factor = times.get<double>();
  const Json why_times = node.value("why", Json(""));
  if (!why_times.is_string()) {
    report(child_path(path, "why"), "must be text in double quotes");
    return std::nullopt;
  }
  std::string why = fact->source;
  if (factor != 1.0) {
    why += fmt::format("; × {}{}", factor, node.contains("why") ? ": " + why_times.get<std::string>() : "");
  }
  uses_.push_back({path, Origin::fact, fact->id, number_text(printed, fact->unit), bound_text(fact->low, fact->unit),
                   bound_text(fact->high, fact->unit), fact->as_of, why, fact->mark});
  return within_bounds(*base_value * factor, path, info);
}

std::optional<double> Reader::assumed_value(const Json& node, const std::string& path, const FieldInfo& info,
                                            const base::Dimension& dimension) {
  refuse_unknown_keys(node, path, {"assume", "low", "high", "why", "as_of"});
  Use use{.path = path, .origin = Origin::assumption, .mark = "A"};
  std::vector<double> amounts;  // low, assumed, high
  for (const auto& [key, text] : {std::pair{"low", &use.low}, {"assume", &use.value}, {"high", &use.high}}) {
    const std::string place = child_path(path, key);
    if (!node.contains(key)) {
      report(path, fmt::format("an assumption needs its range; add \"{}\"", key));
      continue;
    }
    *text = node[key].is_string() ? node[key].get<std::string>() : node[key].dump();
    if (const auto amount = quantity_text(*text, place, info, dimension)) {
      amounts.push_back(*amount);
    }
  }
  for (const auto& [key, text] : {std::pair{"why", &use.source}, {"as_of", &use.as_of}}) {
    if (node.contains(key) && node[key].is_string()) {
      *text = node[key].get<std::string>();
    }
  }
  if (use.source.empty()) {
    report(path, "an assumption needs its reason; add \"why\"");
  }
  uses_.push_back(use);
  if (amounts.size() != 3) {
    return std::nullopt;
  }
  if (!std::is_sorted(amounts.begin(), amounts.end())) {
    report(path, fmt::format("{} lies outside its range; give low ≤ assume ≤ high", use.value));
  }
  return within_bounds(amounts[1], path, info);
}

std::optional<std::vector<double>> Reader::numbers(const Json& node, const std::string& path, const FieldInfo& info,
                                                   const base::Dimension& dimension) {
  if (node.is_object()) {
    return fact_values(node, path, info, dimension);
  }
  if (!node.is_array() || node.size() != info.count) {
    report(path, fmt::format("must be a list of {} quantities, or {{\"fact\": id}} of a fact with {} \"values\"",
                             info.count, info.count));
    return std::nullopt;
  }
  std::vector<double> values;
  for (std::size_t i = 0; i < node.size(); ++i) {
    if (const auto value = number(node[i], child_path(path, i), info, dimension)) {
      values.push_back(*value);
    }
  }
  return values.size() == info.count ? std::optional(std::move(values)) : std::nullopt;
}

std::optional<std::vector<double>> Reader::fact_values(const Json& node, const std::string& path, const FieldInfo& info,
                                                       const base::Dimension& dimension) {
  refuse_unknown_keys(node, path, {"fact"});
  const Fact* fact = find_fact(node, path);
  if (fact == nullptr) {
    return std::nullopt;
  }
  if (fact->values.size() != info.count) {
    report(path,
           fmt::format("fact \"{}\" has {} \"values\"; this takes {}", fact->id, fact->values.size(), info.count));
    return std::nullopt;
  }
  std::vector<double> values;
  for (const double printed : fact->values) {
    const auto value = quantity_text(number_text(printed, fact->unit), path, info, dimension);
    if (!value || !within_bounds(*value, path, info)) {
      return std::nullopt;
    }
    values.push_back(*value);
  }
  uses_.push_back({path, Origin::fact, fact->id, fmt::format("{} {}", fmt::join(fact->values, " "), fact->unit),
                   bound_text(fact->low, fact->unit), bound_text(fact->high, fact->unit), fact->as_of, fact->source,
                   fact->mark});
  return values;
}

std::optional<double> Reader::within_bounds(double value, const std::string& path, const FieldInfo& info) {
  const double factor = unit_factor(info.unit);
  constexpr double kSlack = 1e-12;  // of a bound, so that 100 % written as such passes
  const double in_unit = value / factor;
  if (!std::isfinite(in_unit)) {
    report(path, "is too large to hold");
    return std::nullopt;
  }
  if (info.low && in_unit < *info.low - kSlack * std::abs(*info.low)) {
    report(path, fmt::format("{} is below the smallest allowed, {}", number_text(in_unit, info.unit),
                             number_text(*info.low, info.unit)));
    return std::nullopt;
  }
  if (info.high && in_unit > *info.high + kSlack * std::abs(*info.high)) {
    report(path, fmt::format("{} is above the largest allowed, {}", number_text(in_unit, info.unit),
                             number_text(*info.high, info.unit)));
    return std::nullopt;
  }
  return value;
}

std::optional<base::SimTime> Reader::date(const Json& node, const std::string& path) {
  const auto parsed = node.is_string()           ? base::parse_date(node.get<std::string>())
                      : node.is_number_integer() ? base::parse_date(node.dump())
                                                 : std::nullopt;
  if (!parsed) {
    report(path,
           fmt::format("{} is no date; write 2027, 2027-03, 2027-03-14, 2027-Q3 or 2027-H2, as text", node.dump()));
  }
  return parsed;
}

std::optional<base::SimTime> Reader::date_of_fact(const Json& node, const std::string& path) {
  const Fact* fact = find_fact(node, path);
  if (fact == nullptr) {
    return std::nullopt;
  }
  const auto parsed = base::parse_date(fact->as_of);
  if (!parsed) {
    report(path,
           fmt::format(
               "fact \"{}\" applies to \"{}\", which is no single date; write the point as [date, {{\"fact\": …}}]",
               fact->id, fact->as_of));
  }
  return parsed;
}

std::optional<std::string> Reader::text(const Json& node, const std::string& path, const FieldInfo& info) {
  if (!node.is_string()) {
    report(path, "must be text in double quotes");
    return std::nullopt;
  }
  auto value = node.get<std::string>();
  if (!info.choices.empty() && std::find(info.choices.begin(), info.choices.end(), value) == info.choices.end()) {
    report(path, fmt::format("\"{}\" is not one of {}{}", value, fmt::join(info.choices, ", "),
                             did_you_mean(value, info.choices)));
    return std::nullopt;
  }
  if (!info.refers_to.empty()) {
    check_reference(info.refers_to, value, path);
  }
  return value;
}

void Reader::check_reference(const std::string& section, const std::string& name, const std::string& path) {
  const auto entries = document_.root.find(section);
  std::vector<std::string> names;
  if (entries != document_.root.end() && entries->is_object()) {
    for (const auto& [key, value] : entries->items()) {
      names.push_back(key);
    }
  }
  if (hidden_.contains(child_path(section, name))) {
    report(path, fmt::format("\"{}\" in \"{}\" is left out by its \"when\"; give this entry the same \"when\"", name,
                             section));
  } else if (std::find(names.begin(), names.end(), name) == names.end()) {
    report(path, fmt::format("there is no \"{}\" in \"{}\"{}", name, section, did_you_mean(name, names)));
  }
}

void Reader::refuse_unknown_keys(const Json& node, const std::string& path, const std::vector<std::string>& known) {
  for (const auto& [key, value] : node.items()) {
    if (std::find(known.begin(), known.end(), key) == known.end()) {
      report(child_path(path, key), fmt::format("unknown key \"{}\"{}; known here: {}", key, did_you_mean(key, known),
                                                fmt::join(known, ", ")));
    }
  }
}

}  // namespace aibelt::scenario
