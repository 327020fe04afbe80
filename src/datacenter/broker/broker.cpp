#include <algorithm>
#include <deque>
#include <limits>
#include <map>
#include <set>

#include <fmt/format.h>

#include "../clusters/cluster_spec.hpp"
#include "../site_spec.hpp"
#include "../workloads/workload.hpp"
#include "aibelt/base/calendar.hpp"
#include "aibelt/base/error.hpp"
#include "aibelt/datacenter/sections.hpp"
#include "aibelt/entity/ledger.hpp"
#include "broker_notices.hpp"

namespace aibelt::datacenter {
namespace {

constexpr double kJoulesPerKilowattHour = 3.6e6;
constexpr double kGramsPerKilogram = 1e3;
constexpr double kTera = 1e12;

using Account = entity::Ledger::Account;

double hours(base::Duration span) { return std::chrono::duration<double, std::ratio<3600>>(span).count(); }

/// Sends each job to a cluster by its workload's choice among those that may run it, after the data it needs there.
///
/// It knows the clusters by their last reports and by what it has sent them since. Data that move once are asked for with the first
/// job that goes to a site and then stay; a job that moves takes its last checkpoint along, unless a copy is there already.
class Broker : public entity::Entity {
 public:
  explicit Broker(const entity::Setting& setting)
      : scenario_(setting.scenario), fibre_(setting.fibre), ledger_("broker", setting.name, setting.series) {
    for (const auto& [id, partner] : setting.customers) {
      const auto& spec = dynamic_cast<const ClusterSpec&>(*partner.spec);
      clusters_.push_back({id, partner.name, &spec, scenario_.spec<SiteSpec>("sites", spec.site).energy_terms()});
    }
    for (const auto& [name, entry] : scenario_.section("workloads")) {
      add_workload(name, dynamic_cast<const WorkloadSpec&>(*entry.spec));
    }
  }

  void start(entity::Desk& desk) override {
    ledger_.roll(desk);
    for (Cluster& cluster : clusters_) {
      open_report(cluster);
    }
  }

  base::SimTime next_event() const override {
    return submissions_.is_empty() ? base::kNever : submissions_.next_time();
  }

  /// All jobs of an instant, so that a cluster gets them in one message.
  void step(entity::Desk& desk) override {
    ledger_.roll(desk);
    while (!submissions_.is_empty() && submissions_.next_time() <= desk.now()) {
      const std::size_t index = submissions_.pop().event;
      Workload& workload = workloads_[index];
      ClusterJob job{.task = workload.next, .workload = index};
      job.task.tenant = *tenants_.emplace(job.task.tenant).first;
      draw_next(index);
      place(std::move(job), nullptr, desk);
    }
    post(desk);
  }

  void receive(const entity::Message& message, entity::Desk& desk) override {
    ledger_.roll(desk);
    if (const auto* delivered = std::get_if<entity::Delivered>(&message.content)) {
      land(delivered->tag, desk.now());
    } else {
      const auto& payload = *std::get<entity::Notice>(message.content).payload;
      Cluster& sender = *std::find_if(clusters_.begin(), clusters_.end(),
                                      [&](const Cluster& cluster) { return cluster.id == message.from; });
      if (const auto* report = dynamic_cast<const ClusterReport*>(&payload)) {
        sender.report = *report;
        sender.sent_since.clear();
        offer_room(desk);
      } else {
        for (const ClusterJob& job : dynamic_cast<const JobsOnTheirWay&>(payload).jobs) {
          place(job, &sender, desk);
        }
      }
    }
    post(desk);
  }

  void finish(entity::Desk& desk) override { ledger_.finish(desk); }

 private:
  struct Cluster {
    entity::EntityId id;
    std::string name;
    const ClusterSpec* spec;
    EnergyTerms terms;
    ClusterReport report = {};
    std::map<std::string, std::int64_t> sent_since = {};  ///< accelerators of jobs sent since the report, by kind
    std::int64_t awaited = 0;                             ///< accelerators of jobs that wait for data on their way here
    double awaited_h = 0;                                 ///< accelerator-hours these will take
    std::vector<ClusterJob> outgoing = {};                ///< of this instant
  };

