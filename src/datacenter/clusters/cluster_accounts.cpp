#include "cluster_accounts.hpp"

namespace aibelt::datacenter {
namespace {

double hours(base::Duration span) { return std::chrono::duration<double, std::ratio<3600>>(span).count(); }

}  // namespace

void ClusterAccounts::open_rack(const std::string& rack) {
  const auto total = [&](const char* measure) { return ledger_.total(rack, measure, "accelerator-hours"); };
  racks_.push_back({total("installed"), total("in_service"), total("occupied")});
}

void ClusterAccounts::open_workload(const std::string& workload) {
  const auto jobs = [&](const char* measure) { return ledger_.total(workload, measure, "jobs"); };
  const auto spent = [&](const char* measure) { return ledger_.total(workload, measure, "accelerator-hours"); };
  const auto level = [&](const char* measure) { return ledger_.level(workload, measure, "jobs"); };
  workloads_.push_back({.submitted = jobs("submitted"),
                        .started = jobs("started"),
                        .finished = jobs("finished"),
                        .late = jobs("late"),
                        .interrupted = jobs("interrupted"),
                        .given_up = jobs("given_up"),
                        .wait = ledger_.total(workload, "wait", "job-hours"),
                        .used = spent("used"),
                        .kept = spent("kept"),
                        .lost = spent("lost"),
                        .waiting = level("waiting"),
                        .running = level("running")});
}

void ClusterAccounts::pass_time(const std::vector<std::unique_ptr<Partition>>& partitions, base::Duration span) {
  const double passed = hours(span);
  for (std::size_t i = 0; i < partitions.size(); ++i) {
    ledger_.add(racks_[i].installed, static_cast<double>(partitions[i]->installed()) * passed);
    ledger_.add(racks_[i].in_service, static_cast<double>(partitions[i]->in_service()) * passed);
    ledger_.add(racks_[i].used, partitions[i]->used() * passed);
  }
}

void ClusterAccounts::set_levels(const std::vector<std::unique_ptr<Partition>>& partitions,
                                 std::vector<double> waiting) {
  std::vector<double> running(workloads_.size());
  for (const auto& partition : partitions) {
    for (const std::int32_t seat : partition->waiting()) {
      ++waiting[partition->job(seat).workload];
    }
    for (const std::int32_t seat : partition->running()) {
      ++running[partition->job(seat).workload];
    }
  }
  for (std::size_t i = 0; i < workloads_.size(); ++i) {
    ledger_.set(workloads_[i].waiting, waiting[i]);
    ledger_.set(workloads_[i].running, running[i]);
  }
}

void ClusterAccounts::started(std::size_t workload, base::Duration wait) {
  ledger_.add(workloads_[workload].started, 1);
  ledger_.add(workloads_[workload].wait, hours(wait));
}

void ClusterAccounts::ran(std::size_t workload, double accelerators, base::Duration ran, base::Duration kept,
                          base::Duration lost) {
  ledger_.add(workloads_[workload].used, accelerators * hours(ran));
  ledger_.add(workloads_[workload].kept, accelerators * hours(kept));
  ledger_.add(workloads_[workload].lost, accelerators * hours(lost));
}

void ClusterAccounts::finished(std::size_t workload, bool is_late) {
  ledger_.add(workloads_[workload].finished, 1);
  ledger_.add(workloads_[workload].late, is_late ? 1 : 0);
}

void ClusterAccounts::limited(base::Duration span, bool is_slowed, bool is_above) {
  ledger_.add(slowed_, is_slowed ? hours(span) : 0);
  ledger_.add(above_limit_, is_above ? hours(span) : 0);
}

}  // namespace aibelt::datacenter
