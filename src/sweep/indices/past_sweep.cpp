#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <fstream>
#include <stdexcept>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "aibelt/base/error.hpp"
#include "aibelt/report/csv_line.hpp"
#include "aibelt/sweep/folder.hpp"
#include "aibelt/sweep/sensitivity.hpp"
#include "indices/levels.hpp"

namespace aibelt::sweep {
namespace {

namespace fs = std::filesystem;
using Row = std::vector<std::string>;

constexpr std::size_t kBeforeFactors = 4;  // number, point, replication, seed
constexpr std::size_t kBehindFactors = 2;  // status, reason

/// Reads points.csv beside a layout whose axes are its factors.
class PointsReader {
 public:
  PointsReader(fs::path path, PastSweep& sweep, base::Issues& issues)
      : path_(std::move(path)), sweep_(sweep), issues_(issues), rows_(path_, std::ios::binary) {
    if (!rows_) {
      throw base::IoError(path_.string(), std::strerror(errno));
    }
  }

  void read(const std::vector<std::string>& kpis) {
    Row row;
    if (report::next_row(rows_, row) == 0 || !takes_headings(row) || !takes_kpis(row, kpis)) {
      return;
    }
    while (report::next_row(rows_, row) > 0) {
      if (!takes_row(row)) {
        report(fmt::format("line {} is not what a sweep writes; merge it again", n_rows_ + 2));
        return;
      }
      ++n_rows_;
    }
    close();
  }

 private:
  void report(std::string message) { issues_.push_back({path_.string(), "", std::move(message)}); }

  std::size_t n_factors() const { return sweep_.layout.n_factors(); }
  std::size_t first_kpi() const { return kBeforeFactors + n_factors() + kBehindFactors; }

  bool takes_headings(const Row& headings) {
    n_columns_ = headings.size();
    if (n_columns_ < first_kpi() || headings[0] != "number" || headings[kBeforeFactors + n_factors()] != "status") {
      report("its columns are not those of the sweep in sweep.json; merge it again");
      return false;
    }
    for (std::size_t factor = 0; factor < n_factors(); ++factor) {
      levels_.emplace_back(sweep_.layout.frame.axes[factor].name);
    }
    return true;
  }

  /// `tokens_served [tokens]`, or as much of it as the user gives.
  bool takes_kpis(const Row& headings, const std::vector<std::string>& wanted) {
    Row known;
    for (std::size_t column = first_kpi(); column < headings.size(); ++column) {
      const std::string& heading = headings[column];
      const std::size_t bracket = heading.rfind(" [");
      const std::string name = heading.substr(0, bracket);
      known.push_back(name);
      if (wanted.empty() || std::ranges::find(wanted, name) != wanted.end()) {
        const std::size_t unit = bracket == std::string::npos ? heading.size() : bracket + 2;
        const std::size_t end = heading.rfind(']');
        sweep_.kpis.push_back({name, heading.substr(unit, end == std::string::npos ? end : end - unit), {}});
        columns_.push_back(column);
      }
    }
    for (const std::string& name : wanted) {
      if (std::ranges::find(known, name) == known.end()) {
        const std::string near = base::nearest_name(name, known);
        report(fmt::format("has no KPI \"{}\"; {}", name,
                           near.empty() ? fmt::format("it has {}", fmt::join(known, ", "))
                                        : fmt::format("did you mean \"{}\"?", near)));
      }
    }
    return issues_.empty();
  }

  bool takes_row(const Row& row) {
    if (row.size() != n_columns_ || row[0] != std::to_string(n_rows_)) {
      return false;
    }
    if (row[2] == "0") {
      for (std::size_t factor = 0; factor < n_factors(); ++factor) {
        levels_[factor].add(row[kBeforeFactors + factor]);
      }
      ++n_points_;
    }
    sweep_.n_failed += row[kBeforeFactors + n_factors()] == "failed" ? 1U : 0U;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const std::string& cell = row[columns_[i]];
      const auto amount = amount_of(cell);
      if (!amount && !cell.empty()) {
        return false;
      }
      sweep_.kpis[i].values.push_back(amount ? amount->number : std::nan(""));
    }
    return true;
  }

  void close() {
    sweep_.n_replications = n_points_ == 0 ? 1 : n_rows_ / n_points_;
    if (n_points_ != sweep_.layout.n_points() || n_rows_ != n_points_ * sweep_.n_replications) {
      report(fmt::format("it has {} design points, the sweep in sweep.json {}; merge it again", n_points_,
                         sweep_.layout.n_points()));
      return;
    }
    for (LevelsReader& levels : levels_) {
      sweep_.factors.push_back(std::move(levels).levels());
    }
  }

  fs::path path_;
  PastSweep& sweep_;
  base::Issues& issues_;
  std::ifstream rows_;
  std::vector<LevelsReader> levels_;
  std::vector<std::size_t> columns_;  ///< of the KPIs
  std::size_t n_columns_ = 0;
  std::size_t n_rows_ = 0;
  std::size_t n_points_ = 0;
};

/// Title and layout; false and an issue where the description has none.
bool takes_description(const fs::path& folder, PastSweep& sweep, base::Issues& issues) {
  try {
    const scenario::Json description = read_description(folder);
    sweep.name = description.value("name", "");
    sweep.title = description.value("title", "");
    sweep.layout = layout_from(description.at("sweep").at("layout"));
    return true;
  } catch (const std::exception& error) {
    issues.push_back({(folder / "sweep.json").string(), "", error.what()});
    return false;
  }
}

}  // namespace

std::optional<PastSweep> read_past_sweep(const fs::path& folder, const std::vector<std::string>& kpis,
                                         base::Issues& issues) {
  PastSweep sweep;
  if (!fs::exists(folder / "sweep.json")) {
    issues.push_back({folder.string(), "", "is no folder of a sweep: it has no sweep.json"});
  } else if (!fs::exists(folder / "points.csv")) {
    issues.push_back({folder.string(), "", "is not merged: it has no points.csv; finish the sweep, or merge it"});
  } else if (takes_description(folder, sweep, issues)) {
    PointsReader(folder / "points.csv", sweep, issues).read(kpis);
  }
  return issues.empty() ? std::optional(std::move(sweep)) : std::nullopt;
}

}  // namespace aibelt::sweep
