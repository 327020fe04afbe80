#include "aibelt/metrics/bullwhip.hpp"

#include <algorithm>

#include "aibelt/base/statistics.hpp"

namespace aibelt::metrics {
namespace {

constexpr std::int64_t kFewestMonths = 6;

double at(const Monthly& months, base::Month month) {
  const auto found = months.find(month);
  return found == months.end() ? 0 : found->second;
}

/// Variance, of orders over their mean where `is_relative`.
double variance(const base::Mean& orders, bool is_relative) {
  if (!is_relative) {
    return orders.variance();
  }
  return orders.mean() != 0 ? orders.variance() / (orders.mean() * orders.mean()) : 0;
}

Monthly ratios(const Monthly& placed, const Monthly& received, bool is_relative,
               const std::vector<base::Month>& months) {
  Monthly ratios;
  base::Mean out;
  base::Mean in;
  for (const base::Month month : months) {
    const bool has_begun = out.count() > 0 || at(placed, month) != 0 || at(received, month) != 0;
    if (!has_begun || month == months.front()) {
      continue;
    }
    out.add(at(placed, month));
    in.add(at(received, month));
    if (out.count() >= kFewestMonths) {
      const double of_received = variance(in, is_relative);
      ratios[month] = of_received > 0 ? variance(out, is_relative) / of_received : 0;
    }
  }
  return ratios;
}

}  // namespace

std::vector<Curve> bullwhip(const Curves& curves) {
  std::vector<Curve> all;
  for (const Curve* placed : curves.find({.measure = "orders_placed"})) {
    const record::Series& of = placed->series;
    for (const char* measure : {"orders_received", "orders_implied"}) {
      const auto received =
          curves.find({.stage = of.stage, .measure = measure, .unit = of.unit, .item = of.item, .place = of.place});
      if (!received.empty()) {
        const bool is_relative = measure == std::string_view("orders_implied");
        all.push_back({{of.stage, of.place, of.item, "bullwhip", "ratio"},
                       ratios(placed->months, received.front()->months, is_relative, curves.months())});
        break;
      }
    }
  }
  return all;
}

Kpi largest_bullwhip(const Curves& curves) {
  Kpi kpi{"bullwhip",
          "ratio",
          "variance of monthly orders placed over that of orders received, where it is largest",
          Roll::last,
          {}};
  const std::vector<Curve> all = bullwhip(curves);
  kpi.is_present = !all.empty();
  for (const base::Month month : curves.months()) {
    double& largest = kpi.months[month];
    for (const Curve& curve : all) {
      largest = std::max(largest, at(curve.months, month));
    }
  }
  return kpi;
}

}  // namespace aibelt::metrics
