#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "aibelt/plan/network.hpp"

namespace aibelt::plan {

/// Calendar months as periods, seen from places that lie so many days before the end of the chain: what happens there on day n
/// counts in the period that day n + `ahead` falls in, so that goods on their quickest way stay in their period.
class Grid {
 public:
  explicit Grid(const Network& network);

  std::size_t n_periods() const { return edges_.size() - 1; }
  std::size_t n_days() const { return n_days_; }
  double edge(std::size_t period) const { return edges_[period]; }
  double length(std::size_t period) const { return edges_[period + 1] - edges_[period]; }

  /// Period of a day of the end of the chain; `n_periods` from the end of the run on.
  std::size_t period_of(double day) const;

  /// The run's days, first and first after, that count in `period` at places `ahead` days ahead.
  std::pair<std::size_t, std::size_t> days(std::size_t period, double ahead) const;

  /// The earliest period in which something counts that happens `lag` days after its cause, both seen `ahead` days ahead.
  std::size_t later(std::size_t period, double ahead, double lag) const;

  /// Sum of `amounts` over the days of `days`.
  double sum(const Daily& amounts, std::size_t period, double ahead) const;

  base::SimTime date(std::size_t period) const {
    return from_ + base::kDay * static_cast<std::int64_t>(edges_[period]);
  }
  base::Month month_of_day(std::size_t day) const {
    return base::month_of(from_ + base::kDay * static_cast<std::int64_t>(day));
  }

 private:
  base::SimTime from_;
  std::size_t n_days_;
  std::vector<double> edges_;
};

}  // namespace aibelt::plan
