#pragma once

#include <cmath>
#include <optional>
#include <string>

#include "aibelt/policy/inventory.hpp"
#include "aibelt/scenario/codec.hpp"

namespace aibelt::policy {

using DemandRate = base::Quantity<base::kPlain / base::kTime>;

/// Demand as a policy believes it to be when it works out its levels, and what stock and backlog cost it.
struct DemandModel {
  DemandRate rate;
  std::optional<base::Ratio> daily_sd;  ///< normal demand with this deviation of one day's demand; else Poisson
  base::Ratio order_cost;
  base::Ratio holding_cost = base::Ratio::from_base_units(1);
  base::Ratio backlog_cost = base::Ratio::from_base_units(9);

  /// Demand of `span`, in whole units.
  Pmf demand_of(base::Duration span) const {
    const double mean = rate.in_base_units() * std::chrono::duration<double>(span).count();
    const double days = std::chrono::duration<double>(span).count() / 86400;
    return daily_sd ? normal_pmf(mean, daily_sd->in_base_units() * std::sqrt(days)) : poisson_pmf(mean);
  }

  /// Costs of the same unit of time as the rate's `per`.
  InventoryCosts costs() const {
    return {order_cost.in_base_units(), holding_cost.in_base_units(), backlog_cost.in_base_units()};
  }

  /// Share of time without backlog that the costs ask for.
  double critical_ratio() const {
    return backlog_cost.in_base_units() / (backlog_cost.in_base_units() + holding_cost.in_base_units());
  }

  /// Reports costs that call for lots above `most_units`, beyond which working them out takes too long.
  void check(scenario::Reader& reader, const std::string& path, double most_units) const {
    const double stock_cost = holding_cost.in_base_units() * critical_ratio();  // h b / (h + b)
    const double a_day = rate.in_base_units() * 86400;
    const double lot = std::sqrt(2 * order_cost.in_base_units() * a_day / stock_cost);
    if (lot > most_units) {
      reader.report(path, "calls for lots of some " + std::to_string(std::llround(lot)) + ", more than " +
                              std::to_string(std::llround(most_units)) +
                              "; state the levels, or mend rate and costs, which are of a day");
    }
  }

  static const scenario::FieldTable<DemandModel>& fields() {
    constexpr double kMostCost = 1e9;
    static const scenario::FieldTable<DemandModel> table = {
        scenario::field(
            &DemandModel::rate,
            {.name = "rate", .unit = "1/day", .low = 1e-6, .high = 1e5, .doc = "mean demand, in units of the item"}),
        scenario::field(&DemandModel::daily_sd,
                        {.name = "daily_sd",
                         .unit = "1",
                         .low = 0,
                         .high = 1e4,
                         .doc = "standard deviation of a day's demand, then normal; else Poisson"}),
        scenario::field(&DemandModel::order_cost, {.name = "order_cost",
                                                   .unit = "1",
                                                   .low = 0,
                                                   .high = kMostCost,
                                                   .doc = "of one order, in any money",
                                                   .by_default = "0"}),
        scenario::field(&DemandModel::holding_cost, {.name = "holding_cost",
                                                     .unit = "1",
                                                     .low = 1e-9,
                                                     .high = kMostCost,
                                                     .doc = "of a unit in stock, a day, in the same money",
                                                     .by_default = "1"}),
        scenario::field(&DemandModel::backlog_cost, {.name = "backlog_cost",
                                                     .unit = "1",
                                                     .low = 1e-9,
                                                     .high = kMostCost,
                                                     .doc = "of a unit owed, a day, in the same money",
                                                     .by_default = "9"}),
    };
    return table;
  }
};

}  // namespace aibelt::policy
