#include "tables.hpp"

#include <algorithm>
#include <cctype>
#include <set>

namespace aibelt::sweep {

void TableShape::see(const Result& result) {
  for (const Figure& figure : result.figures) {
    if (figure_index_.try_emplace({figure.name, figure.unit}, figures_.size()).second) {
      figures_.push_back({figure.name, figure.unit});
    }
  }
  for (const metrics::Curve& curve : result.curves) {
    if (curve.months.empty()) {
      continue;
    }
    const base::Month from = curve.months.begin()->first;
    const base::Month to = curve.months.rbegin()->first;
    const auto [known, is_new] = spans_.try_emplace(curve.series, CurveSpan{series_.size(), from, to, 0});
    if (is_new) {
      series_.push_back(curve.series);
    }
    known->second.from = std::min(known->second.from, from);
    known->second.to = std::max(known->second.to, to);
  }
}

void TableShape::settle() {
  for (const record::Series& series : series_) {
    CurveSpan& span = spans_.at(series);
    span.column = n_curve_columns_;
    n_curve_columns_ += span.n_months();
  }
}

std::vector<std::optional<double>> TableShape::figure_row(const Result& result) const {
  std::vector<std::optional<double>> row(figures_.size());
  for (const Figure& one : result.figures) {
    row[figure(one)] = one.value;
  }
  return row;
}

std::vector<double> TableShape::curve_row(const Result& result) const {
  std::vector<double> row(n_curve_columns_, 0.0);
  for (const metrics::Curve& curve : result.curves) {
    for (const auto& [month, value] : curve.months) {
      const CurveSpan& at = span(curve.series);
      row[at.column + static_cast<std::size_t>(month.index - at.from.index)] += value;
    }
  }
  return row;
}

std::string status_of(const Result& result) {
  if (!result.failure.empty()) {
    return "failed";
  }
  return result.failed_checks.empty() ? "ok" : "checks failed";
}

std::string reason_of(const Result& result) {
  std::string reason = result.failure;
  for (const std::string& check : result.failed_checks) {
    reason += (reason.empty() ? "" : "; ") + check;
  }
  return reason;
}

std::vector<std::string> distinct(std::vector<std::string> names) {
  std::set<std::string> taken;
  for (std::string& name : names) {
    const std::string given = name;
    for (int i = 2;; ++i) {
      std::string small = name;
      std::transform(small.begin(), small.end(), small.begin(),
                     [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
      if (taken.insert(small).second) {
        break;
      }
      name = given + '_' + std::to_string(i);
    }
  }
  return names;
}

std::vector<std::string> point_headings(const Stamp& stamp, const TableShape& shape) {
  std::vector<std::string> headings{"number", "point", "replication", "seed"};
  for (const FactorColumn& factor : stamp.factors) {
    headings.push_back(factor.name);
  }
  headings.insert(headings.end(), {"status", "reason"});
  for (const FigureColumn& figure : shape.figures()) {
    headings.push_back(figure.heading());
  }
  return distinct(std::move(headings));
}

}  // namespace aibelt::sweep
