#include "builder.hpp"

#include <algorithm>
#include <map>
#include <numeric>

#include <fmt/format.h>

namespace aibelt::plan {

std::string Builder::dated(const std::string& what, std::size_t period) const {
  return fmt::format("{} in {}", what, base::to_text(base::month_of(grid_.date(period))));
}

int Builder::add_column(const std::string& what, std::size_t period, double high, double worth) {
  to_.objective_period.push_back(worth != 0 ? static_cast<int>(period) : -1);
  return to_.programme.add_column({.name = dated(what, period), .high = high, .worth = worth});
}

int Builder::add_flow(Flow flow, double high, double worth) {
  const std::string what = fmt::format("{} {} at {}", flow.item, flow.what, flow.place);
  flow.column = add_column(what, flow.period, high, worth);
  to_.flows.push_back(std::move(flow));
  return to_.flows.back().column;
}

Columns Builder::add_stock(const std::string& what, const Sums& in, const Sums& out,
                           const std::vector<double>& amounts) {
  Columns levels(grid_.n_periods(), -1);
  int before = -1;
  for (std::size_t period = 0; period < grid_.n_periods(); ++period) {
    if (before < 0 && in[period].empty() && out[period].empty() && amounts[period] == 0) {
      continue;
    }
    const int row = to_.programme.add_row({dated(what, period), amounts[period], amounts[period]});
    levels[period] = add_column(what + " kept", period);
    to_.programme.add_term(row, levels[period], 1);
    if (before >= 0) {
      to_.programme.add_term(row, before, -1);
    }
    for (const auto& [column, factor] : in[period]) {
      to_.programme.add_term(row, column, -factor);
    }
    for (const auto& [column, factor] : out[period]) {
      to_.programme.add_term(row, column, factor);
    }
    before = levels[period];
  }
  return levels;
}

void Builder::add_worth(int column, std::size_t period, double worth) {
  to_.programme.set_worth(column, worth);
  to_.objective_period[static_cast<std::size_t>(column)] = static_cast<int>(period);
}

void Builder::add_limit(const Limited& what, const Limit& limit, double ahead, const Sums& use) {
  Days days;
  for (std::size_t period = 0; period < grid_.n_periods(); ++period) {
    days.push_back(grid_.days(period, ahead));
  }
  add_parts_limit(what, limit, days, use);
}

void Builder::add_parts_limit(const Limited& what, const Limit& limit, const Days& days, const Sums& use) {
  if (limit.by_day.empty()) {
    return;
  }
  const std::string name =
      fmt::format("{} of {}{}{}", what.kind, what.place, what.item.empty() ? "" : " for ", what.item);
  std::vector<int> rows(days.size(), -1);
  int carried = -1;
  for (std::size_t i = 0; i < days.size(); ++i) {
    const auto [first, end] = days[i];
    if (first == end || (use[i].empty() && carried < 0)) {
      continue;
    }
    const double most = std::accumulate(limit.by_day.begin() + static_cast<std::ptrdiff_t>(first),
                                        limit.by_day.begin() + static_cast<std::ptrdiff_t>(end), 0.0);
    const std::string dated = fmt::format("{} in {}", name, base::to_text(grid_.month_of_day(first)));
    rows[i] = to_.programme.add_row({dated, -kNoLimit, most});
    for (const auto& [column, factor] : use[i]) {
      to_.programme.add_term(rows[i], column, factor);
    }
    if (carried >= 0) {
      to_.programme.add_term(rows[i], carried, -1);
    }
    carried = -1;
    if (limit.carry > 0) {
      carried = to_.programme.add_column({.name = dated + ", carried over", .high = limit.carry});
      to_.objective_period.push_back(-1);
      to_.programme.add_term(rows[i], carried, 1);
    }
  }
  note_rows(what, limit.by_day, days, rows);
}

/// More of it in one month is more of it from then on.
void Builder::add_level_limit(const Limited& what, const Daily& by_day, double least, double ahead,
                              const Columns& level) {
  const std::string name = fmt::format("{} of {}", what.kind, what.place);
  std::vector<double> highest = {std::max(least, by_day.empty() ? least : by_day[0])};
  for (std::size_t day = 1; day < by_day.size(); ++day) {
    highest.push_back(std::max(highest.back(), by_day[day]));
  }
  std::map<std::int32_t, std::vector<LimitRow>> by_month;
  for (std::size_t period = 0; period < grid_.n_periods(); ++period) {
    const auto [first, end] = grid_.days(period, ahead);
    if (first < end && level[period] >= 0) {
      const int row = to_.programme.add_row({dated(name, period), -kNoLimit, highest[end - 1]});
      to_.programme.add_term(row, level[period], 1);
      by_month[grid_.month_of_day(end - 1).index].push_back({row, 1});
    }
  }
  note_months(
      what, [&](std::size_t, std::size_t end) { return highest[end - 1]; },
      [&](MonthLimit& limit, std::size_t, std::size_t) {
        for (auto later = by_month.lower_bound(limit.month.index); later != by_month.end(); ++later) {
          limit.rows.insert(limit.rows.end(), later->second.begin(), later->second.end());
        }
      });
}

void Builder::note_limit(const Limited& what, const Daily& by_day, double ahead, const std::vector<int>& rows) {
  Days days;
  for (std::size_t period = 0; period < grid_.n_periods(); ++period) {
    days.push_back(grid_.days(period, ahead));
  }
  note_rows(what, by_day, days, rows);
}

/// `rows` stand for the days of the run in `days`, or are −1.
void Builder::note_rows(const Limited& what, const Daily& by_day, const Days& days, const std::vector<int>& rows) {
  const auto amount = [&](std::size_t first, std::size_t end) {
    return std::accumulate(by_day.begin() + static_cast<std::ptrdiff_t>(first),
                           by_day.begin() + static_cast<std::ptrdiff_t>(end), 0.0);
  };
  note_months(what, amount, [&](MonthLimit& limit, std::size_t first, std::size_t end) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const std::size_t begin = std::max(first, days[i].first);
      const std::size_t until = std::min(end, days[i].second);
      if (rows[i] >= 0 && begin < until) {
        limit.rows.push_back({rows[i], what.scale * static_cast<double>(until - begin) / kMonthDays});
      }
    }
  });
}

/// One entry for each calendar month, whose days in the run are [first, end).
void Builder::note_months(const Limited& what, const std::function<double(std::size_t, std::size_t)>& amount,
                          const std::function<void(MonthLimit&, std::size_t, std::size_t)>& add_rows) {
  to_.limited.push_back(what);
  for (std::size_t period = 0; period < grid_.n_periods(); ++period) {
    const auto [first, end] = grid_.days(period, 0);
    MonthLimit limit{to_.limited.size() - 1, grid_.month_of_day(first), amount(first, end), {}};
    add_rows(limit, first, end);
    to_.month_limits.push_back(std::move(limit));
  }
}

}  // namespace aibelt::plan
