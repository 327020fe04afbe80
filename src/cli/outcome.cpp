#include "outcome.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "aibelt/base/error.hpp"
#include "aibelt/engine/money_table.hpp"
#include "aibelt/engine/product_table.hpp"
#include "aibelt/engine/supply_graph.hpp"
#include "aibelt/metrics/belt_kpis.hpp"
#include "aibelt/metrics/bullwhip.hpp"
#include "aibelt/metrics/money.hpp"
#include "aibelt/metrics/service_level.hpp"

namespace aibelt::cli {
namespace {

/// Events that say what held each month up, one for each month in which that changes.
void write_bindings(const std::vector<metrics::Binding>& bindings, const std::string& what, record::Sink& sink) {
  std::string before;
  for (const metrics::Binding& binding : bindings) {
    if (const std::string text = to_text(binding); text != before) {
      const double amount = binding.evidence.empty() ? 0 : binding.evidence.back().amount;
      const std::string unit = binding.evidence.empty() ? "" : binding.evidence.back().unit;
      const std::string item = binding.evidence.empty() ? "" : binding.evidence.back().item;
      sink.write(record::EventRow{base::start_of(binding.month), "belt", text, what, item, amount, unit});
      before = text;
    }
  }
}

/// Why `expectation` does not hold, or nothing when it does.
std::string failure_of(const scenario::Expectation& expectation, const metrics::Kpis& kpis) {
  const auto kpi =
      std::find_if(kpis.begin(), kpis.end(), [&](const metrics::Kpi& known) { return known.name == expectation.kpi; });
  base::ensure(kpi != kpis.end(), "an expectation names an unknown KPI");
  const std::string what = name_of(expectation);
  const auto value = kpi->at(expectation.at);
  if (!value) {
    return what + " has no value: nothing took place in that time";
  }
  if (expectation.min && *value < *expectation.min) {
    return fmt::format("{} is {} {}, below the least expected, {}", what, *value, kpi->unit, *expectation.min);
  }
  if (expectation.max && *value > *expectation.max) {
    return fmt::format("{} is {} {}, above the most expected, {}", what, *value, kpi->unit, *expectation.max);
  }
  return "";
}

}  // namespace

Outcome outcome_of(const scenario::Scenario& scenario, const record::MemorySink& rows) {
  metrics::Curves curves(rows.series(), rows.curves());
  const auto money = metrics::money(curves, engine::money_table(scenario));
  metrics::Kpis kpis = metrics::belt_kpis(money.empty() ? curves : metrics::with(curves, money));
  auto belt = metrics::supply_and_demand(curves, engine::product_table(scenario));
  const auto service = metrics::service_levels(curves);
  belt.insert(belt.end(), service.begin(), service.end());
  const auto bullwhip = metrics::bullwhip(curves);
  belt.insert(belt.end(), bullwhip.begin(), bullwhip.end());
  belt.insert(belt.end(), money.begin(), money.end());
  metrics::Bindings bindings{metrics::binding_of_services(curves), metrics::binding_of_supply(curves)};
  return {std::move(curves), std::move(kpis), std::move(belt), std::move(bindings)};
}

void write_run(const scenario::Scenario& scenario, const std::vector<std::string>& overrides,
               const record::MemorySink& rows, const Outcome& outcome, report::RunFolder& folder) {
  record::Sink& sink = folder.sink();
  std::vector<record::Series> series = rows.series();
  for (const metrics::Curve& curve : outcome.belt) {
    series.push_back(curve.series);
  }
  sink.declare(series);
  for (const record::CurveRow& row : rows.curves()) {
    sink.write(row);
  }
  for (std::size_t i = 0; i < outcome.belt.size(); ++i) {
    const record::SeriesId id{static_cast<std::int32_t>(rows.series().size() + i)};
    for (const auto& [month, value] : outcome.belt[i].months) {
      sink.write(record::CurveRow{month, id, value});
    }
  }
  for (const record::EventRow& row : rows.events()) {
    sink.write(row);
  }
  write_bindings(outcome.bindings.services, "holds_up_services", sink);
  write_bindings(outcome.bindings.racks, "holds_up_racks", sink);
  if (!scenario.section("lanes").empty()) {
    folder.add("network.json", network::to_json(engine::supply_graph(scenario)));
  }
  folder.describe(scenario, overrides, metrics::present(outcome.kpis), outcome.bindings);
}

std::string name_of(const scenario::Expectation& expectation) {
  return expectation.at.empty() ? expectation.kpi : fmt::format("{} at {}", expectation.kpi, expectation.at);
}

std::vector<Check> checks_of(const scenario::Scenario& scenario, const metrics::Kpis& kpis) {
  std::vector<Check> checks;
  for (const scenario::Expectation& expectation : scenario.expect) {
    checks.push_back({name_of(expectation), failure_of(expectation, kpis)});
  }
  return checks;
}

}  // namespace aibelt::cli
