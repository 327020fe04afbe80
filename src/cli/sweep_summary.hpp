#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "aibelt/base/statistics.hpp"
#include "aibelt/report/junit.hpp"
#include "aibelt/sweep/folder.hpp"

namespace aibelt::cli {

/// One figure over the points that have it.
struct FigureSpan {
  std::string name;
  std::string unit;
  base::Mean mean;
  double low = 0;
  double high = 0;
};

/// What the finished points of a sweep, or of a shard of it, come to.
struct SweepSummary {
  std::uint64_t n_points = 0;  ///< finished ones
  std::uint64_t n_failed = 0;
  std::uint64_t n_failed_checks = 0;  ///< points with a result that fails a check
  std::vector<FigureSpan> figures;    ///< in the order first met
  report::JUnitCounts checks;         ///< one for each point and expectation
};

SweepSummary summary_of(const sweep::Points& points, const sweep::Folder& folder, sweep::Shard shard,
                        const std::vector<std::string>& expectations);

/// A line a figure, with its least, mean and most over the points, up to `most`; then how many points failed.
std::string summary_table(const SweepSummary& summary, std::size_t most = 20);

/// Writes a test case for each finished point and expectation; `checks` are the summary's.
void write_checks(const sweep::Points& points, const sweep::Folder& folder, sweep::Shard shard,
                  const std::vector<std::string>& expectations, const report::JUnitCounts& checks,
                  const std::string& file);

}  // namespace aibelt::cli
