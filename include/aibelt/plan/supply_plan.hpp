#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "aibelt/plan/network.hpp"
#include "aibelt/plan/solver.hpp"

namespace aibelt::plan {

/// A limit of the network whose shadow price is asked for.
struct Limited {
  std::string kind = {};   ///< capacity, ordered_share, type, share, lane, power, planned_power, commissioning, demand
  std::string place = {};  ///< or lane, or service
  std::string item = {};   ///< or type; empty where it is for all
  std::string unit = {};   ///< of the limit, by month where it is a rate
  bool is_rate = true;     ///< else it is a level, of which more in a month is more from then on
  double scale = 1;        ///< of the rows it stands in: what one unit of it is there

  friend bool operator==(const Limited&, const Limited&) = default;
};

/// A row of the programme that such a limit stands in, with the part of it that falls to one month.
struct LimitRow {
  int row = 0;
  double per_unit = 0;  ///< what the row's right-hand side rises by where the limit is one unit higher in the month
};

/// One limit in one month.
struct MonthLimit {
  std::size_t limited = 0;  ///< position in `SupplyProgramme::limited`
  base::Month month = {};
  double amount = 0;  ///< a month, or at the month's end where it is no rate
  std::vector<LimitRow> rows = {};
};

/// A flow of the plan: so much started, shipped, received, connected or served in a period.
struct Flow {
  std::string what = {};
  std::string place = {};  ///< or lane, or service
  std::string item = {};
  std::string unit = {};
  std::size_t period = 0;
  double ahead = 0;  ///< days by which it comes before the period's own
  int column = 0;
  double scale = 1;  ///< units in one of the column's
};

/// The programme of a network, and what its columns and rows stand for.
struct SupplyProgramme {
  Programme programme{Programme::Goal::most};
  std::vector<base::SimTime> periods = {};  ///< where each begins; the last is the end
  std::vector<Limited> limited = {};
  std::vector<MonthLimit> month_limits = {};  ///< by limit, then by month
  std::vector<Flow> flows = {};
  std::vector<int> objective_period = {};  ///< by column: the period its worth counts in, −1 for none
  double scale = 1;                        ///< the objective is to be multiplied by this
  bool is_of_goods = false;  ///< the objective counts goods received, which come sooner or later, not work of the day
};

/// The programme with calendar months as periods.
SupplyProgramme supply_programme(const Network& network);

/// What the objective gains where a limit is one unit higher in one month, by the programme's own prices.
double price_of(const MonthLimit& limit, const Solution& solution);

/// What the objective gains where it is `units` higher (or lower) in that month, found by solving again; not a number where
/// no plan is possible then. The rows of `solver` are as before afterwards.
double gain_of(const MonthLimit& limit, const SupplyProgramme& supply, Solver& solver, double units, double before);

}  // namespace aibelt::plan
