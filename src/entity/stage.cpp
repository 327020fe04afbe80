#include "aibelt/entity/stage.hpp"

#include <algorithm>
#include <utility>

#include "aibelt/base/error.hpp"

namespace aibelt::entity {

class Stage::DeskOf : public Desk {
 public:
  DeskOf(Stage& stage, EntityId id) : stage_(stage), id_(id) {}

  base::SimTime now() const override { return stage_.seat(id_).now; }

  void send(EntityId to, base::SimTime arrives, const Content& content) override {
    base::ensure(arrives >= now() + stage_.member(to).lookahead, "a message arrives within its receiver's lookahead");
    stage_.seat(to).inbox.push({arrives, id_, stage_.seat(id_).sent++, to, content});
    stage_.on_post_(to);
  }

  void write(const record::CurveRow& row) override { stage_.writer_.write(now(), id_.index, row); }
  void write(const record::EventRow& row) override { stage_.writer_.write(now(), id_.index, row); }

 private:
  Stage& stage_;
  EntityId id_;
};

Stage::Stage(Cast& cast, base::SimTime from, base::SimTime to, record::Sink& sink,
             std::function<void(EntityId)> on_post)
    : cast_(cast), from_(from), to_(to), writer_(sink), on_post_(std::move(on_post)), seats_(cast.members.size()) {
  for (const Member& member : cast.members) {
    base::ensure(member.lookahead >= base::kSecond && member.lookahead % base::kSecond == base::Duration{0},
                 "a lookahead is a positive number of whole seconds");
  }
  for (Seat& seat : seats_) {
    seat.now = from;
  }
  sink.declare(cast.series);
}

const std::string& Stage::name(EntityId id) const { return member(id).name; }

void Stage::start(EntityId id) {
  DeskOf desk(*this, id);
  entity(id).start(desk);
}

base::SimTime Stage::next_instant(EntityId id) const {
  const Seat& own = seat(id);
  const base::SimTime next_message = own.inbox.empty() ? base::kNever : own.inbox.top().arrives;
  return std::min(next_message, member(id).entity->next_event());
}

base::SimTime Stage::wake_time(EntityId id) const {
  const base::SimTime next = next_instant(id);
  return next >= to_ ? to_ : from_ + std::chrono::floor<std::chrono::seconds>(next - from_);
}

void Stage::play(EntityId id, base::SimTime clock) {
  const base::SimTime limit = std::min(clock + member(id).lookahead, to_);
  Seat& own = seat(id);
  Entity& player = entity(id);
  DeskOf desk(*this, id);
  for (base::SimTime next = next_instant(id); next < limit; next = next_instant(id)) {
    base::ensure(next >= own.now, "an entity's clock runs backwards");
    own.now = next;
    if (!own.inbox.empty() && own.inbox.top().arrives == next) {
      const Message message = own.inbox.top();
      own.inbox.pop();
      player.receive(message, desk);
    } else {
      player.step(desk);
    }
  }
}

void Stage::finish(EntityId id) {
  seat(id).now = to_;
  DeskOf desk(*this, id);
  entity(id).finish(desk);
}

}  // namespace aibelt::entity
