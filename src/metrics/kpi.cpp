#include "aibelt/metrics/kpi.hpp"

#include <algorithm>
#include <iterator>

namespace aibelt::metrics {
namespace {

/// Rolls the values of [first, last) up to one.
template <class Iterator>
double roll_up(Roll roll, Iterator first, Iterator last) {
  double sum = 0;
  double count = 0;
  double latest = 0;
  for (; first != last; ++first) {
    sum += first->second;
    latest = first->second;
    ++count;
  }
  switch (roll) {
    case Roll::sum:
    case Roll::ratio:
      return sum;
    case Roll::mean:
      return count > 0 ? sum / count : 0;
    case Roll::last:
      return latest;
  }
  return 0;
}

double over(double value, double per) { return per == 0 ? 0 : value / per; }

}  // namespace

Kpis present(const Kpis& kpis) {
  Kpis those;
  std::copy_if(kpis.begin(), kpis.end(), std::back_inserter(those), [](const Kpi& kpi) { return kpi.is_present; });
  return those;
}

double Kpi::value() const {
  const double value = roll_up(roll, months.begin(), months.end());
  return roll == Roll::ratio ? over(value, roll_up(roll, per.begin(), per.end())) : value;
}

std::map<int, double> Kpi::by_year() const {
  std::map<int, double> years;
  for (auto first = months.begin(); first != months.end();) {
    const int year = base::year_of(first->first);
    const auto last = months.lower_bound(base::Month{12 * (year + 1)});
    years[year] = roll_up(roll, first, last);
    if (roll == Roll::ratio) {
      years[year] = over(years[year],
                         roll_up(roll, per.lower_bound(first->first), per.lower_bound(base::Month{12 * (year + 1)})));
    }
    first = last;
  }
  return years;
}

std::optional<double> Kpi::at(const std::string& at) const {
  if (at.empty()) {
    return value();
  }
  const auto date = base::parse_date(at);
  if (!date) {
    return std::nullopt;
  }
  const base::Month month = base::month_of(*date);
  constexpr std::size_t kYearLength = 4;
  if (at.size() == kYearLength) {
    const auto years = by_year();
    const auto found = years.find(base::year_of(month));
    return found == years.end() ? std::nullopt : std::optional(found->second);
  }
  const auto found = months.find(month);
  if (found == months.end()) {
    return std::nullopt;
  }
  return roll == Roll::ratio ? over(found->second, per.at(month)) : found->second;
}

}  // namespace aibelt::metrics