  struct Workload {
    const std::string& name;
    const WorkloadSpec& spec;
    std::unique_ptr<TaskStream> stream;  ///< null where jobs come straight to their cluster
    Task next = {};
    std::set<std::string> data_at = {};  ///< sites that have its data
    std::map<std::string, std::vector<std::int64_t>> waiting =
        {};  ///< by site: keys of jobs that wait for data to come
    Account placed, moved, staged, staging;
  };

  /// A job that waits for data on their way to its cluster.
  struct OnHold {
    ClusterJob job;
    std::size_t cluster;
    base::SimTime since;
  };

  void add_workload(const std::string& name, const WorkloadSpec& spec) {
    workloads_.push_back({.name = name,
                          .spec = spec,
                          .placed = ledger_.total(name, "placed", "jobs"),
                          .moved = ledger_.total(name, "moved", "jobs"),
                          .staged = ledger_.total(name, "staged", "TB"),
                          .staging = ledger_.total(name, "staging", "job-hours")});
    Workload& workload = workloads_.back();
    if (spec.dataset) {
      workload.data_at.insert(spec.dataset->at);
    }
    if (!is_fed_directly(spec, scenario_)) {
      workload.stream = spec.open({scenario_, name});
      draw_next(workloads_.size() - 1);
    }
  }

  void draw_next(std::size_t index) {
    Workload& workload = workloads_[index];
    if (workload.stream->next(workload.next)) {
      submissions_.schedule(workload.next.submission, index);
    }
  }

  /// What a cluster opens with, as it will report it.
  void open_report(Cluster& cluster) const {
    const auto& site = scenario_.spec<SiteSpec>("sites", cluster.spec->site);
    for (const auto& [rack_name, count] : site.opening) {
      const auto& rack = product::rack_of(scenario_, rack_name);
      const auto racks = static_cast<double>(count) * cluster.spec->share_of(rack_name);
      const std::int64_t accelerators = static_cast<std::int64_t>(racks) * rack.accelerators;
      cluster.report.kinds.push_back({rack.accelerator, accelerators, accelerators, 0});
    }
  }

  /// What `cluster` offers a job of `workload`; nullopt where it never can run it.
  std::optional<policy::ClusterOffer> offer_of(const Cluster& cluster, const Workload& workload, const ClusterJob& job,
                                               base::SimTime now) const {
    policy::ClusterOffer offer{.queued_h = std::numeric_limits<double>::infinity()};
    bool is_possible = false;
    for (const ClusterReport::Kind& kind : cluster.report.kinds) {
      const auto& allowed = workload.spec.accelerators;
      if (!allowed.empty() && std::find(allowed.begin(), allowed.end(), kind.accelerator) == allowed.end()) {
        continue;
      }
      const auto sent = cluster.sent_since.find(kind.accelerator);
      const std::int64_t taken = sent == cluster.sent_since.end() ? 0 : sent->second;
      const auto installed = static_cast<double>(std::max<std::int64_t>(1, kind.installed));
      offer.free = std::max(offer.free, kind.queued_h > 0 ? 0 : kind.free - taken - cluster.awaited);
      offer.queued_h = std::min(offer.queued_h, kind.queued_h + cluster.awaited_h / installed);
      is_possible = is_possible || kind.installed >= job.task.accelerators;
    }
    const std::string& site = cluster.spec->site;
    offer.transfer = transfer_time(workload, site);
    if (!is_possible || offer.transfer == base::Duration::max()) {
      return std::nullopt;
    }
    const HourRates rates = rates_in(cluster.terms, now, 1);
    offer.price = rates.pue * rates.price * kJoulesPerKilowattHour;
    offer.carbon = rates.pue * rates.carbon * kJoulesPerKilowattHour * kGramsPerKilogram;
    const bool is_there = workload.spec.origin.empty() || workload.spec.origin == site;
    offer.latency = is_there ? base::Duration{0} : fibre_.leg(workload.spec.origin, site).round_trip;
    return offer;
  }

