#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "aibelt/base/issue.hpp"
#include "aibelt/metrics/curves.hpp"
#include "aibelt/record/rows.hpp"
#include "aibelt/scenario/document.hpp"
#include "aibelt/scenario/scenario.hpp"
#include "aibelt/sweep/design.hpp"
#include "aibelt/sweep/factor.hpp"
#include "aibelt/sweep/point.hpp"

namespace aibelt::sweep {

/// Most runs of one sweep: about a day of the shortest runs on a cluster of a hundred cores, and tables that still open.
inline constexpr std::uint64_t kMostRuns = 10'000'000;

/// A KPI over the whole run, or at one time.
struct WantedKpi {
  std::string kpi;
  std::string at;  ///< month (2029-02) or year (2029); empty for the whole run

  std::string name() const { return at.empty() ? kpi : kpi + "@" + at; }  ///< as in `Figure::name`
};

/// Which curves of a run are kept; an empty text stands for any.
struct WantedCurve {
  std::string stage;
  std::string place;
  std::string item;
  std::string measure;
  std::string unit;

  static const scenario::FieldTable<WantedCurve>& fields();
  metrics::Wanted wanted() const { return {stage, measure, unit, item, place}; }  ///< lives as long as this
};

/// Many runs of one scenario, as a sweep file asks for them; immutable.
struct Sweep {
  std::string name;   ///< of the sweep file, without its ending
  std::string title;  ///< the question it asks
  std::filesystem::path scenario;
  std::vector<std::string> set;  ///< `path=value` that all runs share
  std::vector<Factor> factors;   ///< in the order of names
  Layout layout;                 ///< where the points lie; its axes are those of `factors`
  std::uint64_t replications = 1;
  std::int64_t seed = 1;        ///< of replication 0, and of the design's draws
  std::vector<WantedKpi> kpis;  ///< empty: every KPI that a run has, over the whole of it
  std::vector<WantedCurve> curves;
  bool keep_runs = false;  ///< keep the folder of every run

  std::uint64_t n_design_points() const { return layout.n_points(); }
  std::uint64_t n_runs() const { return n_design_points() * replications; }

  /// Run `number` < n_runs: replication `number % replications` of design point `number / replications`.
  Point run(std::uint64_t number) const;
};

/// How a sweep file is held to the scenario it names.
struct Probe {
  /// Reads a scenario whose overrides are applied; nullopt and issues when anything is wrong. `engine::load` of a document.
  std::function<std::optional<scenario::Scenario>(const scenario::Document&, base::Issues&)> check;

  /// The series a run of the scenario can write, to find patterns that fit none; none are sought where it is empty.
  std::function<std::vector<record::Series>(const scenario::Scenario&)> series = {};
};

/// Reads a sweep file and tries every level of each factor alone on the scenario, so that what is wrong is found before the first run.
/// `overrides` (`path=value` of scenario values) go behind those of the file's `set`. nullopt and at least one issue, all of them at
/// once, when anything is wrong.
std::optional<Sweep> read_sweep(const std::filesystem::path& file, const std::vector<std::string>& overrides,
                                const Probe& probe, base::Issues& issues);

/// The keys of a sweep file, for its schema and its reference page.
std::vector<scenario::FieldInfo> sweep_fields();

}  // namespace aibelt::sweep
