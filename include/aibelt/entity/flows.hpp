#pragma once

#include <cstdint>
#include <vector>

#include "aibelt/base/id.hpp"
#include "aibelt/entity/message.hpp"

namespace aibelt::entity {

/// One direction of a link; carries data at a rate that all flows on it share.
struct Channel;
using ChannelId = base::Id<Channel>;

/// A way through channels that flows may take.
struct Route;
using RouteId = base::Id<Route>;

/// Names one flow for the whole run; rises from flow to flow.
using FlowId = std::int64_t;

/// The channels of a run and the ways through them; known when the run starts.
struct FlowLayout {
  EntityId owner;             ///< who begins all flows and is told of their ends; its lookahead is one second
  std::vector<double> peaks;  ///< by channel: the largest rate it is ever set to, B/s
  std::vector<std::vector<ChannelId>> routes;  ///< by route, each channel at most once
};

/// The flows of a run, in the hands of their owner, at whole seconds of the run.
///
/// Flows share channels max-min fairly: no flow can have more without taking it from one that has no more [bertsekas1992].
/// An end comes as `Delivered{flow, at}` with the next whole second but at least two milliseconds after `at`.
class Flows {
 public:
  virtual ~Flows() = default;

  /// Every channel stands at 0 until set; a channel with flows on it must not be set to 0.
  virtual void set_rate(ChannelId channel, double bytes_per_second) = 0;

  /// Begins to move `bytes` along `route`, a whole number of them, at least one, at most 1e18.
  virtual void begin(FlowId flow, RouteId route, double bytes) = 0;

  /// Ends a flow before its time; the whole bytes it has yet to move, 0 when it is through and its Delivered is on the way.
  virtual double cancel(FlowId flow) = 0;

  /// Bytes that `channel` has carried since the run began.
  virtual double carried(ChannelId channel) = 0;
};

/// What else a driver does when flows begin and end; told at the owner's instants, in order.
class FlowCarrier {
 public:
  virtual ~FlowCarrier() = default;
  virtual void set_rate(ChannelId channel, double bytes_per_second) = 0;
  virtual void begin(FlowId flow, RouteId route, double bytes) = 0;
  virtual void cancel(FlowId flow) = 0;
};

}  // namespace aibelt::entity
