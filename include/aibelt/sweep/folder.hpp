#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "aibelt/scenario/json_source.hpp"
#include "aibelt/sweep/point.hpp"

namespace aibelt::sweep {

/// The runs of a sweep; a pure function of its file, in memory that does not grow with their number.
class Points {
 public:
  virtual ~Points() = default;
  virtual std::uint64_t n_runs() const = 0;
  virtual Point run(std::uint64_t number) const = 0;  ///< `number` below n_runs
};

/// A factor as tables show it.
struct FactorColumn {
  std::string name;
  std::string path;  ///< of the scenario, or `fact.<id>`
  std::string unit;  ///< empty for a number or a word
};

/// What a sweep is, and what its points are worth.
struct Stamp {
  std::string name;   ///< of the sweep
  std::string title;  ///< its question, for tables
  /// The sweep as JSON, without paths of this machine: a folder that was made for another text is another sweep's.
  std::string sweep;
  /// What it takes to read the sweep again from the folder alone, as JSON, such as the paths of its files; may differ between
  /// machines, and no result depends on it.
  std::string source;
  std::string scenario_hash;  ///< of the scenario without overrides; points of another one are played again
  std::string version;        ///< of aibelt; points of another one are played again
  std::string asked;          ///< which figures and curves; points that were asked for others are played again
  std::uint64_t replications = 1;
  std::vector<FactorColumn> factors;  ///< as the levels of a Point
};

/// One of `count` parts of a sweep: the runs whose number leaves the rest `index` when divided by `count`.
struct Shard {
  std::uint64_t index = 0;  ///< below count
  std::uint64_t count = 1;
};

/// What is known of a point.
enum class PointState {
  absent,
  done,     ///< a result, or a failure, of this very content
  stale,    ///< of another version of aibelt, another scenario, or asked for other figures
  damaged,  ///< torn, cut short, or not written by aibelt
};

/// A point as found in the folder.
struct Found {
  PointState state = PointState::absent;
  Result result;        ///< of a done one
  std::string version;  ///< of a stale one: the aibelt that made it
  std::string said;     ///< of a done one that crashed: the last line it wrote to stderr
};

/// The folder of a sweep, on one machine or on a file system that many share: `sweep.json`, `points/<2 hex>/<64 hex>`, `runs/`,
/// and what `merge` puts there. Members throw base::IoError.
class Folder {
 public:
  /// Opens the folder, and makes it and its `sweep.json` where they are missing; IoError that says what differs where the folder is
  /// another sweep's.
  Folder(std::filesystem::path path, Stamp stamp);

  const std::filesystem::path& path() const { return path_; }
  const Stamp& stamp() const { return stamp_; }

  /// Where the result of a point is: named by its overrides and seed, not by its number.
  std::filesystem::path point_path(const Point& point) const;

  /// `runs/<design point>-<replication>`, for a Play that keeps the folders of its runs.
  std::filesystem::path run_path(const Point& point) const;

  Found find(const Point& point) const;

  /// Writes a result to `partial`, a path of nobody else's in this folder, and renames it to its place; whoever reads meanwhile sees
  /// the whole old file or the whole new one.
  void write(const Point& point, const Result& result, const std::string& said,
             const std::filesystem::path& partial) const;

  /// Where shards keep their locks and half-written points.
  std::filesystem::path work_path() const { return path_ / ".work"; }

  /// Every count of shards that ran here, ascending: what a list of missing points can be put down to.
  std::vector<std::uint64_t> shard_counts() const;

 private:
  std::filesystem::path path_;
  Stamp stamp_;
  std::string content_;  ///< what every key of a point begins with
};

/// `sweep.json` of a folder, with the keys `sweep` and `source` of its Stamp; IoError where it is missing or damaged.
scenario::Json read_description(const std::filesystem::path& folder);

}  // namespace aibelt::sweep
