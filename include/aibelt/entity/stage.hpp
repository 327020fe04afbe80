#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <queue>
#include <vector>

#include "aibelt/entity/cast.hpp"
#include "aibelt/entity/fluid.hpp"
#include "aibelt/record/sink.hpp"

namespace aibelt::entity {

/// The state of a run that both drivers share: who has which messages waiting and how far each entity has come.
///
/// A driver asks `wake_time` when an entity wants to act, and calls `play` once the common clock stands there. `play` drains the
/// entity up to its lookahead: nothing sent from now on can arrive before that. Wake-ups stand on whole seconds of the run, which
/// SimGrid's clock of doubles holds exactly. The rows do not depend on the order in which entities of one instant are played.
class Stage {
 public:
  /// `to` must be later than `from`; `on_post` is told whom a message was posted to, `carrier` (if any) what becomes of flows.
  Stage(Cast& cast, base::SimTime from, base::SimTime to, record::Sink& sink, std::function<void(EntityId)> on_post,
        FlowCarrier* carrier = nullptr);
  Stage(const Stage&) = delete;
  Stage& operator=(const Stage&) = delete;
  ~Stage();

  base::SimTime from() const { return from_; }
  base::SimTime to() const { return to_; }
  std::size_t size() const { return cast_.members.size(); }
  const std::string& name(EntityId id) const;

  void start(EntityId id);

  /// The whole second at which `id` must be played next; `to` when it has nothing left to do.
  base::SimTime wake_time(EntityId id) const;

  /// Plays everything of `id` before `clock` plus its lookahead, and before the end.
  void play(EntityId id, base::SimTime clock);

  void finish(EntityId id);

  /// The whole second within which the next flow ends, as far as is known now; `to` when none does.
  base::SimTime flow_wake_time();

  /// Tells the owner of every flow that ends in the second that begins with `clock`, when the owner has been played for it.
  void end_flows(base::SimTime clock);

  /// The same for `flow` alone; its end, nullopt when that is later.
  std::optional<base::SimTime> end_flow(FlowId flow, base::SimTime clock);

  /// Passes on the rows that no entity can precede any more; `clock` is the driver's.
  void settle(base::SimTime clock) { writer_.settle_before(clock); }

 private:
  struct Later {
    bool operator()(const Message& a, const Message& b) const { return is_earlier(b, a); }
  };
  struct Seat {
    std::priority_queue<Message, std::vector<Message>, Later> inbox;
    base::SimTime now;
    std::int64_t sent = 0;
  };
  class DeskOf;
  class FlowsOf;

  void run_flows(base::SimTime clock);
  base::SimTime post_end(FlowId flow, double end);

  base::SimTime next_instant(EntityId id) const;
  Seat& seat(EntityId id) { return seats_[static_cast<std::size_t>(id.index)]; }
  const Seat& seat(EntityId id) const { return seats_[static_cast<std::size_t>(id.index)]; }
  Entity& entity(EntityId id) { return *cast_.members[static_cast<std::size_t>(id.index)].entity; }
  const Member& member(EntityId id) const { return cast_.members[static_cast<std::size_t>(id.index)]; }

  Cast& cast_;
  base::SimTime from_;
  base::SimTime to_;
  record::OrderedWriter writer_;
  std::function<void(EntityId)> on_post_;
  std::vector<Seat> seats_;
  std::optional<Fluid> fluid_;
  std::unique_ptr<FlowsOf> flows_;
  std::map<FlowId, double> ends_;  ///< known, and not yet told to the owner
};

}  // namespace aibelt::entity
