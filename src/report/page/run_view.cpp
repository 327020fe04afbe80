#include "run_view.hpp"

#include <algorithm>
#include <limits>
#include <set>

namespace aibelt::report {

RunView::RunView(const PastRun& run, std::string name)
    : run_(run), name_(std::move(name)), curves_(run.series, run.curves) {
  bindings_.services = metrics::binding_of_services(curves_);
  bindings_.racks = metrics::binding_of_supply(curves_);
}

/// As summary.json has it; the start of a month where it has none.
base::SimTime RunView::date(const char* key, base::Month otherwise) const {
  const auto found = run_.summary.find(key);
  const auto date =
      found != run_.summary.end() && found->is_string() ? base::parse_date(found->get<std::string>()) : std::nullopt;
  return date.value_or(base::start_of(otherwise));
}

Values RunView::sum(const metrics::Wanted& wanted) const {
  Values sum(run_.n_months, 0);
  for (const metrics::Curve* curve : curves_.find(wanted)) {
    for (const auto& [month, value] : curve->months) {
      if (const std::size_t i = position(months(), month); i < sum.size()) {
        sum[i] += value;
      }
    }
  }
  return sum;
}

Values RunView::values(const metrics::Curve& curve) const {
  Values values(run_.n_months, 0);
  for (const auto& [month, value] : curve.months) {
    if (const std::size_t i = position(months(), month); i < values.size()) {
      values[i] = value;
    }
  }
  return values;
}

std::vector<std::string> RunView::places(const metrics::Wanted& wanted) const {
  std::set<std::string> places;
  for (const metrics::Curve* curve : curves_.find(wanted)) {
    places.insert(curve->series.place);
  }
  return {places.begin(), places.end()};
}

std::size_t position(const Months& x, base::Month month) {
  return static_cast<std::size_t>(month.index - x.from.index);
}

bool is_all_zero(const Values& values) {
  return std::all_of(values.begin(), values.end(), [](double value) { return value == 0; });
}

Values on_months(const Values& values, const Months& from, const Months& x) {
  Values moved(x.n, std::numeric_limits<double>::quiet_NaN());
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (const std::size_t at = position(x, from.at(i)); at < moved.size()) {
      moved[at] = values[i];
    }
  }
  return moved;
}

}  // namespace aibelt::report
