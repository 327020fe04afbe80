#include "aibelt/entity/fluid.hpp"

#include <algorithm>
#include <cmath>

#include "aibelt/base/error.hpp"

namespace aibelt::entity {

Fluid::Fluid(const FlowLayout& layout) : layout_(layout), lanes_(layout.routes.size()), pipes_(layout.peaks.size()) {}

void Fluid::set_rate(double now, ChannelId channel, double bytes_per_second) {
  settle(now);
  move_to(now);
  pipe(channel).rate = bytes_per_second;
  touch();
}

void Fluid::begin(double now, FlowId flow, RouteId route, double bytes) {
  constexpr double kMost = 1e18;  // fits 64 bits
  base::ensure(bytes >= 1 && bytes <= kMost && bytes == std::floor(bytes),
               "a flow of no bytes, parts of one or over an exabyte");
  settle(now);
  move_to(now);
  Lane& own = lane(route);
  const double reading = own.served + bytes;
  own.flows.emplace(reading, flow);
  busy_.insert(static_cast<std::size_t>(route.index));
  const bool is_new = places_.emplace(flow, std::pair(static_cast<std::size_t>(route.index), reading)).second;
  base::ensure(is_new, "two flows of one id");
  touch();
}

double Fluid::cancel(double now, FlowId flow) {
  settle(now);
  const auto place = places_.find(flow);
  if (place == places_.end()) {
    return 0;
  }
  move_to(now);
  const auto [route, reading] = place->second;
  const double left = std::max(1.0, std::ceil(reading - lanes_[route].served));
  lanes_[route].flows.erase({reading, flow});
  places_.erase(place);
  leave(route);
  touch();
  return left;
}

double Fluid::carried(double now, ChannelId channel) {
  settle(now);
  refresh();
  const Pipe& own = pipe(channel);
  return own.carried + own.flow_rate * (now - anchor_);
}

double Fluid::next_end() {
  refresh();
  return next_end_;
}

void Fluid::run_before(double limit) {
  while (next_end() < limit) {
    end_next();
  }
}

/// Takes in the ends up to `now`.
void Fluid::settle(double now) {
  while (next_end() <= now) {
    end_next();
  }
}

/// Brings every clock to `now`; no flow ends before.
void Fluid::move_to(double now) {
  refresh();
  const double span = now - anchor_;
  base::ensure(span >= 0, "flows go back in time");
  for (const std::size_t route : busy_) {
    lanes_[route].served += lanes_[route].rate * span;
  }
  for (Pipe& own : pipes_) {
    own.carried += own.flow_rate * span;
  }
  anchor_ = now;
}

/// Ends what ends next, with all flows of its route that end at that reading.
void Fluid::end_next() {
  const double now = next_end_;
  const std::size_t route = next_route_;
  Lane& own = lanes_[route];
  const double reading = own.flows.begin()->first;
  move_to(now);
  own.served = reading;  // to the last bit, whatever the product of rate and time gave
  while (!own.flows.empty() && own.flows.begin()->first <= reading) {
    const FlowId flow = own.flows.begin()->second;
    ends_.emplace(flow, now);
    places_.erase(flow);
    own.flows.erase(own.flows.begin());
  }
  leave(route);
  touch();
}

/// Forgets a route that no flow takes any more.
void Fluid::leave(std::size_t route) {
  if (lanes_[route].flows.empty()) {
    lanes_[route] = Lane{};
    busy_.erase(route);
  }
}

void Fluid::refresh() {
  if (is_stale_) {
    is_stale_ = false;
    share_out();
    find_next_end();
  }
}

/// Progressive filling: the pipe with the least for each of its flows decides the rate of these; then the next one.
void Fluid::share_out() {
  for (Pipe& own : pipes_) {
    own.flow_rate = 0;
    own.open_rate = own.rate;
    own.n_open = 0;
  }
  for (const std::size_t route : busy_) {
    lanes_[route].rate = -1;
    for (const ChannelId channel : channels_of(route)) {
      pipe(channel).n_open += lanes_[route].flows.size();
    }
  }
  for (ChannelId tight = tightest(); tight.is_valid(); tight = tightest()) {
    const double rate = std::max(0.0, pipe(tight).open_rate) / static_cast<double>(pipe(tight).n_open);
    base::ensure(rate > 0, "flows on a channel that carries nothing");
    for (const std::size_t route : busy_) {
      const auto& channels = channels_of(route);
      if (lanes_[route].rate < 0 && std::find(channels.begin(), channels.end(), tight) != channels.end()) {
        give(route, rate);
      }
    }
  }
}

/// The pipe that limits its flows most, the first of equals; none when every flow has its rate.
ChannelId Fluid::tightest() {
  ChannelId tight;
  double least = kNoEnd;
  for (std::size_t i = 0; i < pipes_.size(); ++i) {
    const Pipe& own = pipes_[i];
    if (own.n_open > 0 && own.open_rate / static_cast<double>(own.n_open) < least) {
      least = own.open_rate / static_cast<double>(own.n_open);
      tight = {static_cast<std::int32_t>(i)};
    }
  }
  return tight;
}

void Fluid::give(std::size_t route, double rate) {
  Lane& own = lanes_[route];
  own.rate = rate;
  const double all = rate * static_cast<double>(own.flows.size());
  for (const ChannelId channel : channels_of(route)) {
    pipe(channel).open_rate -= all;
    pipe(channel).flow_rate += all;
    pipe(channel).n_open -= own.flows.size();
  }
}

void Fluid::find_next_end() {
  next_end_ = kNoEnd;
  for (const std::size_t route : busy_) {
    const Lane& own = lanes_[route];
    const double end = anchor_ + std::max(0.0, own.flows.begin()->first - own.served) / own.rate;
    if (end < next_end_) {
      next_end_ = end;
      next_route_ = route;
    }
  }
}

}  // namespace aibelt::entity
