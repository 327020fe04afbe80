#pragma once

#include <string>
#include <vector>

#include "tests/backcast_validation/backcast.hpp"
#include "tests/backcast_validation/published.hpp"

namespace aibelt::test {

/// One line of the score.
struct Line {
  std::string series;
  std::string when;
  int year;
  double run;
  Published published;

  double error() const { return 100 * (run / published.median - 1); }
  bool is_inside() const { return published.holds(run); }
};

/// The score as a table in Markdown.
void print(const std::vector<Line>& lines);

/// Thousand packages of each type by quarter.
std::vector<Line> package_lines(const Backcast& run, const Facts& facts);

/// Packages of all types by year; a sum of percentiles is wider than the percentile of the sum.
std::vector<Line> yearly_package_lines(const Backcast& run, const Facts& facts);

/// HBM bits by year, SK hynix's share of them, HBM in packages by quarter.
std::vector<Line> memory_lines(const Backcast& run, const Facts& facts);

/// CoWoS wafers used, those of all types and of NVIDIA beside what the published packages need, and use of capacity.
std::vector<Line> cowos_lines(const Backcast& run, const Facts& facts);

/// Lines of the years fitted on, or of 2025: how many there are, and how many lie inside the published range.
std::size_t count(const std::vector<Line>& lines, bool is_calibration);
std::size_t inside(const std::vector<Line>& lines, bool is_calibration);

}  // namespace aibelt::test
