#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "aibelt/base/issue.hpp"
#include "aibelt/base/time.hpp"
#include "aibelt/record/rows.hpp"

namespace aibelt::report {

/// What a merged sweep has left in its folder, as far as a page shows it.
struct SweepResults {
  struct Factor {
    std::string name;
    std::string unit;                  ///< of its levels; empty for words and plain numbers
    bool is_number = false;            ///< else its levels are words
    std::vector<std::string> written;  ///< by run, as points.csv has it
    std::vector<double> values;        ///< by run; NaN for words
  };
  struct Figure {
    std::string name;
    std::string unit;
    std::vector<double> values;  ///< by run; NaN where there is none
  };
  struct Run {
    std::uint64_t point = 0;
    std::uint64_t replication = 0;
    std::string status;  ///< ok, checks failed, failed
    std::string reason;
  };
  /// Quantiles of one curve over the runs of a design point, or over all.
  struct Fan {
    std::string point;  ///< its number, or `all`
    record::Series series;
    std::vector<base::Month> months;
    std::vector<std::vector<double>> quantiles;  ///< by name of quantile, then by month
  };
  /// How much one factor moves one figure, as sensitivity.csv has it.
  struct Effect {
    std::string figure;
    std::string unit;
    std::string factor;
    std::string measure;  ///< total, mu_star, swing, …; `kpi` is the figure itself at `level`
    std::string level;
    double value = 0;
    std::optional<double> low;
    std::optional<double> high;
  };
  std::filesystem::path folder;
  std::string name;
  std::string title;
  std::string scenario;
  std::string hash;
  std::string version;
  std::int64_t seed = 0;
  std::vector<Factor> factors;
  std::vector<Figure> figures;
  std::vector<Run> runs;
  std::vector<std::string> quantiles;  ///< names of those of the fans, rising: p5, p25, …
  std::vector<Fan> fans;
  std::vector<Effect> effects;
};

/// Whether `folder` looks like that of a sweep: it has a sweep.json or a points.csv.
bool is_sweep(const std::filesystem::path& folder);

/// Reads sweep.json, points.csv, fans.csv and, where there is one, sensitivity.csv; nullopt and issues where one is
/// missing, torn or of another version of aibelt. Of the fans it keeps those over all runs, and those of design points
/// where they are few.
std::optional<SweepResults> read_sweep_results(const std::filesystem::path& folder, base::Issues& issues);

}  // namespace aibelt::report
