#pragma once

#include <cmath>
#include <filesystem>
#include <string>
#include <vector>

#include "aibelt/sweep/folder.hpp"
#include "aibelt/sweep/merge.hpp"
#include "aibelt/sweep/runner.hpp"
#include "tests/support/temporary_folder.hpp"

namespace aibelt::test {

/// `n_design_points` points of one factor, `wafers`, each with some replications.
class ExamplePoints : public sweep::Points {
 public:
  explicit ExamplePoints(std::uint64_t n_design_points, std::uint64_t replications = 1)
      : n_design_points_(n_design_points), replications_(replications) {}

  std::uint64_t n_runs() const override { return n_design_points_ * replications_; }

  sweep::Point run(std::uint64_t number) const override {
    sweep::Point point;
    point.number = number;
    point.design_point = number / replications_;
    point.replication = number % replications_;
    point.seed = sweep::seed_of(7, point.replication);
    point.levels = {std::to_string(10 * point.design_point) + " kwafer/month"};
    point.overrides = {"fabs.m15x.wafers=" + point.levels[0]};
    return point;
  }

 private:
  std::uint64_t n_design_points_;
  std::uint64_t replications_;
};

inline sweep::Stamp example_stamp(std::uint64_t replications = 1) {
  sweep::Stamp stamp;
  stamp.name = "ramps";
  stamp.title = "How far does a ramp reach?";
  stamp.sweep = R"({"design": "list", "replications": )" + std::to_string(replications) + "}";
  stamp.source = R"({"file": "sweep.json"})";
  stamp.scenario_hash = "0123";
  stamp.version = "0.5.0";
  stamp.asked = "all";
  stamp.replications = replications;
  stamp.factors = {{"wafers", "fabs.m15x.wafers", "wafers/month"}};
  return stamp;
}

/// Two figures and two curves, a pure function of the point.
inline sweep::Result example_result(const sweep::Point& point) {
  sweep::Result result;
  const double size = static_cast<double>(point.design_point) + static_cast<double>(point.seed % 1000) / 7;
  result.figures = {{"tokens_served", "tokens", size}, {"tokens_served@2029", "tokens", -0.0}};
  metrics::Curve served{{"service", "chat", "tokens", "served", "tokens"}, {}};
  for (int month = 0; month < 3; ++month) {
    served.months[base::Month{12 * 2027 + month}] = size * (month + 1);
  }
  result.curves = {served};
  if (point.design_point % 2 == 1) {  // a curve that half the points have
    result.curves.push_back(
        {{"site", "ulsan, phase 1", "power", "drawn", "MWh"}, {{base::Month{12 * 2027 + 1}, size}}});
  }
  return result;
}

/// One line a play, appended to a file, so that plays of all processes can be counted.
class PlayLog {
 public:
  explicit PlayLog(std::filesystem::path file) : file_(std::move(file)) {}

  void add(const sweep::Point& point) const {
    std::ofstream(file_, std::ios::app) << std::to_string(point.number) + "\n" << std::flush;
  }

  std::vector<int> numbers() const {
    std::vector<int> numbers;
    std::ifstream stream(file_);
    for (int number = 0; stream >> number;) {
      numbers.push_back(number);
    }
    return numbers;
  }

 private:
  std::filesystem::path file_;
};

inline sweep::ShardOutcome run_example(const std::filesystem::path& path, const sweep::Points& points,
                                       const sweep::Stamp& stamp, const sweep::Play& play = example_result,
                                       const sweep::RunOptions& options = {}) {
  return sweep::run_points(points, sweep::Folder(path, stamp), play, options);
}

/// All merged files in one text.
inline std::string merged_bytes(const std::filesystem::path& path, const sweep::Points& points,
                                const sweep::Stamp& stamp) {
  if (sweep::merge(points, sweep::Folder(path, stamp)).missing.n() > 0) {
    return "incomplete";
  }
  std::string bytes;
  for (const char* name : {"points.csv", "curves.csv", "fans.csv", "means.csv", "sweep.sqlite"}) {
    bytes += name + content_of(path / name);
  }
  return bytes;
}

/// What an unsharded sweep with one job gives.
inline std::string expected_bytes(const sweep::Points& points, const sweep::Stamp& stamp,
                                  const sweep::Play& play = example_result) {
  const TemporaryFolder folder;
  run_example(folder.path(), points, stamp, play);
  return merged_bytes(folder.path(), points, stamp);
}

}  // namespace aibelt::test
