#pragma once

#include <string>
#include <vector>

#include "aibelt/base/time.hpp"
#include "aibelt/metrics/curves.hpp"

namespace aibelt::metrics {

/// Goods of one product that one place makes and another uses.
struct Handover {
  std::string from;
  std::string to;
  std::string product;
  std::string unit;               ///< of the goods, such as `stacks`
  std::vector<std::string> into;  ///< products made of it at `to`; empty where it leaves the chain
  double lead_days = 0;
};

/// How long goods downstream last when a place stops sending a product.
struct Survival {
  std::string place;
  std::string product;
  double days = 0;
  std::vector<std::string> path;  ///< the places along which goods run out first, the place itself first
};

/// Months in a row, both ends among them.
struct Span {
  base::Month first;
  base::Month last;
};

/// Time to survive of every place and product that ships in the months of `span`, with their mean flows and levels going on
/// [simchilevi2015]:
///
///   own stock ÷ shipped a day + lead time + input stock there ÷ (used a day × the place's share of it) + in process there ÷ started a
///   day + the same from there on, least over all ways downstream.
///
/// A lower bound: nobody makes more to stand in for it.
std::vector<Survival> times_to_survive(const Curves& curves, const std::vector<Handover>& handovers, const Span& span);

}  // namespace aibelt::metrics
