/// A million jobs on 50,000 accelerators of a scenario's cluster under EASY, with placement, power, energy and costs of every job;
/// then a job trace on the same cluster against a bare one. Prints CPU time, memory and ratios; exits 1 where one exceeds its bound.
///
/// Reads the trace below the folder in AIBELT_DATA_DIR where it is there, else leaves it out.

#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <string>

#include <fmt/format.h>

#include "aibelt/datacenter/replay.hpp"
#include "aibelt/engine/engine.hpp"
#include "aibelt/entity/driver.hpp"
#include "aibelt/scenario/document.hpp"

namespace {

namespace fs = std::filesystem;
using namespace aibelt;

constexpr double kMillionBoundS = 4;
constexpr double kMillionBoundMb = 500;
constexpr int kRounds = 5;

double cpu_s() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

double peak_mb() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

/// Counts jobs and keeps nothing.
struct JobCount : record::Sink {
  void declare(const std::vector<record::Series>& /*series*/) override {}
  void write(const record::CurveRow& /*row*/) override {}
  void write(const record::EventRow& /*row*/) override {}
  void write(const record::JobRow& row) override {
    ++jobs;
    waited += row.start - row.submission;
    accelerator_s += static_cast<double>(row.accelerators_milli) / 1e3 * static_cast<double>(row.run.count()) / 1e6;
  }

  std::int64_t jobs = 0;
  base::Duration waited{0};
  double accelerator_s = 0;
};

scenario::Scenario scenario_of(const std::string& text) {
  base::Issues issues;
  auto source = scenario::parse_json(text, "bench.json", issues);
  const scenario::Document document{"bench.json", std::move(source->root), std::move(source->positions), {}};
  auto scenario = scenario::read_scenario(document, engine::catalogue(), issues);
  if (scenario) {
    engine::validate(*scenario, document, issues);
  }
  for (const base::Issue& issue : issues) {
    std::fprintf(stderr, "%s\n", base::to_text(issue).c_str());
  }
  if (!issues.empty()) {
    std::exit(2);
  }
  return std::move(*scenario);
}

/// A cluster of `racks` racks of `per_rack` accelerators in nodes of `per_node`, with one workload.
std::string cluster_text(const std::string& to, int racks, int per_rack, int per_node, const std::string& workload) {
  return fmt::format(R"({{
    "name": "bench", "from": "2026-01-01", "to": "{}",
    "accelerators": {{ "gpu": {{ "token_rate": "100 tokens/s/GPU", "compute_rate": "2 PFLOP/s", "training_efficiency": 0.5 }} }},
    "racks": {{ "rack": {{ "accelerator": "gpu", "accelerators": {}, "node_accelerators": {}, "power": "100 kW" }} }},
    "sites": {{ "site": {{ "phases": "1000 MW", "pue": 1.2, "opening": {{ "rack": {} }}, "commissioning": "1 racks/day",
      "order_ahead": "0 days", "tariff": {{ "kind": "flat", "price": "100 KRW/kWh" }},
      "carbon": {{ "kind": "flat", "intensity": "400 gCO2/kWh" }} }} }},
    "clusters": {{ "cluster": {{ "site": "site", "scheduling": "easy_backfill", "placement": "pack" }} }},
    "workloads": {{ "jobs": {} }}
  }})",
                     to, per_rack, per_node, racks, workload);
}

JobCount run(const scenario::Scenario& scenario) {
  JobCount count;
  engine::run(scenario, count, {}, engine::Driver::memory);
  return count;
}

/// Mean size 31.2 accelerators, mean length 13.6 h: 1,000,000 jobs in 365 days ask for 97 % of 50,000.
bool time_million() {
  const scenario::Scenario scenario = scenario_of(cluster_text("2027-01-01", 625, 80, 8, R"({
    "kind": "batch", "arrivals": { "base": "2740 1/day" }, "overestimate": 2,
    "accelerators": { "kind": "choice", "options": [{ "value": 8, "weight": 50 }, { "value": 16, "weight": 30 },
      { "value": 64, "weight": 15 }, { "value": 256, "weight": 5 }] },
    "runtime": { "kind": "lognormal", "median": "6.6 hours", "sigma": 1.2 } })"));
  const double before_s = cpu_s();
  const JobCount count = run(scenario);
  const double s = cpu_s() - before_s;
  const double mb = peak_mb();
  std::printf("%lld jobs on 50,000 accelerators in 6,250 nodes, EASY, pack\n", static_cast<long long>(count.jobs));
  std::printf("  %.2f s CPU, %.0f ns a job, %.0f MB at most; used %.3f, mean wait %.2f h\n", s,
              1e9 * s / static_cast<double>(count.jobs), mb, count.accelerator_s / (50e3 * 365 * 86400),
              static_cast<double>(count.waited.count()) / 3.6e9 / static_cast<double>(count.jobs));
  return s <= kMillionBoundS && mb <= kMillionBoundMb;
}

template <class Work>
double median_cpu_s(const Work& work) {
  std::array<double, kRounds> times{};
  for (double& time : times) {
    const double before = cpu_s();
    work();
    time = cpu_s() - before;
  }
  std::sort(times.begin(), times.end());
  return times[kRounds / 2];
}

void compare_with_bare_cluster() {
  const char* folder = std::getenv("AIBELT_DATA_DIR");
  const fs::path trace = fs::path(folder == nullptr ? "" : folder) / "data/swf/KTH-SP2-1996-2.1-cln.swf";
  if (!fs::exists(trace)) {
    std::printf("no trace to compare with a bare cluster\n");
    return;
  }
  const scenario::Scenario scenario = scenario_of(
      cluster_text("2027-02-01", 1, 100, 1,
                   fmt::format(R"({{ "kind": "trace", "file": "{}", "start": "2026-01-01" }})", trace.string())));
  base::Issues issues;
  datacenter::ReplayResult bare;
  JobCount count;
  const fs::path out = fs::temp_directory_path() / "aibelt_cluster_bench";
  const double bare_s = median_cpu_s([&] {
    bare = datacenter::replay({.trace = trace, .out = out, .screening = workload::Screening::lenient}, issues);
  });
  const double cluster_s = median_cpu_s([&] { count = run(scenario); });
  fs::remove_all(out);
  std::printf("%lld jobs of %s on 100 processors, EASY, both with the reading of the trace\n",
              static_cast<long long>(count.jobs), trace.filename().c_str());
  std::printf("  bare cluster with jobs.csv %8.1f ms   mean wait %.0f s of %lld jobs\n", 1e3 * bare_s,
              bare.metrics.mean_wait_s, static_cast<long long>(bare.metrics.jobs));
  std::printf("  cluster of a scenario %13.1f ms   mean wait %.0f s   ratio %.2f   %.0f ns a job\n", 1e3 * cluster_s,
              static_cast<double>(count.waited.count()) / 1e6 / static_cast<double>(count.jobs), cluster_s / bare_s,
              1e9 * cluster_s / static_cast<double>(count.jobs));
}

}  // namespace

int main() {
  const bool is_fast = time_million();
  compare_with_bare_cluster();
  return is_fast ? 0 : 1;
}
