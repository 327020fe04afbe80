/// A training run under random faults against the closed form of its effective time [daly2006].

#include "aibelt/base/statistics.hpp"
#include "aibelt/workload/checkpointing.hpp"
#include "tests/clusters/cluster_run.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using test::ClusterText;

namespace {

struct Case {
  double faults_per_node_day;
  int interval_min;
  int write_min;
  int restart_min;
};

/// A run of a model over 32 accelerators in 4 nodes, far longer than the year it is watched.
scenario::Scenario scenario_of(const Case& one) {
  const std::string workload = fmt::format(R"("train": {{ "kind": "campaign", "start": "2026-01-01", "accelerators": 32,
      "model": {{ "layers": 32, "hidden": 4096, "heads": 32, "ffn_hidden": 11008, "sequence": 4096, "vocabulary": 32000 }},
      "machine": {{ "efficiency": 0.5, "memory_bandwidth": "8 TB/s", "intra_node": "900 GB/s", "inter_node": "50 GB/s" }},
      "layout": {{ "tensor": 8 }}, "batch": 512, "tokens": "1e15 tokens",
      "checkpoints": {{ "interval": "{} minutes", "write": "{} minutes", "restart": "{} minutes" }} }})",
                                           one.interval_min, one.write_min, one.restart_min);
  return test::scenario_of(ClusterText{.to = "2027-01-01",
                                       .site = R"("opening": {"rack": 2})",
                                       .cluster = fmt::format(R"("scheduling": "fcfs", "failures": {{ "components": {{
        "all": {{ "rate_per_node": "{} 1/node/day", "interrupt_share": 1 }} }} }})",
                                                              one.faults_per_node_day),
                                       .workloads = workload});
}

}  // namespace

// The last, open interval counts as kept: at most 90 min of a year, 2·10⁻⁴, far below the standard error.
TEST_CASE("The effective time of a training run is within three standard errors of Daly's closed form") {
  constexpr int kRuns = 24;
  for (const Case& one : {Case{1, 60, 5, 10}, Case{4, 20, 2, 6}, Case{6, 90, 10, 15}, Case{0.5, 30, 1, 20}}) {
    INFO(one.faults_per_node_day << " faults a node and day, every " << one.interval_min << " min");
    scenario::Scenario scenario = scenario_of(one);
    double sum = 0;
    double sum_of_squares = 0;
    for (scenario.seed = 1; scenario.seed <= kRuns; ++scenario.seed) {
      const test::ClusterRun run = test::cluster_run(scenario);
      REQUIRE(run.total("occupied") == Approx(32 * 365 * 24));
      const double share = run.total("kept") / run.total("occupied");
      sum += share;
      sum_of_squares += share * share;
    }
    const double mean = sum / kRuns;
    const double error = std::sqrt((sum_of_squares / kRuns - mean * mean) / (kRuns - 1));
    const auto minutes = [](double count) { return base::Span::from_base_units(60 * count); };
    const double exact =
        workload::effective_time_ratio(minutes(one.interval_min), minutes(one.write_min), minutes(one.restart_min),
                                       workload::failure_distance(4, one.faults_per_node_day));
    INFO("mean " << mean << ", exact " << exact << ", standard error " << error);
    CHECK(error < 0.005);
    CHECK(std::abs(mean - exact) <= 3 * error);
  }
}
