#include "aibelt/entity/stage.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "aibelt/base/error.hpp"

namespace aibelt::entity {

namespace {

/// Ends are told this much after the fact or more, so that a driver whose clock is a little off is never too late.
constexpr base::Duration kSlack = std::chrono::milliseconds{2};

}  // namespace

/// The flows as their owner has them in hand: what it does goes to the fluid, which knows the dates, and to the driver.
class Stage::FlowsOf : public Flows {
 public:
  FlowsOf(Stage& stage, FlowCarrier* carrier) : stage_(stage), carrier_(carrier) {}

  void set_rate(ChannelId channel, double bytes_per_second) override {
    stage_.fluid_->set_rate(now(), channel, bytes_per_second);
    note_ends();
    if (carrier_ != nullptr) {
      carrier_->set_rate(channel, bytes_per_second);
    }
  }

  void begin(FlowId flow, RouteId route, double bytes) override {
    stage_.fluid_->begin(now(), flow, route, bytes);
    note_ends();
    if (carrier_ != nullptr) {
      carrier_->begin(flow, route, bytes);
    }
  }

  double cancel(FlowId flow) override {
    const double left = stage_.fluid_->cancel(now(), flow);
    note_ends();
    if (carrier_ != nullptr && left > 0) {
      carrier_->cancel(flow);
    }
    return left;
  }

  double carried(ChannelId channel) override {
    const double bytes = stage_.fluid_->carried(now(), channel);
    note_ends();
    return bytes;
  }

 private:
  /// Seconds of the run.
  double now() const {
    const base::Duration since = stage_.seat(stage_.cast_.layout->owner).now - stage_.from_;
    base::ensure(since % base::kSecond == base::Duration{0}, "flows are handled at whole seconds only");
    return static_cast<double>(since / base::kSecond);
  }

  void note_ends() { stage_.ends_.merge(stage_.fluid_->take_ends()); }

  Stage& stage_;
  FlowCarrier* carrier_;
};

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
  void write(const record::JobRow& row) override { stage_.writer_.write(now(), id_.index, row); }

  Flows& flows() override {
    const bool is_owner = stage_.flows_ && stage_.cast_.layout->owner == id_;
    return is_owner ? *stage_.flows_ : Desk::flows();
  }

 private:
  Stage& stage_;
  EntityId id_;
};

Stage::Stage(Cast& cast, base::SimTime from, base::SimTime to, record::Sink& sink,
             std::function<void(EntityId)> on_post, FlowCarrier* carrier)
    : cast_(cast), from_(from), to_(to), writer_(sink), on_post_(std::move(on_post)), seats_(cast.members.size()) {
  for (const Member& member : cast.members) {
    base::ensure(member.lookahead >= base::kSecond && member.lookahead % base::kSecond == base::Duration{0},
                 "a lookahead is a positive number of whole seconds");
  }
  for (Seat& seat : seats_) {
    seat.now = from;
  }
  if (cast.layout) {
    base::ensure(member(cast.layout->owner).lookahead == base::kSecond, "who owns flows looks a second ahead");
    fluid_.emplace(*cast.layout);
    flows_ = std::make_unique<FlowsOf>(*this, carrier);
  }
  sink.declare(cast.series);
}

Stage::~Stage() = default;

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

base::SimTime Stage::flow_wake_time() {
  double next = fluid_ ? fluid_->next_end() : Fluid::kNoEnd;
  for (const auto& [flow, end] : ends_) {
    next = std::min(next, end);
  }
  const double length = static_cast<double>((to_ - from_) / base::kSecond);
  return next < length ? from_ + std::chrono::seconds{static_cast<std::int64_t>(next)} : to_;
}

/// Takes in the ends of the second that begins with `clock`.
void Stage::run_flows(base::SimTime clock) {
  fluid_->run_before(static_cast<double>((clock + base::kSecond - from_) / base::kSecond));
  ends_.merge(fluid_->take_ends());
}

base::SimTime Stage::post_end(FlowId flow, double end) {
  constexpr double kMicroseconds = 1e6;
  const EntityId owner = cast_.layout->owner;
  const base::SimTime at = from_ + base::Duration{std::llround(end * kMicroseconds)};
  const base::SimTime arrives = from_ + std::chrono::floor<std::chrono::seconds>(at + kSlack - from_) + base::kSecond;
  seat(owner).inbox.push({arrives, owner, flow, owner, Delivered{flow, at}});
  on_post_(owner);
  return at;
}

void Stage::end_flows(base::SimTime clock) {
  run_flows(clock);
  for (const auto& [flow, end] : std::exchange(ends_, {})) {
    post_end(flow, end);
  }
}

std::optional<base::SimTime> Stage::end_flow(FlowId flow, base::SimTime clock) {
  run_flows(clock);
  const auto found = ends_.extract(flow);
  return found.empty() ? std::nullopt : std::optional(post_end(flow, found.mapped()));
}

void Stage::finish(EntityId id) {
  seat(id).now = to_;
  DeskOf desk(*this, id);
  entity(id).finish(desk);
}

}  // namespace aibelt::entity
