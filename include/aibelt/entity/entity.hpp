#pragma once

#include <string>

#include "aibelt/base/error.hpp"
#include "aibelt/base/time.hpp"
#include "aibelt/entity/flows.hpp"
#include "aibelt/entity/message.hpp"
#include "aibelt/record/rows.hpp"

namespace aibelt::entity {

/// An entity's hands during one of its instants: the date, the post and the record.
class Desk {
 public:
  virtual ~Desk() = default;

  /// The instant at hand; never earlier than at the call before.
  virtual base::SimTime now() const = 0;

  /// Posts `content` to `to` for `arrives`, which is later than now by at least the receiver's lookahead.
  virtual void send(EntityId to, base::SimTime arrives, const Content& content) = 0;

  virtual void write(const record::CurveRow& row) = 0;
  virtual void write(const record::EventRow& row) = 0;
  virtual void write(const record::JobRow& row) = 0;

  /// The flows on the run's fibre; for their owner only.
  virtual Flows& flows() { throw base::LogicError("a run without fibre, or not the owner of its flows"); }
};

/// Something that decides or holds stock. It keeps its own calendar and meets others through messages only, so that it may run
/// ahead of them as far as no message can reach it.
class Entity {
 public:
  virtual ~Entity() = default;

  /// Called once at the start of the run, before any other call.
  virtual void start(Desk& desk) = 0;

  /// Date of the earliest entry of its own calendar, kNever when that is empty.
  virtual base::SimTime next_event() const = 0;

  /// Deals with the earliest entry of its own calendar, which is due now.
  virtual void step(Desk& desk) = 0;

  /// Deals with a message that arrives now; messages of an instant come before its own entries.
  virtual void receive(const Message& message, Desk& desk) = 0;

  /// Called once at the end of the run, to close the month in hand.
  virtual void finish(Desk& desk) = 0;
};

}  // namespace aibelt::entity
