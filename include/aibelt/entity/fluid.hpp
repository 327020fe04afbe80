#pragma once

#include <cstddef>
#include <limits>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "aibelt/entity/flows.hpp"

namespace aibelt::entity {

/// Flows as fluids in pipes: exact dates of their ends, one event for each change.
///
/// Flows of one route always have the same rate, so each route keeps a clock of bytes served per flow and a flow ends when that
/// clock has gone on by its bytes: a change costs the number of routes in use, not of flows. Times are seconds of the run. What a
/// question is asked at does not show in later answers, so that drivers may ask at different times.
class Fluid {
 public:
  /// `layout` must outlive it.
  explicit Fluid(const FlowLayout& layout);

  /// These four first take in every end up to `now`, which never goes back before an earlier change.
  void set_rate(double now, ChannelId channel, double bytes_per_second);
  void begin(double now, FlowId flow, RouteId route, double bytes);
  /// Bytes left; 0 when the flow has ended.
  double cancel(double now, FlowId flow);
  double carried(double now, ChannelId channel);

  /// When the next flow ends if nothing else changes; kNoEnd when there is none.
  double next_end();
  static constexpr double kNoEnd = std::numeric_limits<double>::infinity();

  /// Takes in every end before `limit`.
  void run_before(double limit);

  /// Date of every end since the last call.
  std::map<FlowId, double> take_ends() { return std::exchange(ends_, {}); }

 private:
  struct Lane {
    std::set<std::pair<double, FlowId>> flows;  ///< by the reading of `served` at which each ends
    double served = 0;                          ///< bytes each flow has had since the lane was last empty, at `anchor_`
    double rate = 0;                            ///< of each flow
  };
  struct Pipe {
    double rate = 0;
    double carried = 0;      ///< at `anchor_`
    double flow_rate = 0;    ///< of all flows on it
    double open_rate = 0;    ///< not yet given out while rates are worked out
    std::size_t n_open = 0;  ///< flows without a rate yet, meanwhile
  };

  Lane& lane(RouteId route) { return lanes_[static_cast<std::size_t>(route.index)]; }
  Pipe& pipe(ChannelId channel) { return pipes_[static_cast<std::size_t>(channel.index)]; }
  const std::vector<ChannelId>& channels_of(std::size_t route) const { return layout_.routes[route]; }

  void settle(double now);
  void move_to(double now);
  void end_next();
  void touch() { is_stale_ = true; }
  void refresh();
  void share_out();
  ChannelId tightest();
  void give(std::size_t route, double rate);
  void find_next_end();
  void leave(std::size_t route);

  const FlowLayout& layout_;
  std::vector<Lane> lanes_;
  std::vector<Pipe> pipes_;
  std::set<std::size_t> busy_;  ///< routes with flows
  std::map<FlowId, std::pair<std::size_t, double>> places_;
  std::map<FlowId, double> ends_;
  double anchor_ = 0;  ///< when rates last changed
  double next_end_ = kNoEnd;
  std::size_t next_route_ = 0;
  bool is_stale_ = false;  ///< rates do not yet follow the last change
};

}  // namespace aibelt::entity
