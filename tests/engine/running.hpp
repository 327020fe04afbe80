#pragma once

#include <cmath>
#include <map>
#include <memory>
#include <numeric>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include <fmt/format.h>

#include "aibelt/base/error.hpp"
#include "aibelt/base/issue.hpp"
#include "aibelt/engine/engine.hpp"
#include "aibelt/metrics/curves.hpp"
#include "aibelt/record/sink.hpp"
#include "aibelt/scenario/document.hpp"

namespace aibelt::test {

/// A scenario read from `text`, or everything wrong with it.
struct ScenarioText {
  std::optional<scenario::Scenario> scenario;
  base::Issues issues;

  explicit ScenarioText(const std::string& text) {
    if (auto source = scenario::parse_json(text, "scenario.json", issues)) {
      const scenario::Document document{"scenario.json", std::move(source->root), std::move(source->positions), {}};
      scenario = scenario::read_scenario(document, engine::catalogue(), issues);
      if (scenario) {
        engine::validate(*scenario, document, issues);
      }
    }
  }
};

/// The scenario in `text`; std::runtime_error with every issue when there is any.
inline scenario::Scenario scenario_of(const std::string& text) {
  ScenarioText read(text);
  std::string problems;
  for (const base::Issue& issue : read.issues) {
    problems += base::to_text(issue) + "\n";
  }
  if (!problems.empty()) {
    throw std::runtime_error(problems);
  }
  return std::move(*read.scenario);
}

/// The rows of a finished run, with questions about them.
class Run {
 public:
  explicit Run(const scenario::Scenario& scenario, engine::Driver driver = engine::Driver::memory) {
    engine::run(scenario, sink_, {}, driver);
    collect();
  }
  explicit Run(record::MemorySink sink) : sink_(std::move(sink)) { collect(); }

  const record::MemorySink& sink() const { return sink_; }
  const metrics::Curves& curves() const { return *curves_; }

  /// Value in `month` (`2026-03`), summed over what `wanted` leaves open; 0 without a row. LogicError for a series nobody declares.
  double at(std::string_view month, const metrics::Wanted& wanted) const {
    base::ensure(!curves_->find(wanted).empty(),
                 fmt::format("no series {}/{}/{}", wanted.place, wanted.measure, wanted.item));
    return curves_->sum_at(wanted, base::month_of(base::parse_date(month).value()));
  }

  /// The values of the first `n` months of the run.
  std::vector<double> months(std::string_view first, std::size_t n, const metrics::Wanted& wanted) const {
    std::vector<double> values;
    base::Month month = base::month_of(base::parse_date(first).value());
    for (std::size_t i = 0; i < n; ++i, month = base::next(month)) {
      values.push_back(at(base::to_text(month), wanted));
    }
    return values;
  }

  /// Sum over the whole run.
  double total(const metrics::Wanted& wanted) const {
    double sum = 0;
    for (const auto& [month, value] : curves_->sum(wanted)) {
      sum += value;
    }
    return sum;
  }

  /// Every row as a line, doubles to the last bit.
  std::string text() const {
    return text_if([](const record::Series&) { return true; });
  }

  /// The rows for which `holds` of their series (an event's with an empty measure), as lines.
  template <class Predicate>
  std::string text_if(Predicate holds) const {
    std::string lines;
    for (const record::CurveRow& row : sink_.curves()) {
      const record::Series& series = sink_.series()[static_cast<std::size_t>(row.series.index)];
      if (holds(series)) {
        lines += fmt::format("{} {} {} {} {} {} {:a}\n", base::to_text(row.month), series.stage, series.place,
                             series.item, series.measure, series.unit, row.value);
      }
    }
    for (const record::EventRow& row : sink_.events()) {
      if (holds(record::Series{row.stage, row.place, row.item, "", row.unit})) {
        lines += fmt::format("{} {} {} {} {} {:a} {}\n", row.time.time_since_epoch().count(), row.stage, row.place,
                             row.what, row.item, row.quantity, row.unit);
      }
    }
    return lines;
  }

 private:
  void collect() { curves_ = std::make_unique<metrics::Curves>(sink_.series(), sink_.curves()); }

  record::MemorySink sink_;
  std::unique_ptr<metrics::Curves> curves_;
};

inline Run run_of(const std::string& text) { return Run(scenario_of(text)); }

/// The event called `what` at `place`, all of them, as `2026-03-09 4 racks`.
inline std::vector<std::string> events_of(const Run& run, std::string_view place, std::string_view what) {
  std::vector<std::string> texts;
  for (const record::EventRow& row : run.sink().events()) {
    if (row.place == place && row.what == what) {
      texts.push_back(fmt::format("{} {} {}", base::to_date_text(row.time), row.quantity, row.unit));
    }
  }
  return texts;
}

}  // namespace aibelt::test
