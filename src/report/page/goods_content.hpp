#pragma once

#include <map>
#include <string>

#include "run_view.hpp"

namespace aibelt::report {

/// What one unit of goods stands for in finished packages, so that goods of all kinds can be drawn as one flow.
///
/// A package counts as 1. A good that takes inputs counts as much as they do, each unit of input alike: of a stack of 12 dies and
/// a base die each is a thirteenth. Goods that go into several others count as the mean of them over the run. A wafer counts
/// as the dies that came out of one, good or not. Goods that lead to no package count as 1.
class GoodsContent {
 public:
  explicit GoodsContent(const RunView& run);

  /// `item` such as `hbm4_12 stacks`.
  double of(const std::string& item) const;

 private:
  double content(const std::string& item, int depth);
  double made_of(const std::string& item, int depth);
  double used_in(const std::string& item, int depth);
  double total(const std::string& place, const std::string& item, std::string_view measure) const;
  double outcomes_per_start(const network::Place& place, const network::Making& making) const;

  const RunView& run_;
  std::map<std::string, double> known_;
};

}  // namespace aibelt::report
