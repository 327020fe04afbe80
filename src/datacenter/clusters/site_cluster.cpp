#include "site_cluster.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <tuple>

#include <fmt/format.h>

#include "../notices.hpp"
#include "../rack_split.hpp"
#include "../site_spec.hpp"
#include "aibelt/base/error.hpp"
#include "aibelt/datacenter/sections.hpp"
#include "aibelt/product/products.hpp"

namespace aibelt::datacenter {
namespace {

constexpr base::Duration kHour = std::chrono::hours{1};
constexpr base::Duration kReportInterval = std::chrono::minutes{10};
constexpr double kGramsPerKilogram = 1e3;

std::int64_t milli_of(const Task& task) { return std::int64_t{task.accelerators} * task.accelerator_milli; }

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

double headroom_w(const policy::PowerView& view) { return view.limit - view.idle - view.dynamic; }

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

// ---------------------------------------------------------------------------------------------------------------------
// Time

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
}

// ---------------------------------------------------------------------------------------------------------------------
// The broker

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

// ---------------------------------------------------------------------------------------------------------------------
// Jobs come in

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

// ---------------------------------------------------------------------------------------------------------------------
// Power

policy::PowerView SiteCluster::power_view() const {
  TwoPower sum;
  for (const auto& partition : partitions_) {
    sum = sum + partition->power();
  }
  return {limit_w_, in_watts(sum.idle), in_watts(sum.dynamic)};
}

double SiteCluster::drawn_w() const { return in_watts(meter_.power()); }

bool SiteCluster::admits(Milliwatts dynamic) {
  const policy::PowerView view = power_view();
  const bool is_admitted = spec_.power_policy->admits(view, in_watts(dynamic));
  if (!is_admitted) {
    refused_headroom_w_ = std::min(refused_headroom_w_, headroom_w(view));
  }
  return is_admitted;
}

/// Asks again for what was refused for lack of power once there is more.
void SiteCluster::reconsider_refused() {
  if (refused_headroom_w_ != kNothingRefused && headroom_w(power_view()) > refused_headroom_w_) {
    refused_headroom_w_ = kNothingRefused;
    for (const auto& partition : partitions_) {
      partition->reconsider();
    }
  }
}

void SiteCluster::begin_hour(base::SimTime now) {
  limit_w_ = site_.usable_it_power_in(now) * power_part_;
  next_hour_ = now + kHour;
  const bool is_freed =
      std::any_of(spec_.reservations.begin(), spec_.reservations.end(),
                  [&](const ReservationSpec& kept) { return kept.to > now - kHour && kept.to <= now; });
  for (const auto& partition : partitions_) {
    if (is_freed) {
      partition->reconsider();
    }
  }
}

void SiteCluster::update_power(base::SimTime now) {
  const policy::PowerView view = power_view();
  const auto share = static_cast<std::int64_t>(std::floor(spec_.power_policy->dynamic_share(view) * PowerBook::kFull));
  if (share != share_) {
    share_ = share;
    for (const auto& partition : partitions_) {
      partition->set_power_share(now, share);
    }
  }
  meter_.set(now, milliwatts(view.idle + view.dynamic * static_cast<double>(share_) / PowerBook::kFull));
}

// ---------------------------------------------------------------------------------------------------------------------
// What happens to jobs

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
