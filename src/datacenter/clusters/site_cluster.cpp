#include "site_cluster.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "../notices.hpp"
#include "../rack_split.hpp"
#include "../site_spec.hpp"
#include "aibelt/base/error.hpp"
#include "aibelt/datacenter/sections.hpp"
#include "aibelt/product/products.hpp"

namespace aibelt::datacenter {
namespace {

constexpr base::Duration kReportInterval = std::chrono::minutes{10};

std::vector<WorkloadOf> workloads_of(const scenario::Scenario& scenario) {
  std::vector<WorkloadOf> workloads;
  for (const auto& [name, entry] : scenario.section("workloads")) {
    workloads.push_back({name, dynamic_cast<const WorkloadSpec&>(*entry.spec)});
  }
  return workloads;
}

/// The part of its site's power a cluster may draw: its share of the racks, over the sum of all shares there where clusters of
/// different racks let that be more than 1.
double part_of_power(const ClusterSpec& spec, const scenario::Scenario& scenario) {
  double sum = 0;
  for (const auto& [name, entry] : scenario.section("clusters")) {
    const auto& cluster = dynamic_cast<const ClusterSpec&>(*entry.spec);
    sum += cluster.site == spec.site ? cluster.share_of_racks.in_base_units() : 0;
  }
  constexpr double kRounding = 1e-9;
  return spec.share_of_racks.in_base_units() / (sum > 1 + kRounding ? sum : 1);
}

}  // namespace

SiteCluster::SiteCluster(const ClusterSpec& spec, const entity::Setting& setting)
    : spec_(spec),
      site_(setting.scenario.spec<SiteSpec>("sites", spec.site)),
      scenario_(setting.scenario),
      name_(setting.name),
      power_part_(part_of_power(spec, setting.scenario)),
      costs_(site_.energy_terms(), setting.scenario.from),
      workloads_(workloads_of(setting.scenario)),
      accounts_(setting.name, setting.series),
      copies_(spec.site, setting.fibre, workloads_, accounts_.ledger()),
      next_hour_(setting.scenario.from),
      next_day_(setting.scenario.from + base::kDay),
      last_(setting.scenario.from),
      meter_(setting.scenario.from) {
  for (const auto& [id, partner] : setting.customers) {
    site_id_ = id;
  }
  for (const WorkloadOf& workload : workloads_) {
    accounts_.open_workload(workload.name);
  }
  for (const entity::Partner& listener : setting.listeners) {
    broker_ = listener.id;
    next_report_ = setting.scenario.from + kReportInterval;
  }
  for (const auto& [tenant, quota] : spec_.quotas) {
    tenants_[static_cast<std::size_t>(tenant_number(tenant))].quota_milli = quota * policy::kMilli;
  }
  for (const WorkloadOf& workload : workloads_) {
    tenant_number(workload.spec.tenant(workload.name));
  }
  for (const std::string& tenant : spec_.scheduling->tenants()) {
    tenant_number(tenant);
  }
  if (wanted_delay(site_)) {
    next_week_ = setting.scenario.from + base::kWeek;
  }
  open_partitions(setting);
  open_feeds();
}

void SiteCluster::open_partitions(const entity::Setting& setting) {
  const bool has_fractions = std::any_of(workloads_.begin(), workloads_.end(),
                                         [](const WorkloadOf& workload) { return workload.spec.has_fractions(); });
  const std::vector<std::string> tenants(tenant_names_.begin(), tenant_names_.end());
  PartitionObserver& observer = *this;
  for (const std::string& rack_name : spec_.racks_on(site_)) {
    const auto& entry = *scenario_.section("racks").find(rack_name);
    const auto& rack = product::rack_of(scenario_, rack_name);
    partition_of_[setting.items.find(entity::Good::rack, rack_name)] = partitions_.size();
    partitions_.push_back(std::make_unique<Partition>(
        Partition::Setup{spec_, name_, entry.first, rack, product::accelerator_of(scenario_, rack.accelerator),
                         workloads_, tenants, scenario_.seed, scenario_.from, has_fractions, costs_},
        observer));
    accounts_.open_rack(rack_name);
  }
}

/// Workloads that run nowhere else and whose data are here come straight to the cluster; the broker brings the rest.
void SiteCluster::open_feeds() {
  for (std::size_t i = 0; i < workloads_.size(); ++i) {
    if (is_fed_directly(workloads_[i].spec, scenario_) && workloads_[i].spec.runs_in(name_)) {
      feeds_.push_back({i, workloads_[i].spec.open({scenario_, workloads_[i].name}), {}});
      draw_next(feeds_.size() - 1);
    }
  }
}

std::int32_t SiteCluster::tenant_number(std::string_view name) {
  const auto known = tenant_numbers_.find(name);
  if (known != tenant_numbers_.end()) {
    return known->second;
  }
  const auto number = static_cast<std::int32_t>(tenant_names_.size());
  tenant_numbers_.emplace(name, number);
  tenant_names_.emplace_back(name);
  tenants_.emplace_back();
  return number;
}

void SiteCluster::start(entity::Desk& desk) {
  accounts_.ledger().roll(desk);
  for (const auto& [rack, count] : site_.opening) {
    for (const auto& partition : partitions_) {
      if (partition->rack_name() == rack) {
        partition->change_racks(part_of_racks(count, spec_.share_of(rack)), desk.now());
      }
    }
  }
}

base::SimTime SiteCluster::next_event() const {
  base::SimTime next = std::min({next_hour_, next_day_, next_report_, copies_.next_time()});
  if (!submissions_.is_empty()) {
    next = std::min(next, submissions_.next_time());
  }
  for (const auto& partition : partitions_) {
    next = std::min(next, partition->next_time());
  }
  return std::max(next, last_);
}

/// At one instant: what ends, what fails, what is submitted, what starts.
void SiteCluster::step(entity::Desk& desk) {
  advance(desk);
  const base::SimTime now = desk.now();
  end_jobs(now);
  for (const auto& partition : partitions_) {
    if (partition->has_failures(now)) {
      partition->take_failures(now);
    }
  }
  take_submissions(now);
  if (now >= next_hour_) {
    begin_hour(now);
  }
  reconsider_refused();
  for (const auto& partition : partitions_) {
    if (partition->wants_pass(now)) {
      partition->pass(now);
    }
  }
  update_power(now);
  copies_.send_due(desk);
  if (now >= next_report_) {
    report(desk);
    next_report_ = now + kReportInterval;
  }
}

void SiteCluster::end_jobs(base::SimTime now) {
  for (const auto& partition : partitions_) {
    if (partition->has_ends(now)) {
      partition->end_jobs(now);
    }
  }
}

/// Books the time since the last call; the first call of a day ends the day before.
void SiteCluster::advance(entity::Desk& desk) {
  book_time(desk);
  if (desk.now() >= next_day_) {
    end_day(desk);
  }
  if (accounts_.ledger().is_month_over(desk)) {
    accounts_.set_levels(partitions_, held_jobs());
  }
  accounts_.ledger().roll(desk);
}

void SiteCluster::book_time(entity::Desk& desk) {
  desk_ = &desk;
  const base::SimTime now = desk.now();
  if (now > last_) {
    const policy::PowerView view = power_view();
    accounts_.pass_time(partitions_, now - last_);
    if (next_week_ != base::kNever) {
      note_used(now - last_);
    }
    accounts_.limited(now - last_, share_<PowerBook::kFull, drawn_w()> view.limit);
    last_ = now;
  }
}

void SiteCluster::end_day(entity::Desk& desk) {
  next_day_ += base::kDay;
  auto load = std::make_shared<DayLoad>();
  load->day = meter_.day();
  const auto hours = meter_.end_day();
  for (std::size_t i = 0; i < hours.size(); ++i) {
    load->it_power_w[i] = in_joules(hours[i]) / 3600;
  }
  if (load_delay(site_)) {
    desk.send(site_id_, desk.now() + *load_delay(site_), entity::Notice{std::move(load)});
  }
  if (desk.now() >= next_week_) {
    report_wanted(desk);
    next_week_ += base::kWeek;
  }
}

void SiteCluster::note_used(base::Duration span) {
  const double hours = std::chrono::duration<double, std::chrono::hours::period>(span).count();
  for (const auto& partition : partitions_) {
    used_h_ += partition->used() * hours;
  }
}

/// Tells the site how many accelerators the jobs of the week kept busy, and what waits. A job is thought to need as many of any kind.
void SiteCluster::report_wanted(entity::Desk& desk) {
  constexpr double kHoursInWeek = 7 * 24;
  auto wanted = std::make_shared<WorkWanted>();
  for (const auto& partition : partitions_) {
    wanted->queued_hours += partition->queued_hours();
  }
  wanted->at_work = std::exchange(used_h_, 0) / kHoursInWeek;
  desk.send(site_id_, desk.now() + kWantedDelay, entity::Notice{std::move(wanted)});
}

void SiteCluster::receive(const entity::Message& message, entity::Desk& desk) {
  advance(desk);
  if (const auto* change = std::get_if<entity::LiveChange>(&message.content)) {
    partitions_[partition_of_.at(change->item)]->change_racks(change->change, desk.now());
  } else if (const auto* delivered = std::get_if<entity::Delivered>(&message.content)) {
    copies_.note_delivered(*delivered);
  } else {
    const auto& payload = *std::get<entity::Notice>(message.content).payload;
    if (const auto* room = dynamic_cast<const RoomElsewhere*>(&payload)) {
      give_up(room->rooms, desk);
    } else {
      for (ClusterJob job : dynamic_cast<const JobsOnTheirWay&>(payload).jobs) {
        job.tenant = tenant_number(job.task.tenant);
        admit(std::move(job), desk.now());
      }
    }
  }
}

void SiteCluster::finish(entity::Desk& desk) {
  book_time(desk);
  for (const auto& partition : partitions_) {
    for (const std::int32_t seat : partition->running()) {
      partition->stop_for_good(seat, desk.now());
      desk.write(row_of(*partition, seat, false));
    }
    for (const std::int32_t seat : partition->waiting()) {
      if (partition->job(seat).n_runs > 0) {
        desk.write(row_of(*partition, seat, false));
      }
    }
  }
  for (const Tenant& tenant : tenants_) {
    for (const ClusterJob& job : tenant.held) {
      if (job.n_runs > 0) {
        desk.write(row_of(job, false));
      }
    }
  }
  accounts_.set_levels(partitions_, held_jobs());
  accounts_.ledger().finish(desk);
}

}  // namespace aibelt::datacenter
