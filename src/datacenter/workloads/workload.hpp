#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "aibelt/base/random.hpp"
#include "aibelt/policy/site_choice.hpp"
#include "aibelt/product/products.hpp"
#include "aibelt/scenario/codec.hpp"
#include "aibelt/scenario/distribution.hpp"
#include "aibelt/scenario/scenario.hpp"
#include "aibelt/workload/arrivals.hpp"

namespace aibelt::datacenter {

/// One job of a workload.
struct Task {
  std::int64_t number = 0;  ///< within its workload, from 1
  base::SimTime submission;
  base::Duration work{};    ///< run time at full speed, without faults, checkpoints and restarts
  double overestimate = 1;  ///< run time its owner asks for, over the time it runs when nothing fails
  double tokens = 0;        ///< where `WorkloadSpec::work_on` goes by them
  std::int32_t accelerators = 1;
  std::int32_t accelerator_milli = 1000;  ///< thousandths of its accelerator; 1000 where it has several
  std::int64_t cpu_milli = 0;             ///< 0 where nobody counts
  std::int64_t memory_mib = 0;
  std::string_view tenant;  ///< valid until the next task
};

/// The run time of a job that takes `seconds`: a microsecond more, and no longer than the longest that is ever drawn.
base::Duration run_time_of(double seconds);

/// The jobs of one workload by submission.
class TaskStream {
 public:
  virtual ~TaskStream() = default;

  /// The next job; false after the last.
  virtual bool next(Task& task) = 0;
};

/// How a job saves its progress: every `interval` of work takes `write`; a restart takes `restart`.
struct CheckpointSpec {
  base::Duration interval{0};
  base::Duration write{0};
  base::Duration restart{0};
  base::DataSize size;
  std::string copy_to;

  static const scenario::FieldTable<CheckpointSpec>& fields();
};

/// The data a workload reads: where they lie and what moves before work starts elsewhere.
struct DatasetSpec {
  std::string at;
  base::DataSize size;
  std::string moves = "once";  ///< or `each_job`

  static const scenario::FieldTable<DatasetSpec>& fields();
};

/// What a workload is told when its stream is opened.
struct Opening {
  const scenario::Scenario& scenario;
  const std::string& name;  ///< the workload's, which outlives the stream

  /// The workload's random stream for `purpose`.
  base::Stream stream(std::string_view purpose) const;
};

/// A stream of jobs that a scenario wants done.
struct WorkloadSpec : scenario::Spec {
  std::vector<std::string> clusters;
  std::vector<std::string> accelerators;
  std::string owner;
  std::int64_t rank = 1;
  base::Ratio load = base::Ratio::from_base_units(1);
  std::optional<base::Duration> deadline;
  std::optional<CheckpointSpec> checkpoints;
  std::optional<DatasetSpec> dataset;
  std::string origin;
  bool is_movable = false;
  std::shared_ptr<const policy::SiteChoicePolicy> site_choice = policy::default_site_choice();

  virtual std::unique_ptr<TaskStream> open(const Opening& opening) const = 0;

  /// Run time of `task` at full speed on accelerators of this kind.
  virtual base::Duration work_on(const Task& task, const product::Accelerator& /*accelerator*/) const {
    return task.work;
  }

  /// Whether some of its jobs take less than a whole accelerator.
  virtual bool has_fractions() const { return false; }

  const std::string& tenant(const std::string& name) const { return owner.empty() ? name : owner; }

  bool runs_in(const std::string& cluster) const;

  /// Whether it runs on this kind of accelerator.
  bool runs_on(const std::string& accelerator) const;
};

/// Whether a workload's jobs come straight to the one cluster that may run them, with no data to be moved before.
bool is_fed_directly(const WorkloadSpec& workload, const scenario::Scenario& scenario);

/// `table` with the fields that every workload has.
template <class Spec>
scenario::FieldTable<Spec> with_workload_fields(scenario::FieldTable<Spec> table) {
  const auto add = [&]<class T>(T WorkloadSpec::*member, scenario::FieldInfo info) {
    table.push_back(scenario::field<Spec>(static_cast<T Spec::*>(member), std::move(info)));
  };
  add(&WorkloadSpec::clusters, {.name = "clusters",
                                .doc = "clusters that may run it; all when missing",
                                .refers_to = "clusters",
                                .by_default = "[]"});
  add(&WorkloadSpec::accelerators, {.name = "runs_on",
                                    .doc = "kinds of accelerator it runs on; any when missing",
                                    .refers_to = "accelerators",
                                    .by_default = "[]"});
  add(&WorkloadSpec::owner, {.name = "tenant", .doc = "who owns its jobs", .by_default = "the workload's name"});
  add(&WorkloadSpec::rank, {.name = "priority",
                            .unit = "1",
                            .low = 1,
                            .high = 1000,
                            .doc = "rank for policies that rank, 1 first",
                            .by_default = "1"});
  add(&WorkloadSpec::load, {.name = "load",
                            .unit = "1",
                            .low = 0,
                            .high = 1,
                            .doc = "part of an accelerator's power range its jobs draw above idle, mean over the run",
                            .by_default = "1"});
  add(&WorkloadSpec::deadline, {.name = "deadline",
                                .unit = "hours",
                                .low = 0,
                                .doc = "time from submission by which a job should be done; later ones are counted"});
  add(&WorkloadSpec::checkpoints,
      {.name = "checkpoints", .doc = "how its jobs save progress; without it a fault costs the whole run"});
  add(&WorkloadSpec::dataset, {.name = "data", .doc = "the data its jobs read"});
  add(&WorkloadSpec::origin, {.name = "users_at",
                              .doc = "place of the fibre network its users are near, for choosing by latency",
                              .by_default = "nowhere in particular"});
  add(&WorkloadSpec::is_movable, {.name = "movable",
                                  .doc = "whether its jobs may move to another cluster that gives them up",
                                  .by_default = "false"});
  add(&WorkloadSpec::site_choice,
      {.name = "site_choice", .doc = "which of its clusters a job goes to", .by_default = "free_capacity"});
  return table;
}

/// The field of workloads whose owners do not know how long a job runs.
template <class Spec>
scenario::Field<Spec> overestimate_field(base::Ratio Spec::*member) {
  return scenario::field(member, {.name = "overestimate",
                                  .unit = "1",
                                  .low = 1,
                                  .high = 1000,
                                  .doc = "run time asked for, over that needed",
                                  .by_default = "1"});
}

scenario::Kind<scenario::Spec> agent_sessions();
scenario::Kind<scenario::Spec> batch_jobs();
scenario::Kind<scenario::Spec> digital_twin();
scenario::Kind<scenario::Spec> fine_tuning();
scenario::Kind<scenario::Spec> trace_jobs();
scenario::Kind<scenario::Spec> training_campaign();

}  // namespace aibelt::datacenter
