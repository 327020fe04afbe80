#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "aibelt/base/issue.hpp"

namespace aibelt::workload {

/// What can be wrong with one row of a trace. Only an `unordered` row still gives a job.
enum class RowProblem : std::uint8_t {
  unordered,       ///< submitted before the row above; takes its place by submission time
  missing_fields,  ///< fewer fields than the format has
  extra_fields,    ///< more fields than the format has, as where a line break was lost
  torn_line,       ///< the file breaks off within this row
  not_a_number,    ///< a field the replay uses holds something else
  out_of_range,    ///< a time or an amount beyond what a trace can hold
  negative_submission,
  negative_runtime,
  zero_runtime,          ///< refused by Screening::strict
  longer_than_estimate,  ///< refused by Screening::strict
  no_processors,
  too_many_processors,  ///< more than the cluster has
  unknown_profile,      ///< the profile is missing or has no fixed duration
  no_runtime,           ///< the job never started, or its end is not known
};
inline constexpr std::size_t kRowProblems = 14;

/// `negative_runtime` and so on.
std::string_view name_of(RowProblem problem);

/// One sentence for the user.
std::string_view text_of(RowProblem problem);

/// Counts the bad rows of a trace by problem; remembers the first lines of each.
class RowProblems {
 public:
  using Listener = std::function<void(std::int64_t line, RowProblem problem)>;

  RowProblems() = default;

  /// `listener` hears of every bad row as it is met.
  explicit RowProblems(Listener listener) : listener_(std::move(listener)) {}

  void add(std::int64_t line, RowProblem problem);

  /// Tells the listener nothing more.
  void silence() { listener_ = {}; }

  std::int64_t count() const { return count_; }
  std::int64_t count(RowProblem problem) const { return tally(problem).count; }

  /// For each problem an issue on each of its first lines and one on how many more there are.
  base::Issues issues(const std::string& file) const;

 private:
  static constexpr std::size_t kLinesKept = 10;

  struct Tally {
    std::int64_t count = 0;
    std::vector<std::int64_t> first_lines;
  };

  const Tally& tally(RowProblem problem) const { return tallies_[static_cast<std::size_t>(problem)]; }

  std::array<Tally, kRowProblems> tallies_;
  std::int64_t count_ = 0;
  Listener listener_;
};

}  // namespace aibelt::workload
