#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <limits>
#include <map>
#include <set>

#include <fmt/format.h>

#include "aibelt/base/version.hpp"
#include "aibelt/report/page_sweep.hpp"
#include "aibelt/scenario/json_source.hpp"
#include "csv_table.hpp"

namespace aibelt::report {
namespace {

using scenario::Json;

constexpr std::size_t kMostFanPoints = 12;  // design points whose own fans are kept
constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

/// `103 MW` is 103 and `MW`; `1.2` has no unit; nullopt for words.
std::optional<std::pair<double, std::string>> quantity_in(const std::string& level) {
  const std::size_t space = level.find(' ');
  const auto value = number_in(level.substr(0, space));
  if (!value) {
    return std::nullopt;
  }
  return std::pair(*value, space == std::string::npos ? std::string() : level.substr(space + 1));
}

/// Turns the levels into numbers where all of them are, in one unit.
void read_levels(SweepResults::Factor& factor) {
  for (const std::string& level : factor.written) {
    const auto quantity = quantity_in(level);
    if (!quantity || (!factor.values.empty() && quantity->second != factor.unit)) {
      factor.unit.clear();
      factor.values.assign(factor.written.size(), kNone);
      return;
    }
    factor.unit = quantity->second;
    factor.values.push_back(quantity->first);
  }
  factor.is_number = !factor.values.empty();
}

class Reader {
 public:
  Reader(const std::filesystem::path& folder, base::Issues& issues) : folder_(folder), issues_(issues) {
    sweep_.folder = folder;
  }

  std::optional<SweepResults> read() {
    read_description();
    if (issues_.empty()) {
      read_points();
    }
    if (issues_.empty()) {
      read_fans();
    }
    if (issues_.empty() && std::filesystem::exists(folder_ / "sensitivity.csv")) {
      read_effects();
    }
    return issues_.empty() ? std::optional(std::move(sweep_)) : std::nullopt;
  }

 private:
  void report(const char* name, std::string message) {
    issues_.push_back({(folder_ / name).string(), "", std::move(message)});
  }

  void read_description() {
    std::ifstream file(folder_ / "sweep.json", std::ios::binary);
    if (!file) {
      report("sweep.json", "cannot be read; name the folder of a sweep, which aibelt sweep F --out DIR makes");
      return;
    }
    const Json json = Json::parse(std::string(std::istreambuf_iterator<char>(file), {}), nullptr, false);
    if (!json.is_object()) {
      report("sweep.json", "is torn; start the sweep again, finished points are kept");
      return;
    }
    sweep_.version = json.value("aibelt", "");
    if (sweep_.version != base::version()) {
      report("sweep.json", fmt::format("was written by aibelt {}, this is {}; start the sweep again", sweep_.version,
                                       base::version()));
      return;
    }
    sweep_.name = json.value("name", "");
    sweep_.title = json.value("title", "");
    sweep_.hash = json.value("scenario_hash", "");
    const Json& text = json.contains("sweep") ? json.at("sweep") : json;
    sweep_.scenario = text.is_object() && text.contains("scenario") && text.at("scenario").is_string()
                          ? text.at("scenario").get<std::string>()
                          : "";
  }

  void read_points() {
    if (!std::filesystem::exists(folder_ / "points.csv")) {
      report("points.csv", "is not there: the sweep is not merged; aibelt sweep merge does it");
      return;
    }
    CsvTable table(folder_ / "points.csv", issues_);
    const std::size_t point = table.column("point");
    const std::size_t replication = table.column("replication");
    const std::size_t seed = table.column("seed");
    const std::size_t status = table.column("status");
    const std::size_t reason = table.column("reason");
    if (!issues_.empty()) {
      return;
    }
    declare_columns(table.header(), seed + 1, status, reason + 1);
    table.each([&](const std::vector<std::string>& fields) {
      const auto number = number_in(fields[point]);
      const auto repeat = number_in(fields[replication]);
      if (!number || !repeat) {
        return false;
      }
      if (sweep_.runs.empty()) {
        sweep_.seed = static_cast<std::int64_t>(number_in(fields[seed]).value_or(0));
      }
      sweep_.runs.push_back(
          {static_cast<std::uint64_t>(*number), static_cast<std::uint64_t>(*repeat), fields[status], fields[reason]});
      for (std::size_t i = 0; i < sweep_.factors.size(); ++i) {
        sweep_.factors[i].written.push_back(fields[seed + 1 + i]);
      }
      for (std::size_t i = 0; i < sweep_.figures.size(); ++i) {
        sweep_.figures[i].values.push_back(number_in(fields[reason + 1 + i]).value_or(kNone));
      }
      return true;
    });
    std::for_each(sweep_.factors.begin(), sweep_.factors.end(), read_levels);
  }

