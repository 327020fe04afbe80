#include "aibelt/sweep/merge.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "aibelt/base/error.hpp"
#include "aibelt/report/partial_folder.hpp"
#include "lock.hpp"
#include "merge_groups.hpp"
#include "tables.hpp"

namespace aibelt::sweep {
namespace {

void append(std::vector<NumberRange>& numbers, std::uint64_t number) {
  if (!numbers.empty() && numbers.back().last + 1 == number) {
    numbers.back().last = number;
  } else {
    numbers.push_back({number, number});
  }
}

void count_missing(Missing& missing, std::uint64_t number, PointState state) {
  append(missing.numbers, number);
  missing.n_absent += std::uint64_t{state == PointState::absent};
  missing.n_stale += std::uint64_t{state == PointState::stale};
  missing.n_damaged += std::uint64_t{state == PointState::damaged};
}

/// Goes through all points: what is missing, how they came out, and what tables they fill.
Merged look_through(const Points& points, const Folder& folder, const std::function<bool()>& is_interrupted,
                    TableShape& shape) {
  Merged merged;
  merged.n_points = points.n_runs();
  for (std::uint64_t number = 0; number < merged.n_points && !merged.is_interrupted; ++number) {
    merged.is_interrupted = is_interrupted();
    const Found found = folder.find(points.run(number));
    if (found.state != PointState::done) {
      count_missing(merged.missing, number, found.state);
      continue;
    }
    shape.see(found.result);
    merged.n_failed += std::uint64_t{!found.result.failure.empty()};
    merged.n_failed_checks += std::uint64_t{!found.result.failed_checks.empty()};
  }
  shape.settle();
  return merged;
}

/// False where it was interrupted.
bool write_tables(const Points& points, const Folder& folder, const std::function<bool()>& is_interrupted,
                  GroupTables& groups, Tables& tables) {
  for (std::uint64_t number = 0; number < points.n_runs(); ++number) {
    if (is_interrupted()) {
      return false;
    }
    const Point point = points.run(number);
    const Found found = folder.find(point);
    if (found.state != PointState::done) {
      throw base::IoError(folder.point_path(point).string(), "the point went while it was merged; merge again");
    }
    tables.write(point, found.result);
    groups.add(point, found.result);
  }
  groups.finish();
  return true;
}

/// Writes to several tables alike.
class AllTables : public Tables {
 public:
  AllTables(const Stamp& stamp, const TableShape& shape, const FilePath& path) {
    tables_.push_back(csv_tables(stamp, shape, path));
    tables_.push_back(sqlite_tables(stamp, shape, path));
  }

  void write(const Point& point, const Result& result) override {
    for (const auto& tables : tables_) {
      tables->write(point, result);
    }
  }
  void write(const FanRow& row) override {
    for (const auto& tables : tables_) {
      tables->write(row);
    }
  }
  void write(const MeanRow& row) override {
    for (const auto& tables : tables_) {
      tables->write(row);
    }
  }
  void finish() override {
    for (const auto& tables : tables_) {
      tables->finish();
    }
  }

 private:
  std::vector<std::unique_ptr<Tables>> tables_;
};

}  // namespace

Merged merge(const Points& points, const Folder& folder, const std::function<bool()>& is_interrupted) {
  const FolderLock lock(folder, {});
  TableShape shape;
  Merged merged = look_through(points, folder, is_interrupted, shape);
  if (merged.is_interrupted || merged.missing.n() > 0) {
    return merged;
  }
  report::PartialFolder files(folder.path());
  AllTables tables(folder.stamp(), shape, [&](const std::string& name) { return files.add(name); });
  GroupTables groups(folder, shape, tables);
  merged.is_interrupted = !write_tables(points, folder, is_interrupted, groups, tables);
  if (!merged.is_interrupted) {
    tables.finish();
    files.commit();
  }
  return merged;
}

std::string to_text(const std::vector<NumberRange>& numbers, std::size_t most) {
  std::vector<std::string> texts;
  std::uint64_t n_more = 0;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const auto [first, last] = numbers[i];
    if (i >= most) {
      n_more += last - first + 1;
    } else {
      texts.push_back(first == last ? std::to_string(first) : fmt::format("{}-{}", first, last));
    }
  }
  const std::string text = fmt::format("{}", fmt::join(texts, ", "));
  return n_more == 0 ? text : fmt::format("{} and {} more", text, n_more);
}

std::vector<std::uint64_t> shards_of(const std::vector<NumberRange>& numbers, std::uint64_t count) {
  std::set<std::uint64_t> shards;
  for (const auto& [first, last] : numbers) {
    for (std::uint64_t number = first; number <= last && number - first < count; ++number) {
      shards.insert(number % count);
    }
  }
  return {shards.begin(), shards.end()};
}

std::string explain(const Missing& missing, const Folder& folder) {
  std::vector<std::string> kinds;
  for (const auto& [n, what] : {std::pair{missing.n_absent, "not played"},
                                {missing.n_stale, "of another version of aibelt or of another scenario"},
                                {missing.n_damaged, "damaged"}}) {
    if (n > 0) {
      kinds.push_back(fmt::format("{} {}", n, what));
    }
  }
  std::string text = fmt::format("points missing: {} ({}), numbers {}\n", missing.n(), fmt::join(kinds, ", "),
                                 to_text(missing.numbers));
  for (const std::uint64_t count : folder.shard_counts()) {
    if (count > 1) {
      std::vector<NumberRange> shards;
      for (const std::uint64_t shard : shards_of(missing.numbers, count)) {
        append(shards, shard);
      }
      text += fmt::format("of {} shards they belong to {}\n", count, to_text(shards));
    }
  }
  return text + "run the sweep, or these shards, again: finished points are kept; then merge\n";
}

}  // namespace aibelt::sweep
