#pragma once

#include <string>
#include <vector>

#include "aibelt/metrics/binding.hpp"
#include "aibelt/metrics/curves.hpp"
#include "aibelt/metrics/kpi.hpp"
#include "aibelt/record/sink.hpp"
#include "aibelt/report/run_folder.hpp"
#include "aibelt/scenario/scenario.hpp"

namespace aibelt::cli {

/// What one run came to.
struct Outcome {
  metrics::Curves curves;
  metrics::Kpis kpis;
  std::vector<metrics::Curve> belt;  ///< supply and demand, service levels, bullwhip and money: what rows add up to
  metrics::Bindings bindings;
};

Outcome outcome_of(const scenario::Scenario& scenario, const record::MemorySink& rows);

/// Keeps curves and events for the metrics; jobs, of which there may be millions, go straight to the folder, or nowhere without.
class RunRows : public record::MemorySink {
 public:
  using record::MemorySink::write;

  explicit RunRows(report::RunFolder* folder = nullptr) : folder_(folder) {}

  void write(const record::JobRow& row) override {
    if (folder_ != nullptr) {
      folder_->sink().write(row);
    }
  }

 private:
  report::RunFolder* folder_;
};

/// Writes all of the run but its jobs into `folder`, which is left to be committed.
void write_run(const scenario::Scenario& scenario, const std::vector<std::string>& overrides,
               const record::MemorySink& rows, const Outcome& outcome, report::RunFolder& folder);

/// The KPI of an expectation and when.
std::string name_of(const scenario::Expectation& expectation);

/// One of the scenario's expectations, and how it came out.
struct Check {
  std::string what;     ///< the KPI and when
  std::string failure;  ///< why it does not hold; empty where it does
};

/// In the order of the scenario.
std::vector<Check> checks_of(const scenario::Scenario& scenario, const metrics::Kpis& kpis);

}  // namespace aibelt::cli
