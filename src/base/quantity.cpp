#include "aibelt/base/quantity.hpp"

#include <charconv>
#include <cmath>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include "aibelt/base/issue.hpp"

namespace aibelt::base {
namespace {

constexpr double kHour = 3600;
constexpr double kDayInSeconds = 86400;
constexpr double kYear = 365.25 * kDayInSeconds;

constexpr Dimension kEnergy = dimension(Measure::energy);
constexpr Dimension kData = dimension(Measure::data);
constexpr Dimension kCarbon = dimension(Measure::carbon);
constexpr Dimension kLength = dimension(Measure::length);
constexpr Dimension kCompute = dimension(Measure::compute);

struct NamedUnit {
  std::string_view name;
  Unit unit;
  bool takes_prefix = false;
};

const std::vector<NamedUnit>& named_units() {
  static const std::vector<NamedUnit> units = [] {
    std::vector<NamedUnit> list = {
        {"1", {1, kPlain}},
        {"%", {0.01, kPlain}},
        {"ratio", {1, kPlain}},
        {"s", {1, kTime}, true},
        {"second", {1, kTime}},
        {"min", {60, kTime}},
        {"minute", {60, kTime}},
        {"h", {kHour, kTime}},
        {"hour", {kHour, kTime}},
        {"d", {kDayInSeconds, kTime}},
        {"day", {kDayInSeconds, kTime}},
        {"week", {7 * kDayInSeconds, kTime}},
        {"month", {kYear / 12, kTime}},
        {"year", {kYear, kTime}},
        {"J", {1, kEnergy}, true},
        {"Wh", {kHour, kEnergy}, true},
        {"W", {1, kPower}, true},
        {"B", {1, kData}, true},
        {"bit", {0.125, kData}, true},
        {"USD", {1, dimension(Measure::usd)}, true},
        {"KRW", {1, dimension(Measure::krw)}, true},
        {"gCO2", {1e-3, kCarbon}, true},
        {"tCO2", {1e3, kCarbon}, true},
        {"m", {1, kLength}, true},
        {"mm", {1e-3, kLength}},
        {"cm", {1e-2, kLength}},
        {"cm2", {1e-4, kLength * kLength}},
        {"mm2", {1e-6, kLength * kLength}},
        {"degC", {1, dimension(Measure::temperature)}},
        {"Hz", {1, kPlain / kTime}, true},
        {"FLOP", {1, kCompute}, true},
        {"token", {1, dimension(Measure::token)}, true},
        {"wafer", {1, dimension(Measure::wafer)}, true},
        {"die", {1, dimension(Measure::die)}, true},
        {"stack", {1, dimension(Measure::stack)}, true},
        {"package", {1, dimension(Measure::package)}, true},
        {"GPU", {1, dimension(Measure::package)}, true},
        {"rack", {1, dimension(Measure::rack)}, true},
        {"layer", {1, dimension(Measure::layer)}},
        {"param", {1, dimension(Measure::parameter)}, true},
        {"node", {1, dimension(Measure::node)}, true},
        {"user", {1, dimension(Measure::user)}, true},
        {"part", {1, dimension(Measure::part)}, true},
    };
    return list;
  }();
  return units;
}

constexpr std::string_view kPrefixes = "numkMGTPE";

double prefix_factor(char prefix) {
  constexpr std::array<double, 9> factors = {1e-9, 1e-6, 1e-3, 1e3, 1e6, 1e9, 1e12, 1e15, 1e18};
  return factors[kPrefixes.find(prefix)];
}

std::optional<Unit> find_named(std::string_view name, bool only_prefixed) {
  for (const NamedUnit& candidate : named_units()) {
    const bool is_plural = name.size() == candidate.name.size() + 1 && name.ends_with('s') &&
                           candidate.name.size() > 2 && name.starts_with(candidate.name);
    if ((name == candidate.name || is_plural) && (candidate.takes_prefix || !only_prefixed)) {
      return candidate.unit;
    }
  }
  return std::nullopt;
}

std::optional<Unit> find_term(std::string_view term) {
  if (const auto unit = find_named(term, false)) {
    return unit;
  }
  if (term.size() > 1 && kPrefixes.find(term[0]) != std::string_view::npos) {
    if (auto unit = find_named(term.substr(1), true)) {
      unit->factor *= prefix_factor(term[0]);
      return unit;
    }
  }
  return std::nullopt;
}

std::string unknown_term(std::string_view term) {
  std::vector<std::string> names;
  for (const NamedUnit& unit : named_units()) {
    names.emplace_back(unit.name);
  }
  const std::string near = nearest_name(term, names);
  return near.empty() ? fmt::format("unknown unit \"{}\"", term)
                      : fmt::format("unknown unit \"{}\"; did you mean \"{}\"?", term, near);
}

/// Takes `thousand `, `million `, `bn ` or `trillion ` off the front of `text` and returns its factor.
double take_scale_word(std::string_view& text) {
  struct Scale {
    std::string_view word;
    double factor;
  };
  for (const Scale& scale : {Scale{"thousand", 1e3}, {"million", 1e6}, {"bn", 1e9}, {"trillion", 1e12}}) {
    if (text == scale.word) {
      text = "1";
      return scale.factor;
    }
    if (text.starts_with(scale.word) && text[scale.word.size()] == ' ') {
      text.remove_prefix(scale.word.size() + 1);
      return scale.factor;
    }
  }
  return 1;
}

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) {
    text.remove_prefix(1);
  }
  while (text.ends_with(' ')) {
    text.remove_suffix(1);
  }
  return text;
}

}  // namespace

std::variant<Unit, std::string> parse_unit(std::string_view text) {
  text = trimmed(text);
  Unit result;
  result.factor = take_scale_word(text);
  for (bool is_first = true; is_first || !text.empty(); is_first = false) {
    const std::size_t slash = text.find('/');
    const std::string_view term = trimmed(text.substr(0, slash));
    const auto unit = find_term(term);
    if (!unit) {
      return unknown_term(term);
    }
    result.factor = is_first ? result.factor * unit->factor : result.factor / unit->factor;
    result.dimension = is_first ? unit->dimension : result.dimension / unit->dimension;
    if (slash + 1 == text.size()) {
      return std::string("the unit ends in \"/\"");
    }
    text = slash == std::string_view::npos ? std::string_view{} : text.substr(slash + 1);
  }
  return result;
}

std::variant<Measured, std::string> parse_quantity(std::string_view text) {
  text = trimmed(text);
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc::result_out_of_range) {
    return fmt::format("the number in \"{}\" is too large or too small to hold", text);
  }
  if (error != std::errc{} || !std::isfinite(number)) {
    return fmt::format("\"{}\" does not start with a number; write a quantity such as \"103 MW\"", text);
  }
  const std::string_view rest = trimmed(text.substr(static_cast<std::size_t>(end - text.data())));
  if (rest.empty()) {
    return Measured{number, kPlain};
  }
  const auto unit = parse_unit(rest);
  if (const auto* problem = std::get_if<std::string>(&unit)) {
    return *problem;
  }
  const Unit& known = std::get<Unit>(unit);
  const double value = number * known.factor;
  if (!std::isfinite(value)) {
    return fmt::format("\"{}\" is too large to hold", text);
  }
  return Measured{value, known.dimension};
}

}  // namespace aibelt::base
