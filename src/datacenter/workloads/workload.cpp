#include "workload.hpp"

#include <algorithm>

namespace aibelt::datacenter {

const scenario::FieldTable<CheckpointSpec>& CheckpointSpec::fields() {
  static const scenario::FieldTable<CheckpointSpec> table = {
      scenario::field(
          &CheckpointSpec::interval,
          {.name = "interval", .unit = "minutes", .low = 0.01, .doc = "work between two checkpoints [daly2006]"}),
      scenario::field(&CheckpointSpec::write,
                      {.name = "write", .unit = "minutes", .low = 0, .doc = "time a checkpoint holds the job up"}),
      scenario::field(&CheckpointSpec::restart,
                      {.name = "restart", .unit = "minutes", .low = 0, .doc = "time from a fault to work again"}),
      scenario::field(&CheckpointSpec::size,
                      {.name = "size", .unit = "TB", .low = 0, .doc = "data of one checkpoint", .by_default = "0 TB"}),
      scenario::field(&CheckpointSpec::copy_to,
                      {.name = "copy_to",
                       .doc = "site that gets a copy of every checkpoint over the fibre; the next waits for the last",
                       .refers_to = "sites",
                       .by_default = "nowhere"}),
  };
  return table;
}

const scenario::FieldTable<DatasetSpec>& DatasetSpec::fields() {
  static const scenario::FieldTable<DatasetSpec> table = {
      scenario::field(&DatasetSpec::at, {.name = "at", .doc = "site where the data lie", .refers_to = "sites"}),
      scenario::field(&DatasetSpec::size, {.name = "size", .unit = "TB", .low = 0, .doc = "what is moved at a time"}),
      scenario::field(&DatasetSpec::moves,
                      {.name = "moves",
                       .doc = "before a job at another site starts: once to each site, or anew for each_job",
                       .choices = {"once", "each_job"},
                       .by_default = "once"}),
  };
  return table;
}

bool WorkloadSpec::runs_in(const std::string& cluster) const {
  return clusters.empty() || std::find(clusters.begin(), clusters.end(), cluster) != clusters.end();
}

bool WorkloadSpec::runs_on(const std::string& accelerator) const {
  return accelerators.empty() || std::find(accelerators.begin(), accelerators.end(), accelerator) != accelerators.end();
}

base::Duration run_time_of(double seconds) {
  constexpr double kMicrosecondsPerSecond = 1e6;
  return base::Duration{
      static_cast<std::int64_t>(std::min(seconds * kMicrosecondsPerSecond, scenario::kLongestDrawUs)) + 1};
}

bool is_fed_directly(const WorkloadSpec& workload, const scenario::Scenario& scenario) {
  const std::size_t n_clusters =
      workload.clusters.empty() ? scenario.section("clusters").size() : workload.clusters.size();
  return n_clusters == 1 && !workload.dataset && !workload.is_movable;
}

base::Stream Opening::stream(std::string_view purpose) const {
  return {static_cast<std::uint64_t>(scenario.seed), "workload/" + name + "/" + std::string(purpose)};
}

}  // namespace aibelt::datacenter
