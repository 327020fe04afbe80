#include "cluster_table.hpp"

#include <array>
#include <set>
#include <vector>

#include <fmt/format.h>

#include "table.hpp"

namespace aibelt::cli {
namespace {

constexpr std::size_t kMostMonths = 24;

std::string percent(double share) { return fmt::format("{:.1f} %", 100 * share); }

struct Column {
  const char* kpi;
  const char* above;
  const char* below;
  bool is_share = false;
};

constexpr std::array kColumns = {
    Column{"it_power_live", "IT MW", "live"},
    Column{"jobs_submitted", "jobs", "submitted"},
    Column{"jobs_finished", "", "finished"},
    Column{"jobs_late", "", "late"},
    Column{"jobs_waiting", "waiting", "at end"},
    Column{"job_wait", "mean", "wait h"},
    Column{"cluster_utilisation", "cluster", "used", true},
    Column{"cluster_availability", "in", "service", true},
    Column{"effective_time_ratio", "work", "kept", true},
    Column{"energy_facility", "energy", "MWh"},
    Column{"energy_cost", "cost", "KRW"},
    Column{"co2", "CO2", "t"},
};

const metrics::Kpi* find_present(const metrics::Kpis& kpis, const std::string& name) {
  for (const metrics::Kpi& kpi : kpis) {
    if (kpi.name == name && kpi.is_present) {
      return &kpi;
    }
  }
  return nullptr;
}

std::vector<std::string> periods_of(const metrics::Kpi& kpi) {
  std::vector<std::string> periods;
  if (kpi.months.size() <= kMostMonths) {
    for (const auto& [month, value] : kpi.months) {
      periods.push_back(base::to_text(month));
    }
    return periods;
  }
  for (const auto& [year, value] : kpi.by_year()) {
    periods.push_back(std::to_string(year));
  }
  return periods;
}

double total(const metrics::Curves& curves, const std::string& workload, std::string_view measure) {
  double sum = 0;
  for (const auto& [month, value] : curves.sum({.stage = "cluster", .measure = measure, .item = workload})) {
    sum += value;
  }
  return sum;
}

double at_end(const metrics::Curves& curves, const std::string& workload, std::string_view measure) {
  const metrics::Monthly months = curves.sum({.stage = "cluster", .measure = measure, .item = workload});
  return months.empty() ? 0 : months.rbegin()->second;
}

double over(double value, double per) { return per > 0 ? value / per : 0; }

}  // namespace

std::string cluster_table(const metrics::Kpis& kpis) {
  std::vector<std::vector<std::string>> rows = {{""}, {"clusters"}};
  std::vector<const metrics::Kpi*> columns;
  std::vector<bool> is_share;
  for (const Column& column : kColumns) {
    if (const metrics::Kpi* kpi = find_present(kpis, column.kpi)) {
      rows[0].emplace_back(column.above);
      rows[1].emplace_back(column.below);
      columns.push_back(kpi);
      is_share.push_back(column.is_share);
    }
  }
  for (const std::string& period : periods_of(*columns.front())) {
    std::vector<std::string> row = {period};
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const double value = columns[i]->at(period).value_or(0);
      row.push_back(is_share[i] ? percent(value) : short_number(value));
    }
    rows.push_back(std::move(row));
  }
  return text_table(rows, rows[0].size());
}

std::string workload_table(const metrics::Curves& curves) {
  std::vector<std::vector<std::string>> rows = {
      {"", "jobs", "", "", "waiting", "mean", "times", "accelerator-", "work", "work"},
      {"workload", "submitted", "finished", "late", "at end", "wait h", "broken off", "hours used", "kept", "lost"}};
  std::set<std::string> workloads;
  for (const metrics::Curve* curve : curves.find({.stage = "cluster", .measure = "submitted"})) {
    workloads.insert(curve->series.item);
  }
  for (const std::string& workload : workloads) {
    const auto sum = [&](std::string_view measure) { return total(curves, workload, measure); };
    const double used = sum("used");
    rows.push_back({workload, short_number(sum("submitted")), short_number(sum("finished")), short_number(sum("late")),
                    short_number(at_end(curves, workload, "waiting")), short_number(over(sum("wait"), sum("started"))),
                    short_number(sum("interrupted")), short_number(used), percent(over(sum("kept"), used)),
                    percent(over(sum("lost"), used))});
  }
  return text_table(rows, rows[0].size());
}

}  // namespace aibelt::cli
