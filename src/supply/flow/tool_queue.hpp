#pragma once

#include <deque>

#include "flow.hpp"

namespace aibelt::supply {

/// Share of the day's `passable` load that tools pass where `offered` × `passable` waits for them, by the operating curve with
/// `slack` = α × raw process time in days: the p with offered = p + slack p² / (1 − p), between 0 and min(offered, 1).
double cleared_share(double offered, double slack);

/// Units in front of a plant's constraint tools, first come, first served.
///
/// A day's starts arrive evenly over the day, and so does a day's load leave; a day is one implicit Euler step of
/// dQ/dt = arrivals − c g(Q / (c slack)), g(x) = (−x + √(x² + 4 x)) / 2, whose steady state is the operating curve: a unit waits
/// slack u / (1 − u) days at a utilisation u [aurand1997]. It is a clearing function [karmarkar1989]: never more than c leaves.
class ToolQueue {
 public:
  /// Units that pass the tools on one day, with what they have waited, in days: `first` before the first of them, `last` after
  /// the last, evenly in between.
  struct Passed {
    Batch batch;
    double first;
    double last;
  };

  /// `grain`: units of one batch pass in whole multiples of it, but for the last.
  ToolQueue(std::vector<Load> loads, double slack, std::int64_t grain)
      : loads_(std::move(loads)), slack_(slack), grain_(grain) {}

  void add(const Batch& batch);

  /// Lets one day's load pass and adds who does to `passed`.
  void pass(base::SimTime day, Load passable, std::vector<Passed>& passed);

  Load load() const { return load_ - credit_; }

  void lose(std::size_t recipe, LossCount& loss, std::vector<Batch>& lost);

 private:
  struct Waiting {
    Batch batch;
    double from = 0;  ///< when the first of them arrived, in days since `batch.started`
    double to = 0;    ///< when the last of them had
  };

  void spread_arrivals();
  std::int64_t units_within(Load load, const Waiting& head) const;

  std::vector<Load> loads_;
  double slack_;
  std::int64_t grain_;
  std::deque<Waiting> waiting_;
  std::size_t n_new_ = 0;  ///< of `waiting_`, whose arrival is not spread yet
  Load load_ = 0;
  Load credit_ = 0;  ///< passed already of the first unit or lot that waits
};

}  // namespace aibelt::supply
