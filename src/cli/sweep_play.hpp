#pragma once

#include <filesystem>
#include <functional>
#include <vector>

#include "aibelt/scenario/document.hpp"
#include "aibelt/sweep/point.hpp"
#include "aibelt/sweep/sweep.hpp"

namespace aibelt::cli {

/// What each run of a sweep is asked for.
struct Asked {
  std::vector<sweep::WantedKpi> kpis;  ///< empty: every KPI that the run has, over the whole of it
  std::vector<sweep::WantedCurve> curves;
  std::function<std::filesystem::path(const sweep::Point&)> run_folder = {};  ///< where to keep the run; empty: nowhere
  std::vector<sweep::WantedKpi> also = {};                                    ///< beside those of `kpis`
};

/// Plays points of the scenario `base`, to which their overrides are still to be applied. It stays as it is; the copy that is played is
/// read and checked as every scenario is, and what is wrong with it is the point's failure.
sweep::Play play_of(scenario::Document base, Asked asked);

/// The issues in one line.
std::string one_line(const base::Issues& issues);

}  // namespace aibelt::cli
