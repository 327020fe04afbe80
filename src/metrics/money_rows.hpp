#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "aibelt/metrics/money.hpp"

namespace aibelt::metrics {

/// Zero in a month without a row.
inline double at(const Monthly& months, base::Month month) {
  const auto found = months.find(month);
  return found == months.end() ? 0 : found->second;
}

/// The rows of one product at the place that makes it, by measure.
class MakingRows {
 public:
  MakingRows(const Curves& curves, const MoneyTable::Making& making) {
    for (const char* measure :
         {"good", "scrap", "shipped", "stock", "backlog", "downgraded", "downgraded_in", "lost"}) {
      take(curves, making, measure, making.goods);
    }
    for (const char* measure : {"started", "in_process", "lost_in_process"}) {
      take(curves, making, measure, {});
    }
  }

  double operator()(std::string_view measure, base::Month month) const {
    return at(months_.find(measure)->second, month);
  }

 private:
  void take(const Curves& curves, const MoneyTable::Making& making, const char* measure, std::string_view unit) {
    months_[measure] = curves.sum({.measure = measure, .unit = unit, .item = making.product, .place = making.place});
  }

  std::map<std::string, Monthly, std::less<>> months_;
};

}  // namespace aibelt::metrics
