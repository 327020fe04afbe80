#include <algorithm>
#include <utility>

#include "../site_spec.hpp"
#include "aibelt/datacenter/sections.hpp"
#include "broker.hpp"

/// What a job needs where it goes, and how it gets there.
namespace aibelt::datacenter {
namespace {

constexpr double kTera = 1e12;

double hours(base::Duration span) { return std::chrono::duration<double, std::ratio<3600>>(span).count(); }

}  // namespace

void Broker::bring(ClusterJob job, std::size_t target, const Cluster* giver, entity::Desk& desk) {
  if (giver == nullptr || !has_to_carry(job, giver->spec->site, clusters_[target].spec->site)) {
    bring_data(std::move(job), target, desk);
    return;
  }
  const Workload& workload = workloads_[job.workload];
  const double bytes = workload.spec.checkpoints->size.in_base_units();
  const std::int64_t key = hold(std::move(job), target, desk.now());
  on_hold_.at(key).is_for_data = false;
  ask(giver->spec->site, clusters_[target].spec->site, bytes, key, workload, desk);
}

bool Broker::has_to_carry(const ClusterJob& job, const std::string& from, const std::string& to) const {
  const auto& checkpoints = workloads_[job.workload].spec.checkpoints;
  const bool is_there = from == to || (checkpoints && checkpoints->copy_to == to && job.copied >= job.saved);
  return job.saved > base::Duration{0} && !is_there && checkpoints && checkpoints->size.in_base_units() > 0 &&
         fibre_.leg(from, to).is_there();
}

void Broker::bring_data(ClusterJob job, std::size_t target, entity::Desk& desk) {
  Workload& workload = workloads_[job.workload];
  const std::string& site = clusters_[target].spec->site;
  const auto& data = workload.spec.dataset;
  if (!data || workload.data_at.contains(site) || !fibre_.leg(data->at, site).is_there()) {
    send(std::move(job), target);
    return;
  }
  const bool is_first = data->moves == "each_job" || !workload.waiting.contains(site);
  const std::int64_t key = hold(std::move(job), target, desk.now());
  if (is_first) {
    ask(data->at, site, data->size.in_base_units(), key, workload, desk);
  }
  if (data->moves != "each_job") {
    workload.waiting[site].push_back(key);
  }
}

void Broker::ask(const std::string& from, const std::string& to, double bytes, std::int64_t key,
                 const Workload& workload, entity::Desk& desk) {
  ledger_.add(workload.staged, bytes / kTera);
  fibre_.ask(desk, {*fibre_.place(from), *fibre_.place(to), bytes, key});
}

std::int64_t Broker::hold(ClusterJob job, std::size_t target, base::SimTime now) {
  const std::int64_t key = next_key_++;
  Cluster& cluster = clusters_[target];
  const double needed_h = hours_in(cluster, job);
  cluster.awaited += job.task.accelerators;  // on hold it is as good as in the queue of its cluster
  cluster.awaited_h += needed_h;
  on_hold_.emplace(key, OnHold{.job = std::move(job), .cluster = target, .since = now, .hours = needed_h});
  return key;
}

double Broker::hours_in(const Cluster& cluster, const ClusterJob& job) const {
  const WorkloadSpec& spec = workloads_[job.workload].spec;
  const auto& accelerator = product::accelerator_of(scenario_, *accelerator_for(cluster, spec));
  return static_cast<double>(job.task.accelerators) * hours(spec.work_on(job.task, accelerator));
}

void Broker::land(std::int64_t key, entity::Desk& desk) {
  const OnHold& held = on_hold_.at(key);
  Workload& workload = workloads_[held.job.workload];
  const std::string& site = clusters_[held.cluster].spec->site;
  const auto waiting = workload.waiting.find(site);
  if (waiting == workload.waiting.end() || waiting->second.front() != key) {
    release(key, desk);
    return;
  }
  workload.data_at.insert(site);
  for (const std::int64_t each : waiting->second) {
    release(each, desk);
  }
  workload.waiting.erase(waiting);
}

void Broker::release(std::int64_t key, entity::Desk& desk) {
  auto entry = on_hold_.extract(key);
  OnHold& held = entry.mapped();
  Cluster& cluster = clusters_[held.cluster];
  cluster.awaited -= held.job.task.accelerators;
  cluster.awaited_h = cluster.awaited == 0 ? 0 : cluster.awaited_h - held.hours;
  ledger_.add(workloads_[held.job.workload].staging, hours(desk.now() - held.since));
  if (held.is_for_data) {
    send(std::move(held.job), held.cluster);
  } else {
    bring_data(std::move(held.job), held.cluster, desk);
  }
}

void Broker::send(ClusterJob job, std::size_t target) {
  Cluster& cluster = clusters_[target];
  for (const ClusterReport::Kind& kind : cluster.report.kinds) {
    cluster.sent_since[kind.accelerator] += job.task.accelerators;
  }
  cluster.outgoing.push_back(std::move(job));
}

void Broker::post(entity::Desk& desk) {
  for (Cluster& cluster : clusters_) {
    if (cluster.outgoing.empty()) {
      continue;
    }
    auto jobs = std::make_shared<JobsOnTheirWay>();
    jobs->jobs.swap(cluster.outgoing);
    desk.send(cluster.id, desk.now() + kBrokerDelay, entity::Notice{std::move(jobs)});
  }
}

}  // namespace aibelt::datacenter
