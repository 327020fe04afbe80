#pragma once

#include <cstdint>
#include <span>
#include <vector>

/// Inventory theory: what a level, a reorder point or a lot costs, and which is best. Exact for the distributions given.
namespace aibelt::policy {

/// Probabilities of `first`, `first` + 1, …, each times `step`.
struct Pmf {
  double step = 1;
  std::int64_t first = 0;
  std::vector<double> weights;  ///< add up to 1

  double value(std::size_t place) const { return step * static_cast<double>(first + static_cast<std::int64_t>(place)); }
  double mean() const;
};

/// mean from 0 to 1e9; what lies twelve standard deviations off is left out.
Pmf poisson_pmf(double mean);

/// Normal density on the multiples of `step`, within nine standard deviations; sd >= 0, step > 0.
Pmf normal_pmf(double mean, double sd, double step = 1);

/// Of independent `a` + `b`, which have the same step.
Pmf sum_of(const Pmf& a, const Pmf& b);

/// Mean stock on hand and mean backlog.
struct StockMeasures {
  double stock = 0;
  double backlog = 0;
};

/// Of a place that orders up to `level` and lacks `demand` of it: E[(level - D)+], E[(D - level)+] [palm1938].
StockMeasures stock_measures(const Pmf& demand, double level);

/// The smallest value `demand` stays within with `probability` or more, probability in (0, 1).
double smallest_level(const Pmf& demand, double probability);

/// One stage of a series, with the demand in its own lead time; `holding_cost` is of a unit on hand and a period.
struct SerialStage {
  Pmf lead_time_demand;
  double level = 0;  ///< local base stock, a multiple of the pmf's step
  double holding_cost = 0;
};

struct SerialMeasures {
  std::vector<StockMeasures> stages;  ///< the most upstream one first; backlogs are those towards the next stage
  double cost = 0;  ///< of stock, of goods between stages (at the sender's rate) and of the last backlog
};

/// Series of base stocks, upstream first: a stage falls short of its level by its lead-time demand and by what the stage before
/// owes it [shang2003], [snyder2019]. All pmfs have one step.
SerialMeasures serial_base_stock(const std::vector<SerialStage>& stages, double backlog_cost);

/// Cost of an order, of a unit on hand a period and of a unit owed a period.
struct InventoryCosts {
  double order = 0;
  double holding = 0;
  double backlog = 0;
};

/// Reorder point and lot, or reorder point and the level ordered up to; `cost` a period.
struct ReorderRule {
  std::int64_t point = 0;
  std::int64_t amount = 0;
  double cost = 0;
};

/// The best (r, Q): at a position of r or below order Q. Demand comes one by one, `rate` a period [federgruen1992].
ReorderRule best_r_q(const Pmf& lead_time_demand, double rate, const InventoryCosts& costs);

/// The best (s, S) under periodic review: at a position of s or below order up to S [zheng1991]. `protected_demand` is that of
/// the lead time and one period.
ReorderRule best_s_S(const Pmf& period_demand, const Pmf& protected_demand, const InventoryCosts& costs);

/// What to order in each period.
struct LotPlan {
  std::vector<double> lots;
  double cost = 0;
};

/// Cheapest lots for known demand, without backlog; `holding_cost` is of a unit kept from one period to the next [wagner1958].
LotPlan wagner_whitin(double order_cost, double holding_cost, std::span<const double> demand);

}  // namespace aibelt::policy
