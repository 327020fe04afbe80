#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "aibelt/base/issue.hpp"
#include "aibelt/scenario/document.hpp"
#include "aibelt/sweep/folder.hpp"
#include "aibelt/sweep/sweep.hpp"
#include "sweep_play.hpp"

namespace aibelt::cli {

/// Where a sweep comes from: all it takes to read it again.
struct SweepSource {
  std::string file;
  std::vector<std::string> overrides;
  std::optional<std::int64_t> seed;  ///< instead of the sweep file's
  std::string folder;                ///< of the results, from which the file is found again where both have moved
};

/// A sweep, read and checked, with the scenario it plays.
struct SweepSetup {
  sweep::Sweep sweep;
  scenario::Document base;                ///< without any override
  std::vector<std::string> expectations;  ///< of the scenario, as a Check names them
  sweep::Stamp stamp;

  Asked asked(const sweep::Folder& folder) const;
};

/// nullopt and every problem on stderr where something is wrong.
std::optional<SweepSetup> set_up(const SweepSource& source);

/// The same from a sweep's folder, which says where it came from; throws base::IoError where it is none.
std::optional<SweepSetup> set_up_again(const std::filesystem::path& folder);

/// The runs of a sweep as the runner takes them; `sweep` outlives it.
class SweepPoints : public sweep::Points {
 public:
  explicit SweepPoints(const sweep::Sweep& sweep) : sweep_(sweep) {}

  std::uint64_t n_runs() const override { return sweep_.n_runs(); }
  sweep::Point run(std::uint64_t number) const override { return sweep_.run(number); }

 private:
  const sweep::Sweep& sweep_;
};

/// Points that stand in a list.
class ListedPoints : public sweep::Points {
 public:
  explicit ListedPoints(std::vector<sweep::Point> points) : points_(std::move(points)) {}

  std::uint64_t n_runs() const override { return points_.size(); }
  sweep::Point run(std::uint64_t number) const override { return points_.at(number); }

 private:
  std::vector<sweep::Point> points_;
};

/// The hash of a scenario whatever is still to be set in it.
std::string hash_of(const scenario::Document& document);

/// What a sweep asks of its runs, as JSON.
scenario::Json asked_json(const std::vector<sweep::WantedKpi>& kpis, const std::vector<sweep::WantedCurve>& curves);

}  // namespace aibelt::cli
