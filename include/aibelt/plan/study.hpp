#pragma once

#include <string>
#include <vector>

#include "aibelt/plan/supply_plan.hpp"

namespace aibelt::plan {

/// What a year of the plan comes to, in units of the objective; where it counts goods, what all comes to by the year's end.
struct YearValue {
  int year = 0;
  double planned = 0;  ///< in the plan that is best over the whole run
  double bound = 0;    ///< in the plan that is best for this year alone
};

/// Months next to each other in which a limit has a price.
struct PriceRange {
  std::size_t limited = 0;  ///< position in `SupplyProgramme::limited`
  base::Month from = {};
  base::Month to = {};  ///< the last of them
  base::Month peak_month = {};
  double peak = 0;  ///< price of one unit more in the month in which it is highest
  double mean = 0;  ///< over the months
  double worth =
      0;  ///< price × limit over the months: a hundredth of it is what one per cent more is worth, while prices hold
  double step = 0;         ///< units more and less in the month of the peak, for which the programme is solved again
  double gain = 0;         ///< of `step` more
  double loss = 0;         ///< of `step` less, above zero; as `gain` where there can be no less
  bool is_solved = false;  ///< whether `gain` and `loss` are known

  /// Whether more brings, or less costs, another price than the dual says, by more than a hundredth.
  bool is_one_sided() const;
};

/// Everything a plan says.
struct Study {
  Solution solution = {};
  std::vector<double> plan = {};  ///< values by column of one best plan: of goods, one that has them as early as it can
  double value = 0;               ///< of the objective, in its units
  std::vector<double> prices = {};  ///< by month limit
  std::vector<YearValue> years = {};
  std::vector<PriceRange> ranges = {};  ///< capacities before demand, each by worth
};

struct StudyOptions {
  std::size_t n_solved = 10;  ///< price ranges for which the programme is solved again
  bool has_year_bounds = true;
};

/// Solves the programme; where it has no best solution, its status is all that is said.
Study study(const SupplyProgramme& supply, const StudyOptions& options);

}  // namespace aibelt::plan
