#include "solve_target.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "aibelt/engine/engine.hpp"
#include "aibelt/metrics/belt_kpis.hpp"
#include "scaling.hpp"

namespace aibelt::cli {
namespace {

class TargetReader {
 public:
  TargetReader(const std::string& text, const std::optional<scenario::Scenario>& scenario, base::Issues& issues)
      : text_(text), scenario_(scenario), issues_(issues) {}

  Target read() {
    const std::size_t sign = text_.find_first_of("<>");
    if (sign == std::string::npos || sign == 0 || sign + 1 >= text_.size() || text_[sign + 1] != '=') {
      report("write it as KPI>=VALUE@DATE or KPI<=VALUE@DATE, such as \"it_power_live>=103 MW@2029-02\"");
      return {};
    }
    const std::size_t at = std::min(text_.find('@', sign), text_.size());
    const std::string name = text_.substr(0, sign);
    const std::string date = at < text_.size() ? text_.substr(at + 1) : "";
    target_.is_at_least = text_[sign] == '>';
    target_.what = at < text_.size() ? fmt::format("{} at {}", name, date) : name;
    if (name.find('.') == std::string::npos) {
      read_kpi(name, date);
    } else {
      read_curve(name, date);
    }
    check_date(date, at < text_.size());
    read_bound(text_.substr(sign + 2, at - sign - 2));
    return std::move(target_);
  }

 private:
  void report(std::string message) { issues_.push_back({"--target " + text_, "", std::move(message)}); }

  void read_kpi(const std::string& name, const std::string& date) {
    target_.kpi = sweep::WantedKpi{name, date};
    std::vector<std::string> names;
    for (const metrics::Kpi& kpi : metrics::belt_kpis(metrics::Curves({}, {}))) {
      names.push_back(kpi.name);
      if (kpi.name == name) {
        target_.unit = kpi.unit;
        return;
      }
    }
    has_unit_ = false;
    report(fmt::format("there is no KPI \"{}\"{}; \"aibelt list kpis\" shows all", name,
                       scenario::did_you_mean(name, names)));
  }

  void read_curve(const std::string& name, const std::string& date) {
    const std::size_t first = name.find('.');
    const std::size_t last = name.rfind('.');
    target_.curve = sweep::WantedCurve{.place = name.substr(0, first),
                                       .item = last == first ? "" : name.substr(first + 1, last - first - 1),
                                       .measure = name.substr(last + 1)};
    const auto month = base::parse_date(date);
    if (!month || date.size() != std::string_view("2029-02").size()) {
      report(fmt::format("{} is a curve; name a month of it, such as @2029-02", name));
    } else {
      target_.month = base::month_of(*month);
    }
    has_unit_ = scenario_ && finds_curve();
  }

  bool finds_curve() {
    const sweep::WantedCurve& wanted = *target_.curve;
    std::vector<std::string> places;
    std::vector<std::string> curves;
    for (const record::Series& series : engine::build(*scenario_).series) {
      places.push_back(series.place);
      if (series.place != wanted.place) {
        continue;
      }
      curves.push_back((series.item.empty() ? "" : series.item + ".") + series.measure);
      if (series.measure == wanted.measure && series.item == wanted.item) {
        target_.unit = series.unit;
        return true;
      }
    }
    const std::string what = (wanted.item.empty() ? "" : wanted.item + ".") + wanted.measure;
    report(curves.empty() ? fmt::format("no place \"{}\" writes curves{}", wanted.place,
                                        scenario::did_you_mean(wanted.place, places))
                          : fmt::format("{} has no curve \"{}\"{}; curves.csv of a run shows all", wanted.place, what,
                                        scenario::did_you_mean(what, curves)));
    return false;
  }

  void check_date(const std::string& date, bool is_given) {
    if (!scenario_ || !is_given) {
      return;
    }
    if (const std::string why = scenario::why_not_in_run(date, scenario_->from, scenario_->to); !why.empty()) {
      report(why);
    }
  }

  /// A bare number is in the unit of what is held to it.
  void read_bound(const std::string& text) {
    char* end = nullptr;
    const double number = std::strtod(text.c_str(), &end);
    const std::string rest = end;
    const std::string unit = rest.substr(std::min(rest.find_first_not_of(' '), rest.size()));
    if (end == text.c_str() || !std::isfinite(number)) {
      report(fmt::format("\"{}\" is no number", text));
    } else if (unit.empty() || unit == target_.unit) {
      target_.bound = number;
    } else if (has_unit_) {
      convert_bound(text);
    }
  }

  void convert_bound(const std::string& text) {
    const auto amount = amount_of(text);
    const auto own = base::parse_unit(target_.unit == "ratio" ? "1" : target_.unit);
    const auto* given = std::get_if<Amount>(&amount);
    const auto* known = std::get_if<base::Unit>(&own);
    if (given != nullptr && known != nullptr && given->measured.dimension == known->dimension) {
      target_.bound = given->measured.value / known->factor;
    } else {
      report(fmt::format("\"{}\" has the wrong unit; this is in {}", text, target_.unit));
    }
  }

  const std::string& text_;
  const std::optional<scenario::Scenario>& scenario_;
  base::Issues& issues_;
  Target target_;
  bool has_unit_ = true;
};

}  // namespace

double Target::value_of(const sweep::Result& result) const {
  if (kpi) {
    const auto figure = std::find_if(result.figures.begin(), result.figures.end(),
                                     [&](const sweep::Figure& one) { return one.name == kpi->name(); });
    return figure == result.figures.end() ? std::numeric_limits<double>::quiet_NaN() : figure->value;
  }
  double sum = 0;
  for (const metrics::Curve& one : result.curves) {
    const auto value = one.months.find(month);
    sum += one.series.item == curve->item && value != one.months.end() ? value->second : 0;
  }
  return sum;
}

std::string Target::text() const {
  return fmt::format("{} {} {}", what, is_at_least ? ">=" : "<=", with_unit(bound, unit));
}

Target read_target(const std::string& text, const std::optional<scenario::Scenario>& scenario, base::Issues& issues) {
  return TargetReader(text, scenario, issues).read();
}

}  // namespace aibelt::cli