  base::Duration transfer_time(const Workload& workload, const std::string& site) const {
    if (!workload.spec.dataset || workload.data_at.contains(site)) {
      return base::Duration{0};
    }
    const entity::Leg leg = fibre_.leg(workload.spec.dataset->at, site);
    if (!leg.is_there()) {
      return base::Duration::max();
    }
    const double seconds = workload.spec.dataset->size.in_base_units() / leg.rate;
    return leg.round_trip + std::chrono::duration_cast<base::Duration>(std::chrono::duration<double>(seconds));
  }

  /// Tells clusters that would give jobs up how much room the others have.
  void offer_room(entity::Desk& desk) {
    for (Cluster& giver : clusters_) {
      std::int64_t room = 0;
      for (const Cluster& other : clusters_) {
        room += &other == &giver || other.report.is_slowed ? 0 : room_of(other);
      }
      if (const std::int64_t moving = std::min(room, giver.report.would_give_up); moving > 0) {
        giver.report.would_give_up = 0;
        auto offer = std::make_shared<RoomElsewhere>();
        offer->accelerators = moving;
        desk.send(giver.id, desk.now() + kBrokerDelay, entity::Notice{std::move(offer)});
      }
    }
  }

  static std::int64_t room_of(const Cluster& cluster) {
    std::int64_t room = 0;
    for (const ClusterReport::Kind& kind : cluster.report.kinds) {
      const auto sent = cluster.sent_since.find(kind.accelerator);
      const std::int64_t taken = sent == cluster.sent_since.end() ? 0 : sent->second;
      room += kind.queued_h > 0 ? 0 : std::max<std::int64_t>(0, kind.free - taken - cluster.awaited);
    }
    return room;
  }

  /// Chooses a cluster for a job; one that `giver` gives up goes back there unless another has room for it at full speed.
  void place(ClusterJob job, Cluster* giver, entity::Desk& desk) {
    Workload& workload = workloads_[job.workload];
    std::vector<std::size_t> places;
    std::vector<policy::ClusterOffer> offers;
    for (std::size_t i = 0; i < clusters_.size(); ++i) {
      const Cluster& cluster = clusters_[i];
      if (!workload.spec.runs_in(cluster.name) || &cluster == giver) {
        continue;
      }
      const auto offer = offer_of(cluster, workload, job, desk.now());
      const bool has_room = offer && offer->free >= job.task.accelerators && !cluster.report.is_slowed;
      if (offer && (giver == nullptr || has_room)) {
        places.push_back(i);
        offers.push_back(*offer);
      }
    }
    if (places.empty()) {
      send_back_or_on(std::move(job), workload, giver, desk);
      return;
    }
    const std::size_t chosen = places[workload.spec.site_choice->choose(job.task.accelerators, offers)];
    if (giver != nullptr) {
      ++job.n_moves;
      ledger_.add(workload.moved, 1);
    } else {
      ledger_.add(workload.placed, 1);
    }
    bring(std::move(job), chosen, giver, desk);
  }

  /// Where no cluster will do: a new job goes to the first that may have it and waits there, one given up goes home.
  void send_back_or_on(ClusterJob job, Workload& workload, Cluster* giver, entity::Desk& desk) {
    for (Cluster& cluster : clusters_) {
      if (giver == nullptr ? workload.spec.runs_in(cluster.name) : &cluster == giver) {
        ledger_.add(workload.placed, giver == nullptr ? 1 : 0);
        const auto index = static_cast<std::size_t>(&cluster - clusters_.data());
        giver == nullptr ? bring(std::move(job), index, nullptr, desk) : send(std::move(job), index);
        return;
      }
    }
  }