  /// Factors stand between the seed and the status, figures behind the reason, as `name [unit]`.
  void declare_columns(const std::vector<std::string>& header, std::size_t first, std::size_t last,
                       std::size_t figures) {
    for (std::size_t i = first; i < last; ++i) {
      sweep_.factors.push_back({header[i], "", false, {}, {}});
    }
    for (std::size_t i = figures; i < header.size(); ++i) {
      const std::size_t bracket = header[i].rfind(" [");
      const bool has_unit = bracket != std::string::npos && header[i].back() == ']';
      sweep_.figures.push_back({header[i].substr(0, has_unit ? bracket : std::string::npos),
                                has_unit ? header[i].substr(bracket + 2, header[i].size() - bracket - 3) : "",
                                {}});
    }
  }

  void read_fans() {
    CsvTable table(folder_ / "fans.csv", issues_);
    std::array<std::size_t, 7> columns{};
    constexpr std::array kNames = {"point", "stage", "place", "item", "measure", "unit", "month"};
    std::transform(kNames.begin(), kNames.end(), columns.begin(), [&](const char* name) { return table.column(name); });
    std::vector<std::size_t> quantiles;
    for (std::size_t i = 0; i < table.header().size(); ++i) {
      const std::string& name = table.header()[i];
      if (name.size() > 1 && name[0] == 'p' && number_in(name.substr(1))) {
        quantiles.push_back(i);
        sweep_.quantiles.push_back(name);
      }
    }
    std::set<std::uint64_t> points;
    for (const SweepResults::Run& run : sweep_.runs) {
      points.insert(run.point);
    }
    const bool keeps_points = points.size() > 1 && points.size() <= kMostFanPoints;
    std::map<std::pair<std::string, record::Series>, std::size_t> known;
    table.each([&](const std::vector<std::string>& fields) {
      const std::string& point = fields[columns[0]];
      if (point != "all" && !keeps_points) {
        return true;
      }
      const record::Series series{fields[columns[1]], fields[columns[2]], fields[columns[3]], fields[columns[4]],
                                  fields[columns[5]]};
      const auto month = base::parse_date(fields[columns[6]]);
      const auto [at, is_new] = known.try_emplace({point, series}, sweep_.fans.size());
      if (is_new) {
        sweep_.fans.push_back({point, series, {}, std::vector<std::vector<double>>(quantiles.size())});
      }
      SweepResults::Fan& fan = sweep_.fans[at->second];
      fan.months.push_back(month ? base::month_of(*month) : base::Month{});
      for (std::size_t i = 0; i < quantiles.size(); ++i) {
        fan.quantiles[i].push_back(number_in(fields[quantiles[i]]).value_or(kNone));
      }
      return month.has_value();
    });
  }

  void read_effects() {
    CsvTable table(folder_ / "sensitivity.csv", issues_);
    std::array<std::size_t, 8> at{};
    constexpr std::array kNames = {"kpi", "unit", "factor", "measure", "level", "value", "low", "high"};
    std::transform(kNames.begin(), kNames.end(), at.begin(), [&](const char* name) { return table.column(name); });
    table.each([&](const std::vector<std::string>& fields) {
      if (const auto value = number_in(fields[at[5]])) {
        sweep_.effects.push_back({fields[at[0]], fields[at[1]], fields[at[2]], fields[at[3]], fields[at[4]], *value,
                                  number_in(fields[at[6]]), number_in(fields[at[7]])});
      }
      return true;
    });
  }

  const std::filesystem::path& folder_;
  base::Issues& issues_;
  SweepResults sweep_;
};

}  // namespace

bool is_sweep(const std::filesystem::path& folder) {
  return std::filesystem::exists(folder / "sweep.json") || std::filesystem::exists(folder / "points.csv");
}

std::optional<SweepResults> read_sweep_results(const std::filesystem::path& folder, base::Issues& issues) {
  base::Issues own;
  auto sweep = Reader(folder, own).read();
  issues.insert(issues.end(), own.begin(), own.end());
  return sweep;
}

}  // namespace aibelt::report
