#include "broker.hpp"

#include <algorithm>
#include <limits>

#include "../rack_split.hpp"
#include "../site_spec.hpp"
#include "aibelt/base/error.hpp"
#include "aibelt/datacenter/sections.hpp"

namespace aibelt::datacenter {
namespace {

constexpr double kJoulesPerKilowattHour = 3.6e6;
constexpr double kGramsPerKilogram = 1e3;

}  // namespace

Broker::Broker(const entity::Setting& setting)
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

void Broker::start(entity::Desk& desk) {
  ledger_.roll(desk);
  for (Cluster& cluster : clusters_) {
    open_report(cluster);
  }
}

base::SimTime Broker::next_event() const { return submissions_.is_empty() ? base::kNever : submissions_.next_time(); }

void Broker::step(entity::Desk& desk) {
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

void Broker::receive(const entity::Message& message, entity::Desk& desk) {
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

void Broker::add_workload(const std::string& name, const WorkloadSpec& spec) {
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

void Broker::draw_next(std::size_t index) {
  Workload& workload = workloads_[index];
  if (workload.stream->next(workload.next)) {
    submissions_.schedule(workload.next.submission, index);
  }
}

void Broker::open_report(Cluster& cluster) const {
  const auto& site = scenario_.spec<SiteSpec>("sites", cluster.spec->site);
  for (const std::string& rack_name : cluster.spec->racks_on(site)) {
    const auto& rack = product::rack_of(scenario_, rack_name);
    const auto opening = site.opening.find(rack_name);
    const std::int64_t racks = opening == site.opening.end() ? 0 : opening->second;
    const std::int64_t accelerators = part_of_racks(racks, cluster.spec->share_of(rack_name)) * rack.accelerators;
    cluster.report.kinds.push_back({rack.accelerator, accelerators, accelerators, 0});
  }
}

std::optional<policy::ClusterOffer> Broker::offer_of(const Cluster& cluster, const Workload& workload,
                                                     const ClusterJob& job, base::SimTime now) const {
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

base::Duration Broker::transfer_time(const Workload& workload, const std::string& site) const {
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

void Broker::offer_room(entity::Desk& desk) {
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

void Broker::add_rooms(const Cluster& cluster, std::vector<RoomElsewhere::Room>& rooms) {
  for (const ClusterReport::Kind& kind : cluster.report.kinds) {
    if (const std::int64_t free = free_of(cluster, kind); free > 0) {
      rooms.push_back({cluster.name, kind.accelerator, free});
    }
  }
}

std::int64_t Broker::free_of(const Cluster& cluster, const ClusterReport::Kind& kind) {
  const auto sent = cluster.sent_since.find(kind.accelerator);
  const std::int64_t taken = sent == cluster.sent_since.end() ? 0 : sent->second;
  return kind.queued_h > 0 ? 0 : kind.free - taken - cluster.awaited;
}

void Broker::place(ClusterJob job, Cluster* giver, entity::Desk& desk) {
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

void Broker::send_back_or_on(ClusterJob job, const Workload& workload, const Cluster* giver, entity::Desk& desk) {
  if (giver != nullptr) {
    send(std::move(job), static_cast<std::size_t>(giver - clusters_.data()));
    return;
  }
  ledger_.add(workload.placed, 1);
  bring_data(std::move(job), waiting_place(workload), desk);
}

std::size_t Broker::waiting_place(const Workload& workload) const {
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

const std::string* Broker::accelerator_for(const Cluster& cluster, const WorkloadSpec& workload) {
  const auto found = std::find_if(cluster.accelerators.begin(), cluster.accelerators.end(),
                                  [&](const std::string& one) { return workload.runs_on(one); });
  return found == cluster.accelerators.end() ? nullptr : &*found;
}

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
