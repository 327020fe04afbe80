#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "../clusters/cluster_spec.hpp"
#include "../workloads/workload.hpp"
#include "aibelt/base/calendar.hpp"
#include "aibelt/datacenter/power/cost_clock.hpp"
#include "aibelt/entity/ledger.hpp"
#include "aibelt/policy/site_choice.hpp"
#include "broker_notices.hpp"

namespace aibelt::datacenter {

/// Sends each job to a cluster by its workload's choice among those that may run it, after the data it needs there.
///
/// It knows the clusters by their last reports and by what it has sent them since. Data that move once are asked for with the first
/// job that goes to a site and then stay; a job that moves takes its last checkpoint along, unless a copy is there already.
class Broker : public entity::Entity {
 public:
  explicit Broker(const entity::Setting& setting);

  void start(entity::Desk& desk) override;

  base::SimTime next_event() const override;

  /// All jobs of an instant, so that a cluster gets them in one message.
  void step(entity::Desk& desk) override;

  void receive(const entity::Message& message, entity::Desk& desk) override;

  void finish(entity::Desk& desk) override { ledger_.finish(desk); }

 private:
  using Account = entity::Ledger::Account;

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

  void add_workload(const std::string& name, const WorkloadSpec& spec);

  void draw_next(std::size_t index);

  /// What a cluster opens with, as it will report it.
  void open_report(Cluster& cluster) const;

  /// What `cluster` offers a job of `workload`; nullopt where it never can run it.
  std::optional<policy::ClusterOffer> offer_of(const Cluster& cluster, const Workload& workload, const ClusterJob& job,
                                               base::SimTime now) const;

  base::Duration transfer_time(const Workload& workload, const std::string& site) const;

  /// Tells clusters that would give jobs up how much room the others have.
  void offer_room(entity::Desk& desk);

  static void add_rooms(const Cluster& cluster, std::vector<RoomElsewhere::Room>& rooms);

  /// Accelerators of a kind for further jobs; 0 or less where jobs wait for them.
  static std::int64_t free_of(const Cluster& cluster, const ClusterReport::Kind& kind);

  /// Chooses a cluster for a job; one that `giver` gives up goes back there unless another has room for it at full speed.
  void place(ClusterJob job, Cluster* giver, entity::Desk& desk);

  /// Where no cluster will do: a new job goes to the first that may have it and waits there, one given up goes home.
  void send_back_or_on(ClusterJob job, const Workload& workload, const Cluster* giver, entity::Desk& desk);

  /// The first cluster that will have racks for the workload, and that its data reach if they reach any.
  std::size_t waiting_place(const Workload& workload) const;

  /// First accelerator of the cluster's racks, now or later, on which the workload runs; null without one.
  static const std::string* accelerator_for(const Cluster& cluster, const WorkloadSpec& workload);

  /// Sends the job on at once or when what it needs has arrived: first its checkpoint, then its data.
  void bring(ClusterJob job, std::size_t target, const Cluster* giver, entity::Desk& desk);

  /// Whether its last checkpoint has to go along, for want of a copy that has as much.
  bool has_to_carry(const ClusterJob& job, const std::string& from, const std::string& to) const;

  void bring_data(ClusterJob job, std::size_t target, entity::Desk& desk);

  void ask(const std::string& from, const std::string& to, double bytes, std::int64_t key, const Workload& workload,
           entity::Desk& desk);

  std::int64_t hold(ClusterJob job, std::size_t target, base::SimTime now);

  /// Accelerator-hours of the whole job.
  double hours_in(const Cluster& cluster, const ClusterJob& job) const;

  /// What job `key` was waiting for has arrived; with it, all jobs that wait for the same data.
  void land(std::int64_t key, entity::Desk& desk);

  void release(std::int64_t key, entity::Desk& desk);

  void send(ClusterJob job, std::size_t target);

  void post(entity::Desk& desk);

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

}  // namespace aibelt::datacenter
