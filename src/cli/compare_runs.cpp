#include "compare_runs.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace aibelt::cli {
namespace {

using scenario::Json;

using Rows = std::map<record::Series, std::map<int, double>>;

bool is_worked_out(const record::Series& series) { return series.stage == "belt" || series.stage == "money"; }

Rows rows_of(const report::PastRun& run) {
  std::vector<std::map<int, double>> by_series(run.series.size());
  for (const record::CurveRow& row : run.curves) {
    by_series[static_cast<std::size_t>(row.series.index)][row.month.index] = row.value;
  }
  Rows rows;
  for (std::size_t i = 0; i < by_series.size(); ++i) {
    rows.emplace(run.series[i], std::move(by_series[i]));
  }
  return rows;
}

/// Every change between two runs, by month.
class Differences {
 public:
  Differences(const Rows& before, const Rows& after) {
    static const std::map<int, double> none;
    for (const auto& [series, months] : before) {
      const auto same = after.find(series);
      compare(series, months, same == after.end() ? none : same->second);
    }
    for (const auto& [series, months] : after) {
      if (!before.contains(series)) {
        compare(series, none, months);
      }
    }
  }

  std::optional<Parting> first() const {
    if (first_.empty()) {
      return std::nullopt;
    }
    return Parting{base::Month{month_}, first_};
  }

 private:
  void compare(const record::Series& series, const std::map<int, double>& before, const std::map<int, double>& after) {
    for (const auto& [month, value] : before) {
      const auto same = after.find(month);
      note(month, {series, value, same == after.end() ? 0 : same->second});
    }
    for (const auto& [month, value] : after) {
      if (!before.contains(month)) {
        note(month, {series, 0, value});
      }
    }
  }

  void note(int month, Change change) {
    if (change.before == change.after) {
      return;
    }
    const bool is_first = first_.empty() || rank(month, change) < rank(month_, first_.front());
    if (is_first) {
      first_.clear();
      month_ = month;
    }
    if (is_first || rank(month, change) == rank(month_, first_.front())) {
      first_.push_back(std::move(change));
    }
  }

  static std::pair<bool, int> rank(int month, const Change& change) { return {is_worked_out(change.series), month}; }

  int month_ = 0;
  std::vector<Change> first_;
};

/// How far down the chain a series stands; what is on no lane comes last.
class Order {
 public:
  explicit Order(const std::optional<network::SupplyGraph>& graph) {
    if (!graph) {
      return;
    }
    const auto depths = graph->depths();
    for (std::size_t i = 0; i < depths.size(); ++i) {
      depths_[graph->places[i].name] = depths[i];
    }
  }

  std::size_t operator()(const record::Series& series) const {
    const auto found = depths_.find(series.place);
    return found == depths_.end() ? depths_.size() : found->second;
  }

 private:
  std::map<std::string, std::size_t> depths_;
};

double in_proportion(const Change& change) {
  const double larger = std::max(std::abs(change.before), std::abs(change.after));
  return std::abs(change.after - change.before) / larger;
}

std::map<std::string, std::string> figures_of(const report::PastRun& run) {
  std::map<std::string, std::string> figures = {{"seed", std::to_string(run.seed)}};
  for (const Json& use : run.provenance.value("uses", Json::array())) {
    figures[use.value("path", "")] = use.value("value", "");
  }
  return figures;
}

}  // namespace

std::vector<KpiRow> kpis_of(const std::vector<report::PastRun>& runs) {
  std::vector<KpiRow> rows;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    for (const Json& kpi : runs[i].summary.value("kpis", Json::array())) {
      const std::string name = kpi.value("name", "");
      auto row = std::find_if(rows.begin(), rows.end(), [&](const KpiRow& known) { return known.name == name; });
      if (row == rows.end()) {
        rows.push_back({name, kpi.value("unit", ""), std::vector<std::optional<double>>(runs.size())});
        row = rows.end() - 1;
      }
      row->values[i] = kpi.value("value", 0.0);
    }
  }
  return rows;
}

std::optional<double> kpi_of(const report::PastRun& run, const std::string& kpi) {
  const std::size_t at = kpi.find('@');
  const std::string name = kpi.substr(0, at);
  for (const Json& known : run.summary.value("kpis", Json::array())) {
    if (known.value("name", "") != name) {
      continue;
    }
    if (at == std::string::npos) {
      return known.value("value", 0.0);
    }
    const Json years = known.value("by_year", Json::object());
    const auto year = years.find(kpi.substr(at + 1));
    return year == years.end() ? std::nullopt : std::optional(year->get<double>());
  }
  return std::nullopt;
}

std::optional<Parting> parting_of(const report::PastRun& before, const report::PastRun& after) {
  auto parting = Differences(rows_of(before), rows_of(after)).first();
  if (!parting) {
    return parting;
  }
  const Order order(before.graph ? before.graph : after.graph);
  std::stable_sort(parting->changes.begin(), parting->changes.end(), [&](const Change& a, const Change& b) {
    return std::pair(order(a.series), -in_proportion(a)) < std::pair(order(b.series), -in_proportion(b));
  });
  return parting;
}

std::vector<InputRow> unlike_inputs(const std::vector<report::PastRun>& runs) {
  std::map<std::string, std::vector<std::string>> values;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    for (const auto& [path, value] : figures_of(runs[i])) {
      values.try_emplace(path, runs.size()).first->second[i] = value;
    }
  }
  std::vector<InputRow> rows;
  for (auto& [path, by_run] : values) {
    if (std::any_of(by_run.begin(), by_run.end(), [&](const std::string& value) { return value != by_run.front(); })) {
      rows.push_back({path, std::move(by_run)});
    }
  }
  return rows;
}

}  // namespace aibelt::cli
