#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "aibelt/entity/ledger.hpp"
#include "partition.hpp"

namespace aibelt::datacenter {

/// The monthly accounts of a cluster: accelerators by kind of rack, jobs by workload, power.
///
/// Accelerator-hours of a workload are `used`; of these `kept` became work that was saved, `lost` work that a fault undid, and
/// the rest went into checkpoints, restarts and slow running.
class ClusterAccounts {
 public:
  ClusterAccounts(const std::string& cluster, entity::SeriesBook& book) : ledger_("cluster", cluster, book) {}

  void open_rack(const std::string& rack);
  void open_workload(const std::string& workload);

  entity::Ledger& ledger() { return ledger_; }

  /// Books the accelerator-hours of `span` on the partitions as they stand.
  void pass_time(const std::vector<std::unique_ptr<Partition>>& partitions, base::Duration span);

  /// Sets what the month ends with; `waiting` has, by workload, the jobs that wait outside the partitions.
  void set_levels(const std::vector<std::unique_ptr<Partition>>& partitions, std::vector<double> waiting);

  void submitted(std::size_t workload) { ledger_.add(workloads_[workload].submitted, 1); }
  void started(std::size_t workload, base::Duration wait);
  void ran(std::size_t workload, double accelerators, base::Duration ran, base::Duration kept, base::Duration lost);
  void fault(std::size_t workload) { ledger_.add(workloads_[workload].interrupted, 1); }
  void finished(std::size_t workload, bool is_late);
  void given_up(std::size_t workload) { ledger_.add(workloads_[workload].given_up, 1); }

  /// Time with work slowed for power, at `speed`, or with more power drawn than the limit.
  void limited(base::Duration span, bool is_slowed, bool is_above);

 private:
  using Account = entity::Ledger::Account;

  struct OfRack {
    Account installed, in_service, used;
  };
  struct OfWorkload {
    Account submitted, started, finished, late, interrupted, given_up, wait, used, kept, lost, waiting, running;
  };

  entity::Ledger ledger_;
  std::vector<OfRack> racks_;
  std::vector<OfWorkload> workloads_;
  Account slowed_ = ledger_.total("", "slowed", "hours");
  Account above_limit_ = ledger_.total("", "above_limit", "hours");
};

}  // namespace aibelt::datacenter
