#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <limits>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "../broker/broker_notices.hpp"
#include "aibelt/base/calendar.hpp"
#include "aibelt/datacenter/power/cost_clock.hpp"
#include "aibelt/datacenter/power/energy_meter.hpp"
#include "aibelt/entity/entity.hpp"
#include "aibelt/entity/ledger.hpp"
#include "checkpoint_copies.hpp"
#include "cluster_accounts.hpp"
#include "partition.hpp"

namespace aibelt::datacenter {

struct SiteSpec;

/// A cluster on a site: it takes its part of the racks as they come, runs the jobs of its workloads on them and tells the site what
/// they draw.
class SiteCluster : public entity::Entity, private PartitionObserver {
 public:
  SiteCluster(const ClusterSpec& spec, const entity::Setting& setting);

  void start(entity::Desk& desk) override;
  base::SimTime next_event() const override;
  void step(entity::Desk& desk) override;
  void receive(const entity::Message& message, entity::Desk& desk) override;
  void finish(entity::Desk& desk) override;

 private:
  /// Jobs of one tenant that its quota keeps out of the queues.
  struct Tenant {
    std::int64_t quota_milli = 0;  ///< thousandths of an accelerator; 0: none
    std::int64_t admitted_milli = 0;
    std::deque<ClusterJob> held;
  };

  /// A workload whose jobs come straight to this cluster.
  struct Feed {
    std::size_t workload;
    std::unique_ptr<TaskStream> stream;
    Task next;
  };

  void open_partitions(const entity::Setting& setting);
  void open_feeds();
  std::int32_t tenant_number(std::string_view name);
  void advance(entity::Desk& desk);
  void end_jobs(base::SimTime now);
  void book_time(entity::Desk& desk);
  void end_day(entity::Desk& desk);
  void note_used(base::Duration span);
  void report_wanted(entity::Desk& desk);
  void report(entity::Desk& desk);
  bool is_slowed() const;
  std::vector<std::pair<Partition*, std::int32_t>> willing_to_leave(base::SimTime now) const;
  void give_up(std::vector<RoomElsewhere::Room> rooms, entity::Desk& desk);
  void take_submissions(base::SimTime now);
  void draw_next(std::size_t feed);
  void admit(ClusterJob job, base::SimTime now);
  void admit_held(std::int32_t tenant, base::SimTime now);
  void leave_quota(const ClusterJob& job, base::SimTime now);
  void enqueue(ClusterJob job, base::SimTime now);
  Partition& partition_for(const ClusterJob& job) const;
  policy::PowerView power_view() const;
  double drawn_w() const;
  void update_power(base::SimTime now);
  void begin_hour(base::SimTime now);
  void reconsider_refused();
  std::vector<double> held_jobs() const;
  record::JobRow row_of(const Partition& partition, std::int32_t seat, bool is_done) const;
  record::JobRow row_of(const ClusterJob& job, bool is_done) const;

  void on_start(Partition& partition, std::int32_t seat) override;
  void on_ran(Partition& partition, std::int32_t seat, base::Duration ran, base::Duration kept,
              base::Duration lost) override;
  void on_fault(Partition& partition, std::int32_t seat, std::string_view cause) override;
  void on_finish(Partition& partition, std::int32_t seat) override;
  void on_nodes(Partition& partition, std::string_view what, std::string_view cause, std::size_t nodes) override;
  bool admits(Milliwatts dynamic) override;

  static constexpr double kNothingRefused = std::numeric_limits<double>::infinity();

  const ClusterSpec& spec_;
  const SiteSpec& site_;
  const scenario::Scenario& scenario_;
  const std::string name_;
  entity::EntityId site_id_;
  entity::EntityId broker_;  ///< invalid without one
  const double power_part_;  ///< of the site's
  CostClock costs_;
  std::vector<WorkloadOf> workloads_;
  std::deque<std::string> tenant_names_;  ///< rows point at them
  std::map<std::string, std::int32_t, std::less<>> tenant_numbers_;
  std::vector<Tenant> tenants_;
  std::vector<std::unique_ptr<Partition>> partitions_;  ///< by rack name
  std::map<entity::ItemId, std::size_t> partition_of_;  ///< by rack
  ClusterAccounts accounts_;
  CheckpointCopies copies_;
  std::vector<Feed> feeds_;
  base::Calendar<std::size_t> submissions_;  ///< of feeds
  base::SimTime next_hour_;
  base::SimTime next_day_;
  base::SimTime next_report_ = base::kNever;
  base::SimTime next_week_ = base::kNever;  ///< where the site grows by demand
  double used_h_ = 0;                       ///< accelerator-hours of jobs this week
  base::SimTime last_;                      ///< up to here everything is booked
  double limit_w_ = 0;
  double refused_headroom_w_ = kNothingRefused;  ///< power left when a start was last refused for it
  std::int64_t share_ = PowerBook::kFull;        ///< of dynamic power, in millionths
  DayMeter meter_;
  entity::Desk* desk_ = nullptr;  ///< during a call
};

}  // namespace aibelt::datacenter
