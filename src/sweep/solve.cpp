#include "aibelt/sweep/solve.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <string>

#include <fmt/format.h>

#include "aibelt/base/error.hpp"
#include "aibelt/base/statistics.hpp"

namespace aibelt::sweep {
namespace {

/// `value` with as few digits as tell it from both ends, so that tables read well; `value` itself where none do.
double with_few_digits(double value, double low, double high) {
  constexpr int kMostDigits = 17;
  for (int digits = 3; digits < kMostDigits; ++digits) {
    const double rounded = std::strtod(fmt::format("{:.{}g}", value, digits).c_str(), nullptr);
    if (std::abs(rounded - value) < (high - low) / 8 && low < rounded && rounded < high) {
      return rounded;
    }
  }
  return value;
}

/// The middle of an interval; one of its ends where nothing fits between them.
double middle(const Goal& goal, double low, double high) {
  const double half = low + (high - low) / 2;
  return goal.is_whole ? std::floor(half) : with_few_digits(half, low, high);
}

std::vector<double> grid(const Goal& goal) {
  const double step = (goal.high - goal.low) / static_cast<double>(kGridValues - 1);
  std::vector<double> values = {goal.low};
  for (std::size_t i = 1; i + 1 < kGridValues; ++i) {
    const double value = goal.low + static_cast<double>(i) * step;
    values.push_back(goal.is_whole ? std::round(value) : with_few_digits(value, value - step, value + step));
  }
  values.push_back(goal.high);
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return values;
}

class Search {
 public:
  Search(const Goal& goal, const Evaluate& evaluate) : goal_(goal), evaluate_(evaluate) {}

  Solution run() {
    const std::vector<double> values = grid(goal_);
    tell(values);
    Solution solution;
    for (std::size_t i = 0; i + 1 < values.size(); ++i) {
      const bool crosses = trials_.at(values[i]).reaches != trials_.at(values[i + 1]).reaches;
      solution.n_crossings += crosses ? 1 : 0;
    }
    solution.is_monotone = is_monotone(values);
    auto bracket = first_that_reaches(values);
    if (bracket) {
      narrow(*bracket);
    }
    return described(std::move(solution), bracket);
  }

 private:
  /// A value that reaches the target, and one next to it, nearer to the end that is sought, that does not; the same value where there is none.
  struct Bracket {
    double in = 0;
    double out = 0;
  };

  void tell(const std::vector<double>& values) {
    const auto responses = evaluate_(values);
    base::ensure(responses.size() == values.size(), "a value that is tried has no responses");
    for (std::size_t i = 0; i < values.size(); ++i) {
      trials_[values[i]] = trial_of(values[i], responses[i]);
    }
  }

  Trial trial_of(double value, const std::vector<double>& responses) const {
    const base::Mean mean = base::mean_of(responses);
    Trial trial{value, responses.size(), mean.mean(), {}, false};
    double reserve = goal_.is_at_least ? mean.mean() - goal_.target : goal_.target - mean.mean();
    if (mean.standard_error() > 0) {
      // One-sided: the level that Student's t takes lies on both sides.
      trial.half_width = mean.standard_error() * base::student_t(2 * goal_.confidence - 1, mean.count() - 1);
      reserve -= *trial.half_width;
    }
    trial.reaches = reserve >= 0;  // false for NaN too
    return trial;
  }

  /// How far the mean is past the target, or short of it below zero, by its bound.
  double reserve_of(const Trial& trial) const {
    const double reserve = goal_.is_at_least ? trial.mean - goal_.target : goal_.target - trial.mean;
    return reserve - trial.half_width.value_or(0);
  }

  /// Whether no mean goes back against the way from the first to the last by more than the half-widths.
  bool is_monotone(const std::vector<double>& values) const {
    bool can_rise = true;
    bool can_fall = true;
    for (std::size_t i = 0; i + 1 < values.size(); ++i) {
      const Trial& one = trials_.at(values[i]);
      const Trial& next = trials_.at(values[i + 1]);
      const double noise = one.half_width.value_or(0) + next.half_width.value_or(0);
      can_rise = can_rise && !(next.mean < one.mean - noise);
      can_fall = can_fall && !(next.mean > one.mean + noise);
    }
    return can_rise || can_fall;
  }

  std::optional<Bracket> first_that_reaches(std::vector<double> values) const {
    if (goal_.wants_largest) {
      std::reverse(values.begin(), values.end());
    }
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (trials_.at(values[i]).reaches) {
        return Bracket{values[i], values[i == 0 ? 0 : i - 1]};
      }
    }
    return std::nullopt;
  }

  bool is_narrow(const Bracket& bracket) const {
    // Near zero the range stands in for the size of the answer, lest the search go on for ever.
    const double size =
        std::max({std::abs(bracket.in), std::abs(bracket.out), goal_.tolerance * (goal_.high - goal_.low)});
    return std::abs(bracket.in - bracket.out) <= goal_.tolerance * size;
  }

  void narrow(Bracket& bracket) {
    while (bracket.in != bracket.out && !is_narrow(bracket)) {
      const auto [low, high] = std::minmax(bracket.in, bracket.out);
      const double value = middle(goal_, low, high);
      if (value <= low || value >= high) {
        return;  // nothing fits between them
      }
      tell({value});
      (trials_.at(value).reaches ? bracket.in : bracket.out) = value;
    }
  }

  Solution described(Solution solution, const std::optional<Bracket>& bracket) const {
    for (const auto& [value, trial] : trials_) {
      const std::size_t index = solution.trials.size();
      solution.trials.push_back(trial);
      solution.has_confidence = solution.has_confidence || trial.half_width;
      if (bracket && value == bracket->in) {
        solution.answer = index;
      } else if (bracket && value == bracket->out) {
        solution.neighbour = index;
      }
      const double best = reserve_of(solution.trials[solution.best]);
      if (std::isnan(best) || reserve_of(trial) > best) {
        solution.best = index;
      }
    }
    return solution;
  }

  const Goal& goal_;
  const Evaluate& evaluate_;
  std::map<double, Trial> trials_;
};

}  // namespace

Solution solve(const Goal& goal, const Evaluate& evaluate) {
  base::ensure(goal.low < goal.high && goal.tolerance > 0 && goal.confidence > 0.5 && goal.confidence < 1,
               "a search is asked for without a range, a tolerance or a confidence");
  return Search(goal, evaluate).run();
}

}  // namespace aibelt::sweep
