#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "aibelt/plan/supply_plan.hpp"
#include "grid.hpp"

namespace aibelt::plan {

/// Days of a mean month, for which rates a month are stated.
inline constexpr double kMonthDays = 365.25 / 12;

/// Columns of one thing by period; −1 where there is none.
using Columns = std::vector<int>;

/// A sum of columns by period.
using Sums = std::vector<std::vector<std::pair<int, double>>>;

/// Adds columns, stocks and limits to a supply programme.
class Builder {
 public:
  Builder(const Network& network, SupplyProgramme& to) : grid_(network), to_(to) {}

  const Grid& grid() const { return grid_; }
  SupplyProgramme& programme() { return to_; }

  /// `capacity of m15x in 2027-03`.
  std::string dated(const std::string& what, std::size_t period) const;

  int add_column(const std::string& what, std::size_t period, double high = kNoLimit, double worth = 0);

  /// The same, to be reported as a flow.
  int add_flow(Flow flow, double high = kNoLimit, double worth = 0);

  /// Lets a column, which had no worth, count in the objective of `period`.
  void add_worth(int column, std::size_t period, double worth);

  /// What is kept from each period to the next: `in` − `out` adds to it; `amounts` come from outside. No goods, no columns.
  Columns add_stock(const std::string& what, const Sums& in, const Sums& out, const std::vector<double>& amounts);

  /// Holds `use` to a daily limit, seen `ahead` days ahead, and enters the limit for its shadow price.
  void add_limit(const Limited& what, const Limit& limit, double ahead, const Sums& use);

  /// The same for a limit whose rows stand for the given days each, `use` being by row.
  using Days = std::vector<std::pair<std::size_t, std::size_t>>;
  void add_parts_limit(const Limited& what, const Limit& limit, const Days& days, const Sums& use);

  /// Holds the level of something at the end of each period to the highest that `by_day` has had, or to `least`.
  void add_level_limit(const Limited& what, const Daily& by_day, double least, double ahead, const Columns& level);

  /// Enters what a period's row allows as a daily limit for its shadow price.
  void note_limit(const Limited& what, const Daily& by_day, double ahead, const std::vector<int>& rows);

  Sums no_sums() const { return Sums(grid_.n_periods()); }

 private:
  void note_rows(const Limited& what, const Daily& by_day, const Days& days, const std::vector<int>& rows);
  void note_months(const Limited& what, const std::function<double(std::size_t, std::size_t)>& amount,
                   const std::function<void(MonthLimit&, std::size_t, std::size_t)>& add_rows);

  Grid grid_;
  SupplyProgramme& to_;
};

}  // namespace aibelt::plan
