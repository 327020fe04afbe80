#include <algorithm>
#include <deque>
#include <limits>
#include <map>
#include <set>

#include <fmt/format.h>

#include "../clusters/cluster_spec.hpp"
#include "../rack_split.hpp"
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
      const auto& site = scenario_.spec<SiteSpec>("sites", spec.site);
      clusters_.push_back({.id = id, .name = partner.name, .spec = &spec, .terms = site.energy_terms()});
      for (const std::string& rack : spec.racks_on(site)) {
        clusters_.back().accelerators.push_back(product::rack_of(scenario_, rack).accelerator);
      }
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
      land(delivered->tag, desk);
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
    std::vector<std::string> accelerators = {};  ///< by kind of rack that may ever stand there
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
    double hours;             ///< accelerator-hours it will take
    bool is_for_data = true;  ///< else for its own checkpoint
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
    for (const std::string& rack_name : cluster.spec->racks_on(site)) {
      const auto& rack = product::rack_of(scenario_, rack_name);
      const auto opening = site.opening.find(rack_name);
      const std::int64_t racks = opening == site.opening.end() ? 0 : opening->second;
      const std::int64_t accelerators = part_of_racks(racks, cluster.spec->share_of(rack_name)) * rack.accelerators;
      cluster.report.kinds.push_back({rack.accelerator, accelerators, accelerators, 0});
    }
  }

  /// What `cluster` offers a job of `workload`; nullopt where it never can run it.
  std::optional<policy::ClusterOffer> offer_of(const Cluster& cluster, const Workload& workload, const ClusterJob& job,
                                               base::SimTime now) const {
    policy::ClusterOffer offer{.queued_h = std::numeric_limits<double>::infinity()};
    bool is_possible = false;
    for (const ClusterReport::Kind& kind : cluster.report.kinds) {
      if (!workload.spec.runs_on(kind.accelerator)) {
        continue;
      }
      const auto installed = static_cast<double>(std::max<std::int64_t>(1, kind.installed));
      offer.free = std::max(offer.free, free_of(cluster, kind));
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
      if (giver.report.would_give_up == 0) {
        continue;
      }
      auto offer = std::make_shared<RoomElsewhere>();
      for (const Cluster& other : clusters_) {
        if (&other != &giver && !other.report.is_slowed) {
          add_rooms(other, offer->rooms);
        }
      }
      if (!offer->rooms.empty()) {
        giver.report.would_give_up = 0;
        desk.send(giver.id, desk.now() + kBrokerDelay, entity::Notice{std::move(offer)});
      }
    }
  }

  static void add_rooms(const Cluster& cluster, std::vector<RoomElsewhere::Room>& rooms) {
    for (const ClusterReport::Kind& kind : cluster.report.kinds) {
      if (const std::int64_t free = free_of(cluster, kind); free > 0) {
        rooms.push_back({cluster.name, kind.accelerator, free});
      }
    }
  }

  /// Accelerators of a kind for further jobs; 0 or less where jobs wait for them.
  static std::int64_t free_of(const Cluster& cluster, const ClusterReport::Kind& kind) {
    const auto sent = cluster.sent_since.find(kind.accelerator);
    const std::int64_t taken = sent == cluster.sent_since.end() ? 0 : sent->second;
    return kind.queued_h > 0 ? 0 : kind.free - taken - cluster.awaited;
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
  void send_back_or_on(ClusterJob job, const Workload& workload, const Cluster* giver, entity::Desk& desk) {
    if (giver != nullptr) {
      send(std::move(job), static_cast<std::size_t>(giver - clusters_.data()));
      return;
    }
    ledger_.add(workload.placed, 1);
    bring_data(std::move(job), waiting_place(workload), desk);
  }

  /// The first cluster that will have racks for the workload, and that its data reach if they reach any.
  std::size_t waiting_place(const Workload& workload) const {
    const auto find = [&](bool needs_data) {
      return std::find_if(clusters_.begin(), clusters_.end(), [&](const Cluster& cluster) {
        return workload.spec.runs_in(cluster.name) && accelerator_for(cluster, workload.spec) != nullptr &&
               !(needs_data && transfer_time(workload, cluster.spec->site) == base::Duration::max());
      });
    };
    const auto reached = find(true);
    const auto place = reached == clusters_.end() ? find(false) : reached;
    base::ensure(place != clusters_.end(), "a workload has no cluster to wait in");
    return static_cast<std::size_t>(place - clusters_.begin());
  }

  /// First accelerator of the cluster's racks, now or later, on which the workload runs; null without one.
  static const std::string* accelerator_for(const Cluster& cluster, const WorkloadSpec& workload) {
    const auto found = std::find_if(cluster.accelerators.begin(), cluster.accelerators.end(),
                                    [&](const std::string& one) { return workload.runs_on(one); });
    return found == cluster.accelerators.end() ? nullptr : &*found;
  }

  /// Sends the job on at once or when what it needs has arrived: first its checkpoint, then its data.
  void bring(ClusterJob job, std::size_t target, const Cluster* giver, entity::Desk& desk) {
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

  /// Whether its last checkpoint has to go along, for want of a copy that has as much.
  bool has_to_carry(const ClusterJob& job, const std::string& from, const std::string& to) const {
    const auto& checkpoints = workloads_[job.workload].spec.checkpoints;
    const bool is_there = from == to || (checkpoints && checkpoints->copy_to == to && job.copied >= job.saved);
    return job.saved > base::Duration{0} && !is_there && checkpoints && checkpoints->size.in_base_units() > 0 &&
           fibre_.leg(from, to).is_there();
  }

  void bring_data(ClusterJob job, std::size_t target, entity::Desk& desk) {
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

  void ask(const std::string& from, const std::string& to, double bytes, std::int64_t key, const Workload& workload,
           entity::Desk& desk) {
    ledger_.add(workload.staged, bytes / kTera);
    fibre_.ask(desk, {*fibre_.place(from), *fibre_.place(to), bytes, key});
  }

  std::int64_t hold(ClusterJob job, std::size_t target, base::SimTime now) {
    const std::int64_t key = next_key_++;
    Cluster& cluster = clusters_[target];
    const double needed_h = hours_in(cluster, job);
    cluster.awaited += job.task.accelerators;  // on hold it is as good as in the queue of its cluster
    cluster.awaited_h += needed_h;
    on_hold_.emplace(key, OnHold{.job = std::move(job), .cluster = target, .since = now, .hours = needed_h});
    return key;
  }

  /// Accelerator-hours of the whole job.
  double hours_in(const Cluster& cluster, const ClusterJob& job) const {
    const WorkloadSpec& spec = workloads_[job.workload].spec;
    const auto& accelerator = product::accelerator_of(scenario_, *accelerator_for(cluster, spec));
    return static_cast<double>(job.task.accelerators) * hours(spec.work_on(job.task, accelerator));
  }

  /// What job `key` was waiting for has arrived; with it, all jobs that wait for the same data.
  void land(std::int64_t key, entity::Desk& desk) {
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

  void release(std::int64_t key, entity::Desk& desk) {
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

  void send(ClusterJob job, std::size_t target) {
    Cluster& cluster = clusters_[target];
    for (const ClusterReport::Kind& kind : cluster.report.kinds) {
      cluster.sent_since[kind.accelerator] += job.task.accelerators;
    }
    cluster.outgoing.push_back(std::move(job));
  }

  void post(entity::Desk& desk) {
    for (Cluster& cluster : clusters_) {
      if (cluster.outgoing.empty()) {
        continue;
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
