#include "aibelt/plan/study.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace aibelt::plan {
namespace {

constexpr double kLeastWorth = 1e-9;  // of the objective's value; a price below it counts as none
constexpr int kGap = 2;               // months without a price that do not end a range

int year_of(const SupplyProgramme& supply, int period) {
  return base::year_of(base::month_of(supply.periods[static_cast<std::size_t>(period)]));
}

/// Whether a column counts in what is said of `year`.
bool counts(const SupplyProgramme& supply, std::size_t column, int year) {
  const int period = supply.objective_period[column];
  return period >= 0 && (supply.is_of_goods ? year_of(supply, period) <= year : year_of(supply, period) == year);
}

double value_of(const SupplyProgramme& supply, const std::vector<double>& values, int year) {
  double value = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    value += counts(supply, i, year) ? values[i] * supply.programme.columns()[i].worth : 0;
  }
  return value * supply.scale;
}

/// Of all best plans one that has its goods early: each counts for the periods that are left when it comes.
std::vector<double> early_plan(const SupplyProgramme& supply, const Solution& best) {
  Programme early = supply.programme;
  const double least = best.objective - kTolerance * std::max(1.0, std::abs(best.objective));
  const int row = early.add_row({"as much as there can be", least, kNoLimit});
  const auto n_periods = static_cast<double>(supply.periods.size() - 1);
  for (std::size_t i = 0; i < supply.programme.columns().size(); ++i) {
    const double worth = supply.programme.columns()[i].worth;
    early.add_term(row, static_cast<int>(i), worth);
    early.set_worth(static_cast<int>(i), worth * (n_periods - supply.objective_period[i]) / n_periods);
  }
  Solution found = solve(early);
  return found.status == Status::optimal ? std::move(found.values) : best.values;
}

/// The most that each year can come to by itself.
void bound_years(const SupplyProgramme& supply, Solver& solver, std::vector<YearValue>& years) {
  const auto& columns = supply.programme.columns();
  for (YearValue& year : years) {
    std::vector<double> worths(columns.size(), 0);
    for (std::size_t i = 0; i < columns.size(); ++i) {
      worths[i] = counts(supply, i, year.year) ? columns[i].worth : 0;
    }
    solver.set_worths(worths);
    const Solution best = solver.solve();
    year.bound = best.status == Status::optimal ? std::max(0.0, best.objective * supply.scale) : kNoLimit;
  }
}

/// A round number of units: a hundredth of the limit at most, or a few where it is small.
double step_of(double amount) {
  constexpr double kFew = 10;
  constexpr double kLeast = 1e-3;
  const double most = std::max({amount / 100, std::min(amount / 10, kFew), kLeast});
  return std::pow(10, std::floor(std::log10(most) + 1e-9));
}

/// What one per cent more of the limit in this month alone adds a hundredth of.
double worth_of(const SupplyProgramme& supply, const std::vector<double>& prices, std::size_t i) {
  const MonthLimit& limit = supply.month_limits[i];
  const bool has_next = i + 1 < prices.size() && supply.month_limits[i + 1].limited == limit.limited;
  const bool is_rate = supply.limited[limit.limited].is_rate;
  return (prices[i] - (is_rate || !has_next ? 0 : prices[i + 1])) * limit.amount;
}

bool is_demand(const SupplyProgramme& supply, const PriceRange& range) {
  return supply.limited[range.limited].kind == "demand";
}

std::vector<PriceRange> ranges_of(const SupplyProgramme& supply, const std::vector<double>& prices, double least) {
  std::vector<PriceRange> ranges;
  for (std::size_t i = 0; i < prices.size(); ++i) {
    const MonthLimit& limit = supply.month_limits[i];
    if (prices[i] * std::max(limit.amount, 1.0) <= least) {
      continue;
    }
    const bool goes_on = !ranges.empty() && ranges.back().limited == limit.limited &&
                         limit.month.index - ranges.back().to.index <= 1 + kGap;
    if (!goes_on) {
      ranges.push_back({limit.limited, limit.month, limit.month, limit.month});
    }
    PriceRange& range = ranges.back();
    range.to = limit.month;
    range.step = std::max(range.step, step_of(limit.amount));
    range.worth += worth_of(supply, prices, i);
    range.mean += prices[i];
    if (prices[i] > range.peak) {
      range.peak = prices[i];
      range.peak_month = limit.month;
    }
  }
  for (PriceRange& range : ranges) {
    range.mean /= range.to.index - range.from.index + 1;
  }
  std::stable_sort(ranges.begin(), ranges.end(), [&](const PriceRange& a, const PriceRange& b) {
    return std::pair(!is_demand(supply, a), a.worth) > std::pair(!is_demand(supply, b), b.worth);
  });
  return ranges;
}

/// Solves again with more and less of the limit in the month of its highest price.
void solve_range(const SupplyProgramme& supply, Solver& solver, double objective, PriceRange& range) {
  const auto limit = std::find_if(supply.month_limits.begin(), supply.month_limits.end(), [&](const MonthLimit& known) {
    return known.limited == range.limited && known.month == range.peak_month;
  });
  const double noise = kLeastWorth * std::abs(objective);
  const auto clean = [&](double found) { return std::abs(found) > noise ? found * supply.scale : 0; };
  range.gain = clean(gain_of(*limit, supply, solver, range.step, objective));
  const double less = gain_of(*limit, supply, solver, -range.step, objective);
  range.loss = std::isnan(less) ? range.gain : 0 - clean(less);
  range.is_solved = true;
}

}  // namespace

bool PriceRange::is_one_sided() const {
  constexpr double kHundredth = 0.01;
  const double priced = peak * step;
  return is_solved && std::max(std::abs(loss - priced), std::abs(gain - priced)) > kHundredth * priced;
}

Study study(const SupplyProgramme& supply, const StudyOptions& options) {
  Solver solver(supply.programme);
  Study made{.solution = solver.solve()};
  if (made.solution.status != Status::optimal) {
    return made;
  }
  made.solution = solver.solve();  // without presolve, so that what is solved again later differs by the change alone
  const double objective = made.solution.objective;
  made.value = objective * supply.scale;
  made.plan = supply.is_of_goods ? early_plan(supply, made.solution) : made.solution.values;
  for (const MonthLimit& limit : supply.month_limits) {
    made.prices.push_back(price_of(limit, made.solution) * supply.scale);
  }
  made.ranges = ranges_of(supply, made.prices, made.value * kLeastWorth);
  for (std::size_t i = 0; i < std::min(options.n_solved, made.ranges.size()); ++i) {
    if (is_demand(supply, made.ranges[i])) {
      break;
    }
    solve_range(supply, solver, objective, made.ranges[i]);
  }
  for (std::size_t period = 0; period + 1 < supply.periods.size(); ++period) {
    const int year = year_of(supply, static_cast<int>(period));
    if (made.years.empty() || made.years.back().year != year) {
      made.years.push_back({year, value_of(supply, made.plan, year), 0});
    }
  }
  if (options.has_year_bounds) {
    bound_years(supply, solver, made.years);
  }
  return made;
}

}  // namespace aibelt::plan
