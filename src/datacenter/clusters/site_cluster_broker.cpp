#include "site_cluster.hpp"

#include <algorithm>
#include <tuple>

#include "aibelt/datacenter/sections.hpp"

namespace aibelt::datacenter {

bool SiteCluster::is_slowed() const {
  return spec_.gives_up && !partitions_.empty() &&
         partitions_.front()->speed() < spec_.gives_up->below_speed.in_base_units();
}

void SiteCluster::report(entity::Desk& desk) {
  auto report = std::make_shared<ClusterReport>();
  for (const auto& partition : partitions_) {
    const std::int64_t installed = partition->installed();
    report->kinds.push_back({partition->accelerator_name(), partition->free_accelerators(), installed,
                             partition->queued_hours() / static_cast<double>(std::max<std::int64_t>(1, installed))});
  }
  report->is_slowed = is_slowed();
  for (const auto& [partition, seat] : willing_to_leave(desk.now())) {
    report->would_give_up += partition->job(seat).task.accelerators;
  }
  desk.send(broker_, desk.now() + kBrokerDelay, entity::Notice{std::move(report)});
}

/// Movable jobs that have waited too long, by submission; then, while work is slowed, those that run, the largest first.
std::vector<std::pair<Partition*, std::int32_t>> SiteCluster::willing_to_leave(base::SimTime now) const {
  std::vector<std::pair<Partition*, std::int32_t>> willing;
  if (!spec_.gives_up) {
    return willing;
  }
  const auto add = [&](const std::vector<std::int32_t>& seats, Partition& partition, const auto& condition) {
    for (const std::int32_t seat : seats) {
      const ClusterJob& job = partition.job(seat);
      if (workloads_[job.workload].spec.is_movable && condition(job)) {
        willing.emplace_back(&partition, seat);
      }
    }
  };
  for (const auto& partition : partitions_) {
    if (const auto& longest = spec_.gives_up->after_wait) {
      add(partition->waiting(), *partition, [&](const ClusterJob& job) { return now - job.queued_since >= *longest; });
    }
    if (is_slowed()) {
      add(partition->running(), *partition, [](const ClusterJob&) { return true; });
    }
  }
  const auto key = [](const std::pair<Partition*, std::int32_t>& place) {
    const ClusterJob& job = place.first->job(place.second);
    return std::tuple(job.is_running, job.is_running ? -job.power.dynamic : 0, job.task.submission, job.workload,
                      job.task.number);
  };
  std::sort(willing.begin(), willing.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
  return willing;
}

/// Lets go of the jobs that there is room for elsewhere. What ends now does not leave.
void SiteCluster::give_up(std::vector<RoomElsewhere::Room> rooms, entity::Desk& desk) {
  end_jobs(desk.now());
  auto leaving = std::make_shared<JobsOnTheirWay>();
  for (const auto& [partition, seat] : willing_to_leave(desk.now())) {
    const ClusterJob& job = partition->job(seat);
    const WorkloadSpec& workload = workloads_[job.workload].spec;
    const auto room = std::find_if(rooms.begin(), rooms.end(), [&](const RoomElsewhere::Room& one) {
      return job.task.accelerators <= one.free && workload.runs_in(one.cluster) && workload.runs_on(one.accelerator);
    });
    if (room == rooms.end() || (job.is_running && !is_slowed())) {
      continue;
    }
    room->free -= job.task.accelerators;
    accounts_.given_up(job.workload);
    leaving->jobs.push_back(partition->withdraw(seat, desk.now()));
    leave_quota(leaving->jobs.back(), desk.now());
    update_power(desk.now());
  }
  if (!leaving->jobs.empty()) {
    desk.send(broker_, desk.now() + kBrokerDelay, entity::Notice{std::move(leaving)});
  }
}

}  // namespace aibelt::datacenter
