#include "tests/backcast_validation/score.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include <fmt/core.h>

namespace aibelt::test {

void print(const std::vector<Line>& lines) {
  fmt::print("| series | when | run | published | range | error | inside? |\n|---|---|---|---|---|---|---|\n");
  for (const Line& line : lines) {
    const int decimals = line.published.median < 10 ? 3 : line.published.median < 1000 ? 1 : 0;
    fmt::print("| {} | {} | {:.{}f} | {:.{}f} | {:.{}f}–{:.{}f} | {:+.0f} % | {} |\n", line.series, line.when, line.run,
               decimals, line.published.median, decimals, line.published.low, decimals, line.published.high, decimals,
               line.error(), line.is_inside() ? "yes" : "**no**");
  }
}

namespace {

constexpr std::array kYears = {2023, 2024, 2025};

/// Packages shipped of one type, the sum over its chips; nullopt where the source has none.
std::optional<Published> units(const Facts& facts, const Type& type, int year, int quarter) {
  std::optional<Published> total;
  for (const std::string& chip : type.chips) {
    if (const auto found = facts.find(fmt::format("bc.units.{}.{}q{}", chip, year, quarter))) {
      total = total.value_or(Published{});
      *total += *found;
    }
  }
  return total;
}

}  // namespace

std::vector<Line> package_lines(const Backcast& run, const Facts& facts) {
  std::vector<Line> lines;
  for (const Type& type : kTypes) {
    for (const int year : kYears) {
      for (int quarter = 1; quarter <= 4; ++quarter) {
        if (const auto published = units(facts, type, year, quarter)) {
          lines.push_back({type.name,
                           fmt::format("{}Q{}", year, quarter),
                           year,
                           run.packages(type, months_of(year, quarter)) / 1000,
                           {published->median / 1000, published->low / 1000, published->high / 1000}});
        }
      }
    }
  }
  return lines;
}

std::vector<Line> yearly_package_lines(const Backcast& run, const Facts& facts) {
  std::vector<Line> lines;
  for (const int year : kYears) {
    Line all{"packages of all types, k", std::to_string(year), year, 0, {}};
    Line nvidia{"NVIDIA packages, k", std::to_string(year), year, 0, {}};
    for (const Type& type : kTypes) {
      Published whole;
      for (int quarter = 1; quarter <= 4; ++quarter) {
        whole += units(facts, type, year, quarter).value_or(Published{});
      }
      for (Line* line : {&all, &nvidia}) {
        if (line == &all || type.is_nvidia) {
          line->run += run.packages(type, months_of(year)) / 1000;
          line->published += {whole.median / 1000, whole.low / 1000, whole.high / 1000};
        }
      }
    }
    lines.push_back(all);
    lines.push_back(nvidia);
  }
  return lines;
}

std::vector<Line> memory_lines(const Backcast& run, const Facts& facts) {
  std::vector<Line> lines;
  for (const int year : kYears) {
    const std::string when = std::to_string(year);
    lines.push_back({"HBM made, bn GB", when, year, run.made_memory(months_of(year)), facts.at("bc.hbm." + when)});
  }
  lines.push_back(
      {"SK hynix share of HBM, %", "2024", 2024, run.skh_share(months_of(2024)), facts.at("bc.share.skh.2024")});
  lines.push_back(
      {"SK hynix share of HBM, %", "2025", 2025, run.skh_share(months_of(2025)), facts.at("bc.share.skh.2025")});
  lines.push_back(
      {"SK hynix share of HBM, %", "2025Q2", 2025, run.skh_share(months_of(2025, 2)), facts.at("bc.share.skh.q2_25")});
  for (const int year : kYears) {
    for (int quarter = 1; quarter <= 4; ++quarter) {
      lines.push_back({"HBM in packages, bn GB", fmt::format("{}Q{}", year, quarter), year,
                       run.shipped_memory(months_of(year, quarter)),
                       facts.at(fmt::format("bc.hbmgb.{}q{}", year, quarter))});
    }
  }
  return lines;
}

namespace {

/// CoWoS wafers of some types in a year, in thousands: started in the run, and needed for the packages published, before
/// yield. The last product of a type stands for chips beyond its products.
Line wafer_line(const std::string& series, const Backcast& run, const Facts& facts, int year, bool is_nvidia_only) {
  Line line{series, std::to_string(year), year, 0, {}};
  for (const Type& type : kTypes) {
    if (is_nvidia_only && !type.is_nvidia) {
      continue;
    }
    line.run += run.wafers(type.products, months_of(year));
    for (std::size_t i = 0; i < type.chips.size(); ++i) {
      const double per_kwafer = 1000 * run.per_wafer(type.products[std::min(i, type.products.size() - 1)]);
      for (int quarter = 1; quarter <= 4; ++quarter) {
        if (const auto of = facts.find(fmt::format("bc.units.{}.{}q{}", type.chips[i], year, quarter))) {
          line.published += {of->median / per_kwafer, of->low / per_kwafer, of->high / per_kwafer};
        }
      }
    }
  }
  return line;
}

}  // namespace

std::vector<Line> cowos_lines(const Backcast& run, const Facts& facts) {
  std::vector<Line> lines;
  // Thousand wafers of TSMC a year; there is no fact for 2025, 650 to 700 is what the end of 2024 and of 2025 make of it.
  const std::map<int, Published> output = {
      {2023, facts.at("cowos.y2023")}, {2024, facts.at("cowos.y2024")}, {2025, {675, 650, 700}}};
  for (const int year : kYears) {
    const std::string when = std::to_string(year);
    const double used = run.cowos(months_of(year), "used_capacity");
    const Line named = wafer_line("CoWoS wafers of the types above, k", run, facts, year, false);
    const Line nvidia = wafer_line("CoWoS wafers of NVIDIA, k", run, facts, year, true);
    const Published use = named.published.over(output.at(year));
    lines.push_back({"CoWoS wafers used, k", when, year, used, output.at(year)});
    lines.push_back(named);
    lines.push_back(nvidia);
    lines.push_back({"use of CoWoS by the types above, %",
                     when,
                     year,
                     100 * named.run / run.cowos(months_of(year), "capacity"),
                     {100 * use.median, 100 * use.low, 100 * use.high}});
    if (year == 2025) {
      lines.push_back(
          {"NVIDIA share of CoWoS wafers used, %", when, year, 100 * nvidia.run / used, facts.at("cowos.nvda.2025")});
    }
  }
  return lines;
}

std::size_t inside(const std::vector<Line>& lines, bool is_calibration) {
  return static_cast<std::size_t>(std::count_if(lines.begin(), lines.end(), [&](const Line& line) {
    return (line.year < 2025) == is_calibration && line.is_inside();
  }));
}

std::size_t count(const std::vector<Line>& lines, bool is_calibration) {
  return static_cast<std::size_t>(std::count_if(
      lines.begin(), lines.end(), [&](const Line& line) { return (line.year < 2025) == is_calibration; }));
}

}  // namespace aibelt::test
