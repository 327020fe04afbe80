#pragma once

#include <string>
#include <vector>

#include "aibelt/metrics/binding.hpp"
#include "aibelt/network/chain.hpp"
#include "aibelt/report/past_run.hpp"

namespace aibelt::cli {

/// The least cut of one month beside the binding stage that the walk over what waits finds.
struct MonthCut {
  base::Month month;
  std::string item;   ///< the racks of which most are late
  double wanted = 0;  ///< received and late
  network::Bottleneck cut;
  metrics::Binding walk;

  /// Whether the walk's stage is one of the cut's; nothing can be said where the walk ends at goods in process.
  bool is_comparable() const { return walk.reason != "pipeline"; }
  bool agrees() const;
};

/// One for each month in which racks are late. A place can make of an item what its capacity of the month leaves beside what it
/// started of the other items that lanes carry.
std::vector<MonthCut> month_cuts(const report::PastRun& run, const report::Figures& figures);

/// `cut.csv`: a row for each hold of each month.
std::string csv_of(const std::vector<MonthCut>& cuts);

/// How often the two agree, and the pairs of stages they name.
std::string agreement_table(const std::vector<MonthCut>& cuts);

}  // namespace aibelt::cli
