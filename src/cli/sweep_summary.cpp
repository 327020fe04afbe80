#include "sweep_summary.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "table.hpp"

namespace aibelt::cli {
namespace {

using report::Verdict;

/// Calls `visit` with each finished point of the shard, in the order of numbers.
void for_each_finished(const sweep::Points& points, const sweep::Folder& folder, sweep::Shard shard,
                       const std::function<void(const sweep::Point&, const sweep::Result&)>& visit) {
  for (std::uint64_t number = shard.index; number < points.n_runs(); number += shard.count) {
    const sweep::Point point = points.run(number);
    const sweep::Found found = folder.find(point);
    if (found.state == sweep::PointState::done) {
      visit(point, found.result);
    }
  }
}

/// Takes the figures of point after point together.
class Spans {
 public:
  void add(const sweep::Figure& figure) {
    const auto [at, is_new] = known_.try_emplace({figure.name, figure.unit}, spans_.size());
    if (is_new) {
      spans_.push_back({figure.name, figure.unit, {}, figure.value, figure.value});
    }
    FigureSpan& span = spans_[at->second];
    span.mean.add(figure.value);
    span.low = std::min(span.low, figure.value);
    span.high = std::max(span.high, figure.value);
  }

  std::vector<FigureSpan> take() { return std::move(spans_); }

 private:
  std::map<std::pair<std::string, std::string>, std::size_t> known_;
  std::vector<FigureSpan> spans_;
};

std::string name_of(const sweep::Point& point) {
  return fmt::format("point {}, replication {}", point.design_point, point.replication);
}

bool is_about(const std::string& failed_check, const std::string& expectation) {
  return failed_check.starts_with(expectation + " is ") || failed_check.starts_with(expectation + " has no value");
}

/// How each of the expectations came out; what fails that is none of them, such as one the point itself sets, comes last. Failed checks stand in the order of expectations, and each begins with what it is about.
std::vector<report::JUnitCase> cases_of(const std::string& group, const sweep::Result& result,
                                        const std::vector<std::string>& expectations) {
  std::vector<report::JUnitCase> cases;
  auto failed = result.failed_checks.begin();
  for (const std::string& expectation : expectations) {
    report::JUnitCase one{group, expectation, Verdict::passed, ""};
    if (!result.failure.empty()) {
      one.verdict = Verdict::error;
      one.message = result.failure;
    } else if (failed != result.failed_checks.end() && is_about(*failed, expectation)) {
      one.verdict = Verdict::failure;
      one.message = *failed++;
    }
    cases.push_back(std::move(one));
  }
  for (; failed != result.failed_checks.end(); ++failed) {
    cases.push_back({group, *failed, Verdict::failure, *failed});
  }
  return cases;
}

}  // namespace

SweepSummary summary_of(const sweep::Points& points, const sweep::Folder& folder, sweep::Shard shard,
                        const std::vector<std::string>& expectations) {
  SweepSummary summary;
  Spans spans;
  for_each_finished(points, folder, shard, [&](const sweep::Point& point, const sweep::Result& result) {
    const bool has_failed = !result.failure.empty();
    ++summary.n_points;
    summary.n_failed += has_failed ? 1U : 0U;
    summary.n_failed_checks += result.failed_checks.empty() ? 0U : 1U;
    for (const report::JUnitCase& one : cases_of(name_of(point), result, expectations)) {
      summary.checks.count(one.verdict);
    }
    for (const sweep::Figure& figure : result.figures) {
      spans.add(figure);
    }
  });
  summary.figures = spans.take();
  return summary;
}

std::string summary_table(const SweepSummary& summary, std::size_t most) {
  std::string text;
  if (!summary.figures.empty()) {
    std::vector<std::vector<std::string>> rows = {{"over all points", "least", "mean", "most", "unit"}};
    for (std::size_t i = 0; i < std::min(most, summary.figures.size()); ++i) {
      const FigureSpan& one = summary.figures[i];
      rows.push_back(
          {one.name, short_number(one.low), short_number(one.mean.mean()), short_number(one.high), one.unit});
    }
    text += text_table(rows, rows[0].size() - 1);
    if (summary.figures.size() > most) {
      text += fmt::format("({} more in points.csv)\n", summary.figures.size() - most);
    }
  }
  return text;
}

void write_checks(const sweep::Points& points, const sweep::Folder& folder, sweep::Shard shard,
                  const std::vector<std::string>& expectations, const report::JUnitCounts& checks,
                  const std::string& file) {
  report::JUnitFile junit(file, folder.stamp().name, checks);
  for_each_finished(points, folder, shard, [&](const sweep::Point& point, const sweep::Result& result) {
    for (const report::JUnitCase& one : cases_of(name_of(point), result, expectations)) {
      junit.write(one);
    }
  });
  junit.commit();
}

}  // namespace aibelt::cli
