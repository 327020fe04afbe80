#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "aibelt/base/calendar.hpp"
#include "aibelt/entity/connection.hpp"
#include "aibelt/entity/ledger.hpp"
#include "partition.hpp"

namespace aibelt::datacenter {

/// Sends a copy of each checkpoint to another site, one at a time for each job: a checkpoint that is written while the last copy is
/// still on its way is not copied.
class CheckpointCopies {
 public:
  /// `ledger` and `workloads` outlive it. Without fibre from `site`, nothing is copied.
  CheckpointCopies(std::string site, entity::Connection fibre, const std::vector<WorkloadOf>& workloads,
                   entity::Ledger& ledger);

  /// The job in `seat` has begun an attempt.
  void watch(Partition& partition, std::int32_t seat, base::SimTime now);

  base::SimTime next_time() const { return due_.is_empty() ? base::kNever : due_.next_time(); }

  /// Sends the copies of checkpoints written by now.
  void send_due(entity::Desk& desk);

  void note_delivered(const entity::Delivered& delivered);

 private:
  using Account = entity::Ledger::Account;

  struct Due {
    Partition* partition;
    std::int32_t seat;
    std::uint32_t attempt;
    base::Duration sent{};  ///< work that the last copy sent has
  };
  struct Flying {
    Partition* partition;
    std::int32_t seat;
    std::size_t workload;
    std::int64_t number;
    base::Duration saved;
    base::SimTime written;
  };
  struct OfWorkload {
    Account copies, skipped, data, age;
  };

  bool is_flying(const Partition* partition, std::int32_t seat) const;

  std::string site_;
  entity::Connection fibre_;
  const std::vector<WorkloadOf>& workloads_;
  entity::Ledger& ledger_;
  std::map<std::size_t, OfWorkload> accounts_;  ///< by workload that copies
  base::Calendar<Due> due_;
  std::map<std::int64_t, Flying> flying_;  ///< by tag
  std::int64_t next_tag_ = 0;
};

}  // namespace aibelt::datacenter
