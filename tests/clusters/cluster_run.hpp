#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "tests/engine/running.hpp"
#include "tests/support/temporary_folder.hpp"

namespace aibelt::test {

/// A JobRow that outlives its run; times in seconds from the start of the run.
struct DoneJob {
  std::int64_t number = 0;
  std::string workload;
  std::string tenant;
  std::string cluster;
  std::string accelerator;
  double submission = 0;
  double start = 0;
  double finish = 0;
  double run = 0;
  double requested = 0;
  double accelerators = 0;
  std::int64_t restarts = 0;
  bool is_done = true;
  std::string allocated;
  double it_energy_j = 0;
  double facility_energy_j = 0;
  double cost_krw = 0;
  double co2_g = 0;

  double accelerator_hours() const { return accelerators * run / 3600; }
};

/// Keeps rows, those of jobs with texts of their own.
class JobSink : public record::MemorySink {
 public:
  using record::MemorySink::write;

  void write(const record::JobRow& row) override {
    const auto seconds = [](base::Duration time) { return static_cast<double>(time.count()) / 1e6; };
    done_.push_back({row.number, std::string(row.workload), std::string(row.tenant), std::string(row.cluster),
                     std::string(row.accelerator), seconds(row.submission), seconds(row.start), seconds(row.finish),
                     seconds(row.run), seconds(row.requested), static_cast<double>(row.accelerators_milli) / 1000,
                     row.restarts, row.is_done, row.allocated, row.it_energy_j, row.facility_energy_j, row.cost_krw,
                     row.co2_g});
  }

  const std::vector<DoneJob>& done() const { return done_; }

 private:
  std::vector<DoneJob> done_;
};

/// A finished run with its jobs, in the order in which they ended.
struct ClusterRun {
  std::vector<DoneJob> jobs;
  Run rows;

  /// Sum over the run of one account of a cluster.
  double total(const char* measure, std::string_view item = {}, std::string_view place = {}) const {
    return rows.total({.stage = "cluster", .measure = measure, .item = item, .place = place});
  }

  /// The job `number` of `workload`; std::runtime_error where it has no row.
  const DoneJob& job(std::int64_t number, std::string_view workload = "jobs") const {
    for (const DoneJob& one : jobs) {
      if (one.number == number && one.workload == workload) {
        return one;
      }
    }
    throw std::runtime_error(fmt::format("no row for job {} of {}", number, workload));
  }

  /// Every row as a line, doubles to the last bit; jobs of `cluster` only where one is named.
  std::string text(std::string_view cluster = {}) const {
    std::string lines = rows.text_if([&](const record::Series& of) { return cluster.empty() || of.place == cluster; });
    for (const DoneJob& job : jobs) {
      if (cluster.empty() || job.cluster == cluster) {
        lines += fmt::format("{} {} {} {} {} {:a} {:a} {:a} {:a} {:a} {} {} {} {:a} {:a} {:a} {:a}\n", job.number,
                             job.workload, job.tenant, job.cluster, job.accelerator, job.submission, job.start,
                             job.finish, job.run, job.requested, job.restarts, job.is_done, job.allocated,
                             job.it_energy_j, job.facility_energy_j, job.cost_krw, job.co2_g);
      }
    }
    return lines;
  }
};

inline ClusterRun cluster_run(const scenario::Scenario& scenario, engine::Driver driver = engine::Driver::memory) {
  JobSink sink;
  engine::run(scenario, sink, {}, driver);
  return {sink.done(), Run(record::MemorySink(sink))};
}

inline ClusterRun cluster_run(const std::string& text) { return cluster_run(scenario_of(text)); }

/// Racks `rack` of 16 accelerators `gpu` in two nodes: 4 kW idle, 16 kW at work, so 250 W and 1000 W an accelerator. They stand
/// at the site `site`, whose facility power is 1.25 of IT power, 100 KRW and 400 g CO2 a kWh. The cluster is called `cluster`.
struct ClusterText {
  std::string to = "2026-02-01";
  std::string site = R"("opening": {"rack": 1})";  ///< further fields
  std::string phases = R"("100 MW")";
  std::string cluster = R"("scheduling": "fcfs")";  ///< further fields
  std::string workloads = "";                       ///< entries
  std::string more = "";                            ///< further entries of "clusters"
  std::string sections = "";                        ///< further sections, each after a comma

  operator std::string() const {  // NOLINT(google-explicit-constructor): stands for its text
    return fmt::format(R"({{
      "name": "clusters", "from": "2026-01-01", "to": "{}",
      "accelerators": {{
        "gpu": {{ "token_rate": "100 tokens/s/GPU", "compute_rate": "2 PFLOP/s", "training_efficiency": 0.5 }},
        "new": {{ "token_rate": "200 tokens/s/GPU", "compute_rate": "4 PFLOP/s", "training_efficiency": 0.5 }}
      }},
      "racks": {{
        "rack": {{ "accelerator": "gpu", "accelerators": 16, "node_accelerators": 8, "power": "16 kW", "idle_power": "4 kW" }},
        "wide": {{ "accelerator": "new", "accelerators": 16, "node_accelerators": 16, "power": "32 kW", "idle_power": "8 kW" }}
      }},
      "sites": {{ "site": {{ "phases": {}, "pue": 1.25, "commissioning": "1 racks/day", "order_ahead": "21 days",
        "tariff": {{ "kind": "flat", "price": "100 KRW/kWh" }}, "carbon": {{ "kind": "flat", "intensity": "400 gCO2/kWh" }}, {} }} }},
      "clusters": {{ "cluster": {{ "site": "site", {} }}{} }},
      "workloads": {{ {} }}{}
    }})",
                       to, phases, site, cluster, more, workloads, sections);
  }
};

/// A trace of a test, as a workload. Columns: submission_s, runtime_s, estimate_s, processors, gpu_milli, tenant.
class JobFile {
 public:
  explicit JobFile(const std::string& lines)
      : file_(folder_.write("jobs.csv", "submission_s,runtime_s,estimate_s,processors,gpu_milli,tenant\n" + lines)) {}

  /// The entry `name` of a scenario's workloads with further fields, each after a comma.
  std::string workload(const std::string& more = "", const std::string& name = "jobs") const {
    return fmt::format(R"("{}": {{ "kind": "trace", "file": "{}", "start": "2026-01-01"{} }})", name, file_.string(),
                       more);
  }

 private:
  TemporaryFolder folder_;
  std::filesystem::path file_;
};

}  // namespace aibelt::test
