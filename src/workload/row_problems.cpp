#include "aibelt/workload/row_problems.hpp"

#include <fmt/format.h>

namespace aibelt::workload {
namespace {

struct Wording {
  std::string_view name;
  std::string_view text;
};

constexpr std::array<Wording, kRowProblems> kWordings{{
    {"unordered", "is submitted before the row above it; the job takes its place by submission time"},
    {"missing_fields", "has fewer fields than the format"},
    {"extra_fields", "has more fields than the format"},
    {"torn_line", "breaks off: the file ends within this row"},
    {"not_a_number", "holds something other than a number"},
    {"out_of_range", "holds a time or an amount beyond the range of a trace"},
    {"negative_submission", "has a negative submission time"},
    {"negative_runtime", "has a negative runtime"},
    {"zero_runtime", "has a runtime of zero"},
    {"longer_than_estimate", "ran longer than its estimate"},
    {"no_processors", "asks for no processors"},
    {"too_many_processors", "asks for more processors than the cluster has"},
    {"unknown_profile", "has a profile that is missing or has no fixed duration"},
    {"no_runtime", "has no runtime: the job never started, or its end is not known"},
}};

}  // namespace

std::string_view name_of(RowProblem problem) { return kWordings[static_cast<std::size_t>(problem)].name; }

std::string_view text_of(RowProblem problem) { return kWordings[static_cast<std::size_t>(problem)].text; }

void RowProblems::add(std::int64_t line, RowProblem problem) {
  Tally& tally = tallies_[static_cast<std::size_t>(problem)];
  ++count_;
  if (++tally.count <= static_cast<std::int64_t>(kLinesKept)) {
    tally.first_lines.push_back(line);
  }
  if (listener_) {
    listener_(line, problem);
  }
}

base::Issues RowProblems::issues(const std::string& file) const {
  base::Issues issues;
  for (std::size_t i = 0; i < kRowProblems; ++i) {
    const Tally& tally = tallies_[i];
    const Wording& wording = kWordings[i];
    for (const std::int64_t line : tally.first_lines) {
      issues.push_back({.file = file, .message = fmt::format("row {}", wording.text), .line = static_cast<int>(line)});
    }
    const auto n_more = tally.count - static_cast<std::int64_t>(tally.first_lines.size());
    if (n_more > 0) {
      issues.push_back({.file = file, .message = fmt::format("{}: {} more rows", wording.name, n_more)});
    }
  }
  return issues;
}

}  // namespace aibelt::workload