  /// Sends the job on at once or when what it needs has arrived.
  void bring(ClusterJob job, std::size_t target, const Cluster* giver, entity::Desk& desk) {
    Workload& workload = workloads_[job.workload];
    const std::string& site = clusters_[target].spec->site;
    if (giver != nullptr && job.saved > base::Duration{0} && giver->spec->site != site) {
      bring_checkpoint(std::move(job), target, giver->spec->site, desk);
      return;
    }
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

  void bring_checkpoint(ClusterJob job, std::size_t target, const std::string& from, entity::Desk& desk) {
    Workload& workload = workloads_[job.workload];
    const auto& checkpoints = workload.spec.checkpoints;
    const std::string& to = clusters_[target].spec->site;
    if (checkpoints && checkpoints->copy_to == to) {
      job.saved = job.copied;
      send(std::move(job), target);
    } else if (checkpoints && checkpoints->size.in_base_units() > 0 && fibre_.leg(from, to).is_there()) {
      const double bytes = checkpoints->size.in_base_units();
      ask(from, to, bytes, hold(std::move(job), target, desk.now()), workload, desk);
    } else {
      send(std::move(job), target);
    }
  }

  void ask(const std::string& from, const std::string& to, double bytes, std::int64_t key, const Workload& workload,
           entity::Desk& desk) {
    ledger_.add(workload.staged, bytes / kTera);
    fibre_.ask(desk, {*fibre_.place(from), *fibre_.place(to), bytes, key});
  }

  std::int64_t hold(ClusterJob job, std::size_t target, base::SimTime now) {
    const std::int64_t key = next_key_++;
    count_awaited(clusters_[target], job, 1);
    on_hold_.emplace(key, OnHold{std::move(job), target, now});
    return key;
  }

  /// A job on hold is as good as in the queue of its cluster.
  void count_awaited(Cluster& cluster, const ClusterJob& job, int sign) {
    const WorkloadSpec& spec = workloads_[job.workload].spec;
    const auto& accelerator = product::accelerator_of(scenario_, cluster.report.kinds.front().accelerator);
    cluster.awaited += sign * job.task.accelerators;
    cluster.awaited_h += sign * static_cast<double>(job.task.accelerators) * hours(spec.work_on(job.task, accelerator));
  }

  /// What job `key` was waiting for has arrived; with it, all jobs that wait for the same data.
  void land(std::int64_t key, base::SimTime now) {
    const OnHold& held = on_hold_.at(key);
    Workload& workload = workloads_[held.job.workload];
    const std::string& site = clusters_[held.cluster].spec->site;
    const auto waiting = workload.waiting.find(site);
    if (waiting == workload.waiting.end() || waiting->second.front() != key) {
      release(key, now);
      return;
    }
    workload.data_at.insert(site);
    for (const std::int64_t each : waiting->second) {
      release(each, now);
    }
    workload.waiting.erase(waiting);
  }

  void release(std::int64_t key, base::SimTime now) {
    auto held = on_hold_.extract(key);
    count_awaited(clusters_[held.mapped().cluster], held.mapped().job, -1);
    ledger_.add(workloads_[held.mapped().job.workload].staging, hours(now - held.mapped().since));
    send(std::move(held.mapped().job), held.mapped().cluster);
  }

  void send(ClusterJob job, std::size_t target) { clusters_[target].outgoing.push_back(std::move(job)); }

  void post(entity::Desk& desk) {
    for (Cluster& cluster : clusters_) {
      if (cluster.outgoing.empty()) {
        continue;
      }
      for (const ClusterJob& job : cluster.outgoing) {
        for (const ClusterReport::Kind& kind : cluster.report.kinds) {
          cluster.sent_since[kind.accelerator] += job.task.accelerators;
        }
      }
      auto jobs = std::make_shared<JobsOnTheirWay>();
      jobs->jobs.swap(cluster.outgoing);
      desk.send(cluster.id, desk.now() + kBrokerDelay, entity::Notice{std::move(jobs)});
    }
  }

  const scenario::Scenario& scenario_;
  entity::Connection fibre_;
  entity::Ledger ledger_;
  std::vector<Cluster> clusters_;    ///< by name
  std::vector<Workload> workloads_;  ///< by name, as clusters count them
  std::set<std::string, std::less<>> tenants_;
  base::Calendar<std::size_t> submissions_;
  std::map<std::int64_t, OnHold> on_hold_;
  std::int64_t next_key_ = 0;
};

}  // namespace

std::unique_ptr<entity::Entity> make_broker(const entity::Setting& setting) {
  return std::make_unique<Broker>(setting);
}

bool needs_broker(const scenario::Scenario& scenario) {
  const auto& workloads = scenario.section("workloads");
  return std::any_of(workloads.begin(), workloads.end(), [&](const auto& named) {
    return !is_fed_directly(dynamic_cast<const WorkloadSpec&>(*named.second.spec), scenario);
  });
}

}  // namespace aibelt::datacenter
