#include "aibelt/policy/inventory.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "aibelt/base/error.hpp"

namespace aibelt::policy {
namespace {

/// What exceeds `level`: (X - level)+.
Pmf excess_over(const Pmf& pmf, double level) {
  const std::int64_t steps = std::llround(level / pmf.step);
  Pmf excess{pmf.step, 0, {0}};
  for (std::size_t i = 0; i < pmf.weights.size(); ++i) {
    const std::int64_t over = pmf.first + static_cast<std::int64_t>(i) - steps;
    if (over <= 0) {
      excess.weights[0] += pmf.weights[i];
    } else {
      excess.weights.resize(static_cast<std::size_t>(over) + 1, 0);
      excess.weights[static_cast<std::size_t>(over)] = pmf.weights[i];
    }
  }
  return excess;
}

/// Cost a period at an inventory position, from sums over the demand up to each value.
class PositionCost {
 public:
  PositionCost(const Pmf& demand, const InventoryCosts& costs) : demand_(demand), costs_(costs) {
    base::ensure(demand.step == 1, "reorder rules count in whole units");
    base::ensure(costs.holding > 0 && costs.backlog > 0, "stock and backlog must cost something");
    for (std::size_t i = 0; i < demand.weights.size(); ++i) {
      probability_ += demand.weights[i];
      mean_ += demand.weights[i] * demand.value(i);
      probabilities_.push_back(probability_);
      means_.push_back(mean_);
    }
  }

  double operator()(std::int64_t position) const {
    const std::int64_t place = position - demand_.first;
    const auto last = static_cast<std::int64_t>(probabilities_.size()) - 1;
    const auto at = static_cast<std::size_t>(std::clamp<std::int64_t>(place, 0, last));
    const double within = place < 0 ? 0 : probabilities_[at];
    const double below = place < 0 ? 0 : means_[at];  // sum of d P(D = d) over d up to the position
    const double level = static_cast<double>(position);
    const double stock = level * within - below;
    return costs_.holding * stock + costs_.backlog * (stock - (level * probability_ - mean_));
  }

  /// The cost is convex: where it is least.
  std::int64_t best() const {
    return std::llround(smallest_level(demand_, costs_.backlog / (costs_.backlog + costs_.holding)));
  }

 private:
  const Pmf& demand_;
  const InventoryCosts& costs_;
  double probability_ = 0;
  double mean_ = 0;
  std::vector<double> probabilities_;  ///< P(D <= d), by place in the pmf
  std::vector<double> means_;
};

/// How often the position stands j below S in a cycle of (s, S), j = 0, 1, …: the renewals of `demand`.
class Visits {
 public:
  explicit Visits(const Pmf& demand) : demand_(demand), stays_(probability(0)) {
    base::ensure(stays_ < 1, "a reorder rule for demand that is always nothing");
  }

  double at(std::int64_t below) {
    while (static_cast<std::int64_t>(visits_.size()) <= below) {
      const auto j = static_cast<std::int64_t>(visits_.size());
      double sum = j == 0 ? 1 : 0;
      for (std::int64_t i = 1; i <= j; ++i) {
        sum += probability(i) * visits_[static_cast<std::size_t>(j - i)];
      }
      visits_.push_back(sum / (1 - stays_));
    }
    return visits_[static_cast<std::size_t>(below)];
  }

 private:
  double probability(std::int64_t demand) const {
    const std::int64_t place = demand - demand_.first;
    return place >= 0 && place < static_cast<std::int64_t>(demand_.weights.size())
               ? demand_.weights[static_cast<std::size_t>(place)]
               : 0;
  }

  const Pmf& demand_;
  double stays_;
  std::vector<double> visits_;
};

}  // namespace

SerialMeasures serial_base_stock(const std::vector<SerialStage>& stages, double backlog_cost) {
  base::ensure(!stages.empty(), "a series without stages");
  SerialMeasures measures;
  Pmf owed{stages.front().lead_time_demand.step, 0, {1}};
  for (std::size_t i = 0; i < stages.size(); ++i) {
    const SerialStage& stage = stages[i];
    const Pmf lacking = sum_of(owed, stage.lead_time_demand);
    measures.stages.push_back(stock_measures(lacking, stage.level));
    measures.cost += stage.holding_cost * measures.stages.back().stock;
    measures.cost += i > 0 ? stages[i - 1].holding_cost * stage.lead_time_demand.mean() : 0;
    owed = excess_over(lacking, stage.level);
  }
  measures.cost += backlog_cost * measures.stages.back().backlog;
  return measures;
}

// The best positions r+1 … r+Q are a run around the cheapest one; it grows by the cheaper neighbour while that lowers the mean.
ReorderRule best_r_q(const Pmf& lead_time_demand, double rate, const InventoryCosts& costs) {
  const PositionCost cost(lead_time_demand, costs);
  std::int64_t low = cost.best();
  std::int64_t high = low;
  double sum = costs.order * rate + cost(low);
  for (;;) {
    const auto count = static_cast<double>(high - low + 1);
    const double below = cost(low - 1);
    const double above = cost(high + 1);
    if (std::min(below, above) >= sum / count) {
      return {low - 1, high - low + 1, sum / count};
    }
    sum += std::min(below, above);
    (below < above ? --low : ++high);
  }
}

ReorderRule best_s_S(const Pmf& period_demand, const Pmf& protected_demand, const InventoryCosts& costs) {
  const PositionCost cost(protected_demand, costs);
  Visits visits(period_demand);
  const auto mean_cost = [&](std::int64_t point, std::int64_t level) {
    double sum = costs.order;
    double periods = 0;
    for (std::int64_t j = 0; j < level - point; ++j) {
      sum += visits.at(j) * cost(level - j);
      periods += visits.at(j);
    }
    return sum / periods;
  };
  std::int64_t best_level = cost.best();
  std::int64_t point = best_level - 1;
  while (mean_cost(point, best_level) > cost(point)) {
    --point;
  }
  double best = mean_cost(point, best_level);
  for (std::int64_t level = best_level + 1; cost(level) <= best; ++level) {
    if (mean_cost(point, level) < best) {
      best_level = level;
      while (mean_cost(point, best_level) <= cost(point + 1)) {
        ++point;
      }
      best = mean_cost(point, best_level);
    }
  }
  return {point, best_level, best};
}

LotPlan wagner_whitin(double order_cost, double holding_cost, std::span<const double> demand) {
  const std::size_t n = demand.size();
  std::vector<double> cost_from(n + 1, 0);
  std::vector<std::size_t> lasts(n, 0);  // a lot of period i lasts up to this period
  for (std::size_t i = n; i-- > 0;) {
    cost_from[i] = std::numeric_limits<double>::infinity();
    double carried = 0;
    double wanted = 0;
    for (std::size_t next = i + 1; next <= n; ++next) {
      carried += holding_cost * static_cast<double>(next - 1 - i) * demand[next - 1];
      wanted += demand[next - 1];
      const double cost = (wanted > 0 ? order_cost : 0) + carried + cost_from[next];
      if (cost < cost_from[i]) {
        cost_from[i] = cost;
        lasts[i] = next;
      }
    }
  }
  LotPlan plan{std::vector<double>(n, 0), cost_from[0]};
  for (std::size_t i = 0; i < n; i = lasts[i]) {
    for (std::size_t j = i; j < lasts[i]; ++j) {
      plan.lots[i] += demand[j];
    }
  }
  return plan;
}

}  // namespace aibelt::policy
