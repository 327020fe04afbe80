#include "run_command.hpp"

#include <algorithm>
#include <cstdio>

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "aibelt/base/error.hpp"
#include "aibelt/engine/engine.hpp"
#include "aibelt/engine/money_table.hpp"
#include "aibelt/engine/product_table.hpp"
#include "aibelt/engine/supply_graph.hpp"
#include "aibelt/metrics/belt_kpis.hpp"
#include "aibelt/metrics/binding.hpp"
#include "aibelt/metrics/bullwhip.hpp"
#include "aibelt/metrics/money.hpp"
#include "aibelt/metrics/service_level.hpp"
#include "aibelt/report/run_folder.hpp"
#include "cluster_table.hpp"
#include "interrupt.hpp"
#include "progress.hpp"
#include "recovery_table.hpp"
#include "table.hpp"

namespace aibelt::cli {
namespace {

std::optional<scenario::Scenario> load(const std::string& file, const std::vector<std::string>& overrides) {
  base::Issues issues;
  auto scenario = engine::load(file, overrides, issues);
  print_issues(issues, file);
  return scenario;
}

/// What one run came to.
struct Outcome {
  metrics::Curves curves;
  metrics::Kpis kpis;
  std::vector<metrics::Curve> belt;
  metrics::Bindings bindings;
};

Outcome digest(const scenario::Scenario& scenario, const record::MemorySink& rows) {
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

void write_folder(const RunOptions& options, const scenario::Scenario& scenario, const record::MemorySink& rows,
                  const Outcome& outcome, report::RunFolder& folder) {
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
  folder.describe(scenario, options.overrides, metrics::present(outcome.kpis), outcome.bindings);
}

/// Why `expectation` does not hold, or nothing when it does.
std::string failure_of(const scenario::Expectation& expectation, const metrics::Kpis& kpis) {
  const auto kpi =
      std::find_if(kpis.begin(), kpis.end(), [&](const metrics::Kpi& known) { return known.name == expectation.kpi; });
  base::ensure(kpi != kpis.end(), "an expectation names an unknown KPI");
  const std::string what = expectation.at.empty() ? kpi->name : fmt::format("{} at {}", kpi->name, expectation.at);
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

/// Prints each expectation that does not hold and returns whether all do.
bool check(const scenario::Scenario& scenario, const metrics::Kpis& kpis) {
  std::size_t n_failed = 0;
  for (const scenario::Expectation& expectation : scenario.expect) {
    if (const std::string failure = failure_of(expectation, kpis); !failure.empty()) {
      ++n_failed;
      fmt::print(stderr, "check failed: {}\n", failure);
    }
  }
  fmt::print(stderr, "{} of {} checks hold\n", scenario.expect.size() - n_failed, scenario.expect.size());
  return n_failed == 0;
}

/// Keeps curves and events for the metrics; jobs, of which there may be millions, go straight to the folder.
class RunRows : public record::MemorySink {
 public:
  using record::MemorySink::write;

  explicit RunRows(report::RunFolder* folder) : folder_(folder) {}

  void write(const record::JobRow& row) override {
    if (folder_ != nullptr) {
      folder_->sink().write(row);
    }
  }

 private:
  report::RunFolder* folder_;
};

/// Whether the run came to its end.
bool simulate(const scenario::Scenario& scenario, record::Sink& rows) {
  Progress progress(scenario.from, scenario.to);
  const entity::Watch watch{[&](base::SimTime now) { progress.show(now); }, is_interrupted};
  return engine::run(scenario, rows, watch) && !is_interrupted();
}

void print_tables(const RunOptions& options, const scenario::Scenario& scenario, const Outcome& outcome) {
  fmt::print("{}\n", title_of(scenario));
  const bool has_clusters = !scenario.section("clusters").empty();
  if (!has_clusters || has_belt(outcome.kpis)) {
    fmt::print("\n{}", yearly_table(outcome.kpis, outcome.bindings));
  }
  if (has_clusters) {
    fmt::print("\n{}\n{}", cluster_table(outcome.kpis), workload_table(outcome.curves));
  }
  if (!options.unit.empty()) {
    fmt::print("\n{}", supply_table(outcome.belt, options.unit));
  }
}

}  // namespace

Exit run_scenario(const RunOptions& options) {
  RunOptions all = options;
  if (options.seed) {
    all.overrides.push_back(fmt::format("seed={}", *options.seed));
  }
  const auto scenario = load(all.scenario, all.overrides);
  if (!scenario) {
    return Exit::bad_input;
  }
  spdlog::debug("read {}: {} figures", all.scenario, scenario->uses.size());
  watch_for_interrupts();
  std::optional<report::RunFolder> folder;
  if (!all.folder.empty()) {
    folder.emplace(all.folder);
    if (!scenario->section("workloads").empty()) {
      folder->expect_jobs();
    }
  }
  RunRows rows(folder ? &*folder : nullptr);
  if (!simulate(*scenario, rows)) {
    return give_up();
  }
  spdlog::debug("ran to {}: {} rows, {} events", base::to_date_text(scenario->to), rows.curves().size(),
                rows.events().size());
  const Outcome outcome = digest(*scenario, rows);
  const auto recovery = all.shows_recovery ? recovery_tables(*scenario, outcome.curves) : std::string();
  if (!recovery) {
    return give_up();
  }
  if (folder) {
    write_folder(all, *scenario, rows, outcome, *folder);
    if (is_interrupted()) {
      return give_up();
    }
    folder->commit();
    spdlog::debug("wrote {}", all.folder);
  }
  print_tables(all, *scenario, outcome);
  fmt::print("{}", *recovery);
  return all.is_checked && !check(*scenario, outcome.kpis) ? Exit::failed : Exit::ok;
}

Exit validate_scenario(const std::string& scenario, const std::vector<std::string>& overrides) {
  if (!load(scenario, overrides)) {
    return Exit::bad_input;
  }
  fmt::print("{}: no problems\n", scenario);
  return Exit::ok;
}

}  // namespace aibelt::cli
