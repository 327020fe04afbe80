#pragma once

#include <map>
#include <string>
#include <vector>

#include "aibelt/metrics/curves.hpp"

namespace aibelt::metrics {

/// What one product is worth at one place in one month, in USD.
struct Standard {
  double unit_cost = 0;  ///< of a unit of work beside its inputs
  double process = 0;    ///< a unit in process: its inputs and its unit cost
  double outcome = 0;    ///< of that, the part of one outcome, good or not
  double good = 0;       ///< a good one in stock: a unit in process over the good ones expected of it
  double price = 0;      ///< for which it leaves; `good` where no price is stated
};

/// What the metrics need to know of a scenario to put money on its rows; empty where it states no money.
struct MoneyTable {
  using Standards = std::map<base::Month, Standard>;

  /// A product at a place that makes it or hands it on.
  struct Making {
    std::string place;
    std::string product;
    std::string goods;  ///< unit of what leaves
    bool is_handed_on = false;
    bool has_starts = false;  ///< else the unit cost is that of a good shipped
    bool has_price = false;
    bool is_sold_at_once = false;  ///< leaves the model as it is made
    double outcomes_per_start = 1;
    Standards standards;
  };
  /// Goods between two places.
  struct Goods {
    std::string product;
    std::string unit;
    double accelerators = 0;  ///< in one of them
    Monthly value;            ///< USD at which one is handed over: the mean over its makers of price or cost
  };

  std::vector<Making> makings;
  std::vector<Goods> goods;                     ///< of every making
  std::map<std::string, double> holding_rates;  ///< a year, by place
};

/// The rows of stage `money`, worked out of the rows of a run; none where the table is empty. docs/model/money.md says which.
std::vector<Curve> money(const Curves& curves, const MoneyTable& table);

/// The curves with further ones.
Curves with(const Curves& curves, const std::vector<Curve>& further);

}  // namespace aibelt::metrics
