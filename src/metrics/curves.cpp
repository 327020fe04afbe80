#include "aibelt/metrics/curves.hpp"

#include <set>

namespace aibelt::metrics {
namespace {

bool fits(std::string_view wanted, const std::string& text) { return wanted.empty() || wanted == text; }

bool fits(const Wanted& wanted, const record::Series& series) {
  return fits(wanted.stage, series.stage) && fits(wanted.measure, series.measure) && fits(wanted.unit, series.unit) &&
         fits(wanted.item, series.item) && fits(wanted.place, series.place);
}

}  // namespace

Curves::Curves(const std::vector<record::Series>& series, const std::vector<record::CurveRow>& rows) {
  for (const record::Series& one : series) {
    curves_.push_back({one, {}});
  }
  std::set<base::Month> months;
  for (const record::CurveRow& row : rows) {
    curves_[static_cast<std::size_t>(row.series.index)].months[row.month] = row.value;
    months.insert(row.month);
  }
  months_.assign(months.begin(), months.end());
}

std::vector<const Curve*> Curves::find(const Wanted& wanted) const {
  std::vector<const Curve*> found;
  for (const Curve& curve : curves_) {
    if (fits(wanted, curve.series)) {
      found.push_back(&curve);
    }
  }
  return found;
}

Monthly Curves::sum(const Wanted& wanted) const {
  Monthly sum;
  for (const Curve* curve : find(wanted)) {
    for (const auto& [month, value] : curve->months) {
      sum[month] += value;
    }
  }
  return sum;
}

double Curves::sum_at(const Wanted& wanted, base::Month month) const {
  double sum = 0;
  for (const Curve* curve : find(wanted)) {
    const auto value = curve->months.find(month);
    sum += value == curve->months.end() ? 0 : value->second;
  }
  return sum;
}

}  // namespace aibelt::metrics
