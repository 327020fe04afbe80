#include "table.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "aibelt/base/error.hpp"

namespace aibelt::cli {

const metrics::Kpi& find_kpi(const metrics::Kpis& kpis, const std::string& name) {
  const auto found = std::find_if(kpis.begin(), kpis.end(), [&](const metrics::Kpi& kpi) { return kpi.name == name; });
  base::ensure(found != kpis.end(), "the table asks for a KPI that is not there");
  return *found;
}

namespace {

double of_year(const metrics::Kpi& kpi, int year) {
  const auto years = kpi.by_year();
  const auto found = years.find(year);
  return found == years.end() ? 0 : found->second;
}

/// Columns a text takes on a terminal; the tables hold no wide characters.
std::size_t width_of(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

}  // namespace

std::string short_number(double value) {
  constexpr std::array<const char*, 11> kPrefixes = {"", "k", "M", "G", "T", "P", "E", "Z", "Y", "R", "Q"};
  double scaled = std::abs(value);
  std::size_t prefix = 0;
  while (scaled >= 999.5 && prefix + 1 < kPrefixes.size()) {
    scaled /= 1000;
    ++prefix;
  }
  scaled = std::copysign(scaled, value);
  const int decimals = std::abs(scaled) >= 99.95 || (prefix == 0 && scaled == std::floor(scaled)) ? 0
                       : std::abs(scaled) >= 9.995                                                ? 1
                                                                                                  : 2;
  return prefix == 0 ? fmt::format("{:.{}f}", scaled, decimals)
                     : fmt::format("{:.{}f} {}", scaled, decimals, kPrefixes[prefix]);
}

std::string text_table(const std::vector<std::vector<std::string>>& rows, std::size_t first_text) {
  std::vector<std::size_t> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()), 0);
    for (std::size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], width_of(row[i]));
    }
  }
  std::string text;
  for (const auto& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string pad(widths[i] - width_of(row[i]), ' ');
      line += (i == 0 ? "" : "  ") + (i == 0 || i >= first_text ? row[i] + pad : pad + row[i]);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  return text;
}

std::string title_of(const scenario::Scenario& scenario) {
  return scenario.title.empty() ? scenario.name : fmt::format("{}: {}", scenario.name, scenario.title);
}

bool has_belt(const metrics::Kpis& kpis) {
  constexpr std::array<const char*, 4> kSigns = {"wafers_started", "good_stacks", "packages", "tokens_demand"};
  return std::any_of(kSigns.begin(), kSigns.end(), [&](const char* sign) { return find_kpi(kpis, sign).value() > 0; });
}

std::string yearly_table(const metrics::Kpis& kpis, const metrics::Bindings& bindings) {
  std::vector<std::vector<std::string>> rows = {
      {"", "wafers", "good", "", "racks", "IT MW", "tokens", "tokens", "binding stage", "binding stage"},
      {"year", "started", "stacks", "packages", "landed", "live", "served", "unmet", "for services", "for racks"}};
  constexpr std::array<const char*, 7> kColumns = {"wafers_started", "good_stacks",   "packages",    "racks_landed",
                                                   "it_power_live",  "tokens_served", "tokens_unmet"};
  std::map<int, int> months;
  for (const auto& [month, value] : kpis.front().months) {
    ++months[base::year_of(month)];
  }
  for (const auto& [year, count] : months) {
    std::vector<std::string> row = {count == 12 ? fmt::format("{}", year) : fmt::format("{} ({} mo)", year, count)};
    for (const char* column : kColumns) {
      row.push_back(short_number(of_year(find_kpi(kpis, column), year)));
    }
    row.push_back(metrics::binding_of_year(bindings.services, year));
    row.push_back(metrics::binding_of_year(bindings.racks, year));
    rows.push_back(std::move(row));
  }
  return text_table(rows, 8);
}

std::string supply_table(const std::vector<metrics::Curve>& belt, const std::string& unit) {
  std::map<std::pair<std::string, std::string>, std::map<int, double>> by_year;
  for (const metrics::Curve& curve : belt) {
    if (curve.series.unit != unit) {
      continue;
    }
    for (const auto& [month, value] : curve.months) {
      double& cell = by_year[{curve.series.measure, curve.series.item}][base::year_of(month)];
      cell = curve.series.measure == "cumulative_gap" ? value : cell + value;
    }
  }
  constexpr std::array<std::pair<const char*, const char*>, 8> kColumns = {{{"demand", ""},
                                                                            {"supply", "fab"},
                                                                            {"supply", "stacking"},
                                                                            {"supply", "packaging"},
                                                                            {"supply", "assembly"},
                                                                            {"supply", "delivery"},
                                                                            {"gap", ""},
                                                                            {"cumulative_gap", ""}}};
  std::vector<std::vector<std::string>> rows = {
      {"year", "demand", "fab", "stacking", "packaging", "assembly", "delivered", "gap", "gap so far"}};
  for (const auto& [year, demand] : by_year[{"demand", ""}]) {
    std::vector<std::string> row = {fmt::format("{}", year)};
    for (const auto& [measure, item] : kColumns) {
      row.push_back(short_number(by_year[{measure, item}][year]));
    }
    rows.push_back(std::move(row));
  }
  return fmt::format("supply and demand, {} a year\n\n", unit) + text_table(rows, rows[0].size());
}

}  // namespace aibelt::cli
