#pragma once

#include <string>
#include <utility>
#include <vector>

#include "aibelt/base/issue.hpp"
#include "aibelt/report/past_run.hpp"
#include "explain_spans.hpp"

namespace aibelt::cli {

/// What a limit of a plan is worth in a month, all of it at the price of its last unit.
struct Price {
  base::Month month;
  std::string kind;
  std::string place;
  std::string item;
  double worth = 0;  ///< in units of the objective
};

/// The shadow prices that `aibelt plan --out` has left in a run's folder.
class Prices {
 public:
  Prices() = default;
  Prices(std::vector<Price> prices, std::string objective, bool is_of_this_run)
      : prices_(std::move(prices)), objective_(std::move(objective)), has_plan_(true), is_current_(is_of_this_run) {}

  /// The limit of which one percent more is worth most in the span; nothing without prices.
  std::string sentence(const Span& span) const;

  /// How to come by prices, where there are none or they belong to other inputs.
  std::string hint() const;

 private:
  std::vector<Price> prices_;
  std::string objective_;  ///< its unit
  bool has_plan_ = false;
  bool is_current_ = false;
};

/// Reads plan.json and prices.csv of the run's folder, where they are.
Prices read_prices(const report::PastRun& run, base::Issues& issues);

}  // namespace aibelt::cli
