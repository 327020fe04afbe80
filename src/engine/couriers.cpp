#include "couriers.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <simgrid/Exception.hpp>

#include "aibelt/base/error.hpp"

namespace aibelt::engine {
namespace {

namespace sg4 = simgrid::s4u;

/// How near SimGrid's date of an end must be to the stage's, in seconds.
constexpr double kTolerance = 1e-3;

/// A rate a link may have that carries nothing; SimGrid refuses 0.
constexpr double kDark = 1e-3;

}  // namespace

Couriers::Couriers(sg4::NetZone* zone, const entity::FlowLayout& layout, entity::Stage& stage)
    : layout_(layout), stage_(stage), office_(compat::add_host(zone, "flow office", 1)) {
  for (std::size_t i = 0; i < layout.peaks.size(); ++i) {
    rates_.push_back(std::max(layout.peaks[i], kDark));
    links_.push_back(compat::add_link(zone, fmt::format("channel {}", i), rates_.back()));
    links_.back()->set_latency(0.0);
  }
  for (std::size_t i = 0; i < layout.routes.size(); ++i) {
    std::vector<sg4::LinkInRoute> links;
    for (const entity::ChannelId channel : layout.routes[i]) {
      links.emplace_back(links_[static_cast<std::size_t>(channel.index)]);
    }
    ways_.push_back(compat::add_host(zone, fmt::format("route {}", i), 1));
    compat::add_half_route(zone, ways_.back(), nullptr, links);
  }
  compat::add_half_route(zone, nullptr, office_, {});
}

void Couriers::set_rate(entity::ChannelId channel, double bytes_per_second) {
  const auto i = static_cast<std::size_t>(channel.index);
  base::ensure(bytes_per_second <= layout_.peaks[i], "a channel faster than its peak");
  rates_[i] = std::max(bytes_per_second, kDark);
  links_[i]->set_bandwidth(rates_[i]);
}

void Couriers::begin(entity::FlowId flow, entity::RouteId route, double bytes) {
  parcels_.push_back({flow, route, bytes});
  if (n_idle_ > 0) {
    --n_idle_;
    waiting_->release();
  } else {
    compat::start_actor("courier", office_, [this] { work(); })->daemonize();
  }
}

void Couriers::cancel(entity::FlowId flow) {
  cancelled_.insert(flow);
  if (const auto found = under_way_.find(flow); found != under_way_.end()) {
    found->second->cancel();
  }
}

/// One courier's life: carry parcel after parcel. Whoever begins a flow wakes an idle one or hires another.
void Couriers::work() {
  while (true) {
    const Parcel parcel = parcels_.front();
    parcels_.pop_front();
    carry(parcel);
    ++n_idle_;
    waiting_->acquire();
  }
}

void Couriers::carry(const Parcel& parcel) {
  if (cancelled_.erase(parcel.flow) > 0) {
    return;
  }
  const sg4::CommPtr comm = start(parcel);
  under_way_[parcel.flow] = comm;
  try {
    comm->wait();
  } catch (const simgrid::Exception&) {
    base::ensure(cancelled_.contains(parcel.flow), "SimGrid gave up a flow");
  }
  under_way_.erase(parcel.flow);
  report(parcel.flow);
  cancelled_.erase(parcel.flow);
}

/// SimGrid bounds a flow for its whole life by what its links carry when it starts, so they show their peaks meanwhile.
sg4::CommPtr Couriers::start(const Parcel& parcel) {
  const auto way = static_cast<std::size_t>(parcel.route.index);
  sg4::CommPtr comm =
      sg4::Comm::sendto_init(ways_[way], office_)->set_payload_size(static_cast<std::uint64_t>(parcel.bytes));
  for (const entity::ChannelId channel : layout_.routes[way]) {
    const auto i = static_cast<std::size_t>(channel.index);
    links_[i]->set_bandwidth(std::max(layout_.peaks[i], kDark));
  }
  comm->start();
  for (const entity::ChannelId channel : layout_.routes[way]) {
    const auto i = static_cast<std::size_t>(channel.index);
    links_[i]->set_bandwidth(rates_[i]);
  }
  return comm;
}

/// Near a whole second it is open which side of it the end lies on, and whether the owner has played it: a moment later it is not.
void Couriers::report(entity::FlowId flow) {
  const double end = sg4::Engine::get_clock();
  const double second = std::round(end);
  if (std::abs(end - second) < kTolerance) {
    sg4::this_actor::sleep_until(second + kTolerance);
  }
  if (cancelled_.contains(flow)) {
    return;
  }
  const auto clock = std::chrono::seconds{static_cast<std::int64_t>(sg4::Engine::get_clock())};
  const auto at = stage_.end_flow(flow, stage_.from() + clock);
  base::ensure(at && std::abs(std::chrono::duration<double>(*at - stage_.from()).count() - end) < kTolerance,
               "SimGrid ends a flow at another date");
}

}  // namespace aibelt::engine
