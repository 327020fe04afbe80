#include "site_cluster.hpp"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "../site_spec.hpp"

namespace aibelt::datacenter {
namespace {

constexpr double kGramsPerKilogram = 1e3;

std::int64_t milli_of(const Task& task) { return std::int64_t{task.accelerators} * task.accelerator_milli; }

}  // namespace

void SiteCluster::draw_next(std::size_t index) {
  Feed& feed = feeds_[index];
  if (feed.stream->next(feed.next)) {
    submissions_.schedule(feed.next.submission, index);
  }
}

void SiteCluster::take_submissions(base::SimTime now) {
  while (!submissions_.is_empty() && submissions_.next_time() <= now) {
    const std::size_t index = submissions_.pop().event;
    ClusterJob job{.task = feeds_[index].next, .workload = feeds_[index].workload};
    job.tenant = tenant_number(job.task.tenant);
    draw_next(index);
    admit(std::move(job), now);
  }
}

void SiteCluster::admit(ClusterJob job, base::SimTime now) {
  accounts_.submitted(job.workload);
  Tenant& tenant = tenants_[static_cast<std::size_t>(job.tenant)];
  const bool is_within = tenant.quota_milli == 0 || tenant.admitted_milli + milli_of(job.task) <= tenant.quota_milli;
  if (tenant.held.empty() && is_within) {
    enqueue(std::move(job), now);
  } else {
    tenant.held.push_back(std::move(job));
  }
}

void SiteCluster::admit_held(std::int32_t number, base::SimTime now) {
  Tenant& tenant = tenants_[static_cast<std::size_t>(number)];
  while (!tenant.held.empty() && tenant.admitted_milli + milli_of(tenant.held.front().task) <= tenant.quota_milli) {
    ClusterJob job = std::move(tenant.held.front());
    tenant.held.pop_front();
    enqueue(std::move(job), now);
  }
}

void SiteCluster::enqueue(ClusterJob job, base::SimTime now) {
  tenants_[static_cast<std::size_t>(job.tenant)].admitted_milli += milli_of(job.task);
  Partition& partition = partition_for(job);
  const base::Duration before = job.work;
  job.work = workloads_[job.workload].spec.work_on(job.task, partition.accelerator());
  if (before > base::Duration{0} && before != job.work) {  // it has come from accelerators of another speed
    const double faster = static_cast<double>(job.work.count()) / static_cast<double>(before.count());
    for (base::Duration* part : {&job.saved, &job.copied}) {
      *part = base::Duration{static_cast<std::int64_t>(static_cast<double>(part->count()) * faster)};
    }
  }
  partition.submit(std::move(job), now);
}

/// Of the kinds of rack the job may run on, one with room now, the fuller first, so that small jobs leave others whole; else the one
/// with least waiting for each of its accelerators.
Partition& SiteCluster::partition_for(const ClusterJob& job) const {
  const auto key = [&](const Partition& partition) {
    const bool is_allowed = workloads_[job.workload].spec.runs_on(partition.accelerator_name());
    const std::int64_t free = partition.free_accelerators();
    const bool has_room = free >= job.task.accelerators && partition.n_waiting() == 0;
    const double queue =
        partition.queued_hours() / static_cast<double>(std::max<std::int64_t>(1, partition.installed()));
    return std::tuple(!is_allowed, !partition.can_ever_hold(job.task), !has_room, has_room ? free : 0, queue);
  };
  return **std::min_element(partitions_.begin(), partitions_.end(),
                            [&](const auto& a, const auto& b) { return key(*a) < key(*b); });
}

void SiteCluster::on_start(Partition& partition, std::int32_t seat) {
  const ClusterJob& job = partition.job(seat);
  accounts_.started(job.workload, desk_->now() - (job.n_runs == 1 ? job.task.submission : job.stopped));
  copies_.watch(partition, seat, desk_->now());
}

void SiteCluster::on_ran(Partition& partition, std::int32_t seat, base::Duration ran, base::Duration kept,
                         base::Duration lost) {
  const ClusterJob& job = partition.job(seat);
  accounts_.ran(job.workload, job.accelerators(), ran, kept, lost);
}

void SiteCluster::on_fault(Partition& partition, std::int32_t seat, std::string_view /*cause*/) {
  accounts_.fault(partition.job(seat).workload);
  copies_.watch(partition, seat, desk_->now());
}

void SiteCluster::on_finish(Partition& partition, std::int32_t seat) {
  const ClusterJob& job = partition.job(seat);
  const auto& deadline = workloads_[job.workload].spec.deadline;
  accounts_.finished(job.workload, deadline && desk_->now() > job.task.submission + *deadline);
  desk_->write(row_of(partition, seat, true));
  leave_quota(job, desk_->now());
}

/// Jobs that quotas keep out, by workload.
std::vector<double> SiteCluster::held_jobs() const {
  std::vector<double> held(workloads_.size());
  for (const Tenant& tenant : tenants_) {
    for (const ClusterJob& job : tenant.held) {
      ++held[job.workload];
    }
  }
  return held;
}

void SiteCluster::leave_quota(const ClusterJob& job, base::SimTime now) {
  tenants_[static_cast<std::size_t>(job.tenant)].admitted_milli -= milli_of(job.task);
  admit_held(job.tenant, now);
}

void SiteCluster::on_nodes(Partition& /*partition*/, std::string_view what, std::string_view cause, std::size_t nodes) {
  if (nodes > 1) {  // single nodes come and go all the time
    desk_->write(record::EventRow{desk_->now(), "cluster", name_, fmt::format("nodes_{}", what), std::string(cause),
                                  static_cast<double>(nodes), "nodes"});
  }
}

record::JobRow SiteCluster::row_of(const Partition& partition, std::int32_t seat, bool is_done) const {
  record::JobRow row = row_of(partition.job(seat), is_done);
  row.accelerator = partition.accelerator_name();
  row.allocated = partition.allocated(seat);
  return row;
}

record::JobRow SiteCluster::row_of(const ClusterJob& job, bool is_done) const {
  return {.number = job.task.number,
          .workload = workloads_[job.workload].name,
          .tenant = tenant_names_[static_cast<std::size_t>(job.tenant)],
          .cluster = name_,
          .accelerator = {},
          .submission = job.task.submission - scenario_.from,
          .start = job.first_start - scenario_.from,
          .finish = desk_->now() - scenario_.from,
          .requested = job.asked,
          .run = job.run,
          .accelerators_milli = milli_of(job.task),
          .restarts = job.n_runs - 1,
          .is_done = is_done,
          .allocated = {},
          .it_energy_j = joules_of(job.drawn.it),
          .facility_energy_j = job.drawn.cost.facility_j,
          .cost_krw = job.drawn.cost.krw,
          .co2_g = job.drawn.cost.co2_kg * kGramsPerKilogram};
}

}  // namespace aibelt::datacenter
