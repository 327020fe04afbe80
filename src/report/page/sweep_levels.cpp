#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include <fmt/format.h>

#include "figures_of_sweep.hpp"

namespace aibelt::report {
namespace {

/// Each level of its own; numbers rise, words stand as first met.
FactorLevels single_levels(const SweepResults::Factor& factor) {
  std::vector<std::pair<double, std::string>> levels;
  for (std::size_t i = 0; i < factor.written.size(); ++i) {
    const std::pair level(factor.is_number ? factor.values[i] : 0, factor.written[i]);
    if (std::find(levels.begin(), levels.end(), level) == levels.end()) {
      levels.push_back(level);
    }
  }
  if (factor.is_number) {
    std::sort(levels.begin(), levels.end());
  }
  FactorLevels found;
  std::map<std::string, std::size_t> at;
  for (const auto& [value, written] : levels) {
    at[written] = found.names.size();
    found.names.push_back(written);
    found.middles.push_back(factor.is_number ? value : std::numeric_limits<double>::quiet_NaN());
  }
  for (const std::string& written : factor.written) {
    found.of_run.emplace_back(at.at(written));
  }
  return found;
}

FactorLevels ranges(const SweepResults::Factor& factor, std::size_t n) {
  const auto [low, high] = std::minmax_element(factor.values.begin(), factor.values.end());
  const double width = (*high - *low) / static_cast<double>(n);
  FactorLevels found;
  for (std::size_t i = 0; i < n; ++i) {
    const double from = *low + width * static_cast<double>(i);
    found.names.push_back(fmt::format("{}–{}", short_text(from), short_text(from + width)));
    found.middles.push_back(rounded(from + width / 2));
  }
  for (const double value : factor.values) {
    found.of_run.emplace_back(std::min(static_cast<std::size_t>((value - *low) / width), n - 1));
  }
  return found;
}

std::size_t n_distinct(const std::vector<std::string>& texts, std::size_t enough) {
  std::vector<std::string> seen;
  for (const std::string& text : texts) {
    if (seen.size() > enough) {
      break;
    }
    if (std::find(seen.begin(), seen.end(), text) == seen.end()) {
      seen.push_back(text);
    }
  }
  return seen.size();
}

}  // namespace

std::vector<std::size_t> varying_figures(const SweepResults& sweep) {
  std::vector<std::size_t> those;
  for (std::size_t i = 0; i < sweep.figures.size(); ++i) {
    double first = std::numeric_limits<double>::quiet_NaN();
    for (const double value : sweep.figures[i].values) {
      first = std::isnan(first) ? value : first;
      if (!std::isnan(value) && value != first) {
        those.push_back(i);
        break;
      }
    }
  }
  return those;
}

Text figure_text(const std::string& figure) {
  const std::size_t at = figure.find('@');
  const std::string kpi = figure.substr(0, at);
  const Text words = kpi_text(kpi, kpi);
  return at == std::string::npos ? words : say("{}, {}", {words, raw(figure.substr(at + 1))});
}

std::string short_text(double value) { return fmt::format("{:.4g}", value); }

double rounded(double value) { return std::stod(fmt::format("{:.6g}", value)); }

FactorLevels levels_of(const SweepResults::Factor& factor, std::size_t most) {
  const std::size_t n = n_distinct(factor.written, most);
  if (n <= most) {
    return single_levels(factor);
  }
  if (factor.is_number) {
    return ranges(factor, most);
  }
  FactorLevels levels = single_levels(factor);  // more words than there is room for: the first ones
  levels.names.resize(most);
  levels.middles.resize(most);
  for (auto& at : levels.of_run) {
    at = at && *at < most ? at : std::nullopt;
  }
  return levels;
}

}  // namespace aibelt::report
