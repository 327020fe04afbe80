#include "checkpoint_copies.hpp"

#include <algorithm>
#include <utility>

namespace aibelt::datacenter {

CheckpointCopies::CheckpointCopies(std::string site, entity::Connection fibre, const std::vector<WorkloadOf>& workloads,
                                   entity::Ledger& ledger)
    : site_(std::move(site)), fibre_(std::move(fibre)), workloads_(workloads), ledger_(ledger) {
  for (std::size_t i = 0; i < workloads.size(); ++i) {
    const auto& checkpoints = workloads[i].spec.checkpoints;
    if (checkpoints && checkpoints->copy_to != site_ && fibre_.leg(site_, checkpoints->copy_to).is_there()) {
      const std::string& name = workloads[i].name;
      accounts_[i] = {ledger.total(name, "copies", "checkpoints"), ledger.total(name, "copies_skipped", "checkpoints"),
                      ledger.total(name, "copied", "TB"), ledger.total(name, "copy_age", "checkpoint-hours")};
    }
  }
}

void CheckpointCopies::watch(Partition& partition, std::int32_t seat, base::SimTime now) {
  const ClusterJob& job = partition.job(seat);
  if (job.is_running && accounts_.contains(job.workload)) {
    const auto& checkpoints = *workloads_[job.workload].spec.checkpoints;
    due_.schedule(now + job.startup + checkpoints.interval + checkpoints.write,
                  Due{&partition, seat, job.attempt, job.saved});
  }
}

void CheckpointCopies::send_due(entity::Desk& desk) {
  constexpr double kTera = 1e12;
  while (!due_.is_empty() && due_.next_time() <= desk.now()) {
    Due due = due_.pop().event;
    const ClusterJob& job = due.partition->job(due.seat);
    if (!job.is_running || job.attempt != due.attempt) {
      continue;
    }
    const auto& checkpoints = *workloads_[job.workload].spec.checkpoints;
    const base::Duration saved = due.partition->saved_by(due.seat, desk.now());
    const bool is_new = saved > due.sent;  // under a power limit the next checkpoint may take longer
    const bool is_sent = is_new && !is_flying(due.partition, due.seat);
    due.sent = is_sent ? saved : due.sent;
    due_.schedule(desk.now() + checkpoints.interval + checkpoints.write, due);
    const OfWorkload& accounts = accounts_.at(job.workload);
    if (!is_sent) {
      ledger_.add(accounts.skipped, is_new ? 1 : 0);
      continue;
    }
    const double bytes = checkpoints.size.in_base_units();
    const std::int64_t tag = next_tag_++;
    flying_.emplace(tag, Flying{due.partition, due.seat, job.workload, job.task.number, saved, desk.now()});
    ledger_.add(accounts.data, bytes / kTera);
    fibre_.ask(desk, {*fibre_.place(site_), *fibre_.place(checkpoints.copy_to), bytes, tag});
  }
}

bool CheckpointCopies::is_flying(const Partition* partition, std::int32_t seat) const {
  return std::any_of(flying_.begin(), flying_.end(), [&](const auto& entry) {
    return entry.second.partition == partition && entry.second.seat == seat;
  });
}

void CheckpointCopies::note_delivered(const entity::Delivered& delivered) {
  const auto landed = flying_.extract(delivered.tag);
  const Flying& copy = landed.mapped();
  const OfWorkload& accounts = accounts_.at(copy.workload);
  ledger_.add(accounts.copies, 1);
  ledger_.add(accounts.age, std::chrono::duration<double, std::ratio<3600>>(delivered.at - copy.written).count());
  ClusterJob& job = copy.partition->job(copy.seat);
  if (job.workload == copy.workload && job.task.number == copy.number) {
    job.copied = std::max(job.copied, copy.saved);
  }
}

}  // namespace aibelt::datacenter
