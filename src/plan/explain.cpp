#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "aibelt/plan/solver.hpp"

namespace aibelt::plan {
namespace {

constexpr double kAmount = 1e-6;            // below which a violation, a price or a speed counts as none
constexpr std::size_t kLongestTrial = 400;  // rows of a conflict that are tried one by one
constexpr std::size_t kMostLines = 12;

std::size_t at(int position) { return static_cast<std::size_t>(position); }

/// The programme with rows that may give: the least sum of what they give is asked for.
struct Elastic {
  Programme programme{Programme::Goal::least};
  std::vector<int> above;  ///< column by row, −1 where it has no upper bound
  std::vector<int> below;
};

/// Only the rows that `keeps` says are in it.
Elastic elastic_of(const Programme& from, const std::vector<bool>& keeps) {
  Elastic made;
  for (const Programme::Column& column : from.columns()) {
    made.programme.add_column({column.name, column.low, column.high});
  }
  std::vector<int> numbers;
  for (std::size_t i = 0; i < from.rows().size(); ++i) {
    const Programme::Row& row = from.rows()[i];
    made.above.push_back(-1);
    made.below.push_back(-1);
    numbers.push_back(keeps[i] ? made.programme.add_row({row.name, row.low, row.high}) : -1);
    if (keeps[i] && row.high < kNoLimit) {
      made.above.back() = made.programme.add_column({row.name + " higher", 0, kNoLimit, 1});
      made.programme.add_term(numbers.back(), made.above.back(), -1);
    }
    if (keeps[i] && row.low > -kNoLimit) {
      made.below.back() = made.programme.add_column({row.name + " lower", 0, kNoLimit, 1});
      made.programme.add_term(numbers.back(), made.below.back(), 1);
    }
  }
  for (const Term& term : from.terms()) {
    if (numbers[at(term.row)] >= 0) {
      made.programme.add_term(numbers[at(term.row)], term.column, term.factor);
    }
  }
  return made;
}

bool is_possible(const Programme& programme, const std::vector<bool>& keeps) {
  return solve(elastic_of(programme, keeps).programme).objective <= kAmount;
}

/// Rows with a price in the least violation: these alone are impossible already (Farkas).
std::vector<bool> priced_rows(const Solution& least) {
  std::vector<bool> priced;
  for (const double price : least.prices) {
    priced.push_back(std::abs(price) > kAmount);
  }
  return priced;
}

/// The rate of growth of one bound in a direction: none may move past it, all may move away.
double direction_bound(double bound) { return std::abs(bound) < kNoLimit ? 0 : bound; }

std::vector<std::string> explain_conflict(const Programme& programme) {
  const Conflict conflict = conflict_of(programme);
  std::vector<std::string> lines = {fmt::format(
      "no plan meets these {} limits together; without any one of them, the others can be met:", conflict.rows.size())};
  for (const int row : conflict.rows) {
    const Programme::Row& held = programme.rows()[at(row)];
    const std::string low = held.low > -kNoLimit ? fmt::format(" at least {:g}", held.low) : "";
    const std::string high = held.high < kNoLimit ? fmt::format(" at most {:g}", held.high) : "";
    lines.push_back("  " + held.name + ":" +
                    (held.low == held.high ? fmt::format(" exactly {:g}", held.low) : low + high));
  }
  lines.emplace_back("the least that would have to give:");
  for (const Give& give : conflict.gives) {
    lines.push_back(fmt::format("  {} would have to be {:g} {}", programme.rows()[at(give.row)].name, std::abs(give.by),
                                give.by > 0 ? "higher" : "lower"));
  }
  return lines;
}

std::vector<std::string> explain_runaway(const Programme& programme) {
  const std::vector<double> speeds = runaway_of(programme);
  std::vector<std::string> lines = {"nothing limits these, which grow together without end:"};
  for (std::size_t i = 0; i < speeds.size() && lines.size() <= kMostLines; ++i) {
    if (std::abs(speeds[i]) > kAmount) {
      lines.push_back(fmt::format("  {} by {:g}", programme.columns()[i].name, speeds[i]));
    }
  }
  return lines;
}

}  // namespace

Conflict conflict_of(const Programme& programme) {
  const std::vector<bool> all(programme.rows().size(), true);
  const Elastic elastic = elastic_of(programme, all);
  const Solution least = solve(elastic.programme);
  Conflict found;
  if (least.status != Status::optimal || least.objective <= kAmount) {
    return found;
  }
  for (std::size_t i = 0; i < all.size(); ++i) {
    const double above = elastic.above[i] >= 0 ? least.values[at(elastic.above[i])] : 0;
    const double below = elastic.below[i] >= 0 ? least.values[at(elastic.below[i])] : 0;
    if (std::max(above, below) > kAmount) {
      found.gives.push_back({static_cast<int>(i), above > below ? above : -below});
    }
  }
  std::vector<bool> kept = priced_rows(least);
  const auto n_kept = static_cast<std::size_t>(std::count(kept.begin(), kept.end(), true));
  for (std::size_t i = 0; i < kept.size() && n_kept <= kLongestTrial; ++i) {
    if (kept[i]) {
      kept[i] = false;
      kept[i] = is_possible(programme, kept);
    }
  }
  for (std::size_t i = 0; i < kept.size(); ++i) {
    if (kept[i]) {
      found.rows.push_back(static_cast<int>(i));
    }
  }
  return found;
}

std::vector<double> runaway_of(const Programme& programme) {
  Programme directions(programme.goal());
  for (const Programme::Column& column : programme.columns()) {
    directions.add_column(
        {column.name, column.low > -kNoLimit ? 0 : -1.0, column.high < kNoLimit ? 0 : 1.0, column.worth});
  }
  for (const Programme::Row& row : programme.rows()) {
    directions.add_row({row.name, direction_bound(row.low), direction_bound(row.high)});
  }
  for (const Term& term : programme.terms()) {
    directions.add_term(term.row, term.column, term.factor);
  }
  Solution found = solve(directions);
  found.values.resize(programme.columns().size(), 0);
  return found.values;
}

std::vector<std::string> explain(const Programme& programme, Status status) {
  switch (status) {
    case Status::infeasible:
      return explain_conflict(programme);
    case Status::unbounded:
      return explain_runaway(programme);
    case Status::given_up:
      return {"the solver gave up before it found a best plan"};
    case Status::optimal:
      break;
  }
  return {};
}

}  // namespace aibelt::plan
