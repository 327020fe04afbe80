#pragma once

#include <cstddef>
#include <vector>

#include "aibelt/base/time.hpp"

namespace aibelt::supply {

/// What it costs a line to turn to another product.
struct ChangeOverPlan {
  base::Duration time{0};  ///< that a tool stands still
  double scrap = 0;        ///< share of the units on tools just turned that fail
};

/// A line's tools turn as its mix does. The mix of one period of four weeks is compared with that of the period before: the part by
/// which products grew is tools that were turned. In the period after, they cost their share of the capacity for the change-over
/// time, and their products the scrap.
class ChangeOver {
 public:
  static constexpr base::Duration kPeriod = std::chrono::days{28};

  ChangeOver(ChangeOverPlan plan, std::size_t n_products);

  /// `load` of a product started in the period at hand.
  void note(std::size_t product, double load) { started_[product] += load; }

  /// Call it on each day before anything starts; closes a period that is over.
  void begin_day(base::SimTime now);

  /// Share of the capacity that stands still today.
  double down() const { return down_; }

  /// What is left of a product's yield.
  double yield_factor(std::size_t product) const { return factors_[product]; }

 private:
  void close();

  ChangeOverPlan plan_;
  std::vector<double> started_;  ///< load of the period at hand
  std::vector<double> mix_;      ///< shares of the last period with starts
  std::vector<double> factors_;
  base::SimTime period_end_ = base::kNever;
  double owed_ = 0;  ///< periods of the whole line's time that change-overs still take
  double down_ = 0;
  bool has_mix_ = false;
};

}  // namespace aibelt::supply
