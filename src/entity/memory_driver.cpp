#include "aibelt/base/calendar.hpp"
#include "aibelt/entity/driver.hpp"
#include "aibelt/entity/stage.hpp"

namespace aibelt::entity {
namespace {

class MemoryDriver {
 public:
  MemoryDriver(Cast& cast, base::SimTime from, base::SimTime to, record::Sink& sink)
      : stage_(cast, from, to, sink, [this](EntityId id) { arm(id); }), armed_(cast.members.size(), base::kNever) {}

  bool run(const Watch& watch) {
    for_each([this](EntityId id) { stage_.start(id); });
    for_each([this](EntityId id) { arm(id); });
    base::Month month = base::month_of(stage_.from());
    while (!wake_ups_.is_empty()) {
      const auto wake = wake_ups_.pop();
      if (const base::Month current = base::month_of(wake.time); current > month) {
        month = current;
        stage_.settle(wake.time);
        watch.on_month(wake.time);
        if (watch.is_stopped()) {
          return false;
        }
      }
      if (wake.event.is_valid()) {
        play(wake.event, wake.time);
      } else {
        end_flows(wake.time);
      }
      arm_flows();
    }
    for_each([this](EntityId id) { stage_.finish(id); });
    stage_.settle(base::kNever);
    return true;
  }

 private:
  template <class Action>
  void for_each(Action action) {
    for (std::size_t i = 0; i < stage_.size(); ++i) {
      action(EntityId{static_cast<std::int32_t>(i)});
    }
  }

  base::SimTime& armed(EntityId id) { return armed_[static_cast<std::size_t>(id.index)]; }

  /// Schedules the entity's next wake-up where that is earlier than the one it has.
  void arm(EntityId id) {
    const base::SimTime wake = stage_.wake_time(id);
    if (wake < stage_.to() && wake < armed(id)) {
      armed(id) = wake;
      wake_ups_.schedule(wake, id);
    }
  }

  void play(EntityId id, base::SimTime clock) {
    if (armed(id) != clock) {
      return;  // an earlier wake-up took its place
    }
    stage_.play(id, clock);
    armed(id) = base::kNever;
    arm(id);
  }

  /// Schedules the next end of a flow, after whatever entities do in that second.
  void arm_flows() {
    const base::SimTime wake = stage_.flow_wake_time();
    if (wake < stage_.to() && wake < flows_armed_) {
      flows_armed_ = wake;
      wake_ups_.schedule(wake, kFlows, 1);
    }
  }

  void end_flows(base::SimTime clock) {
    if (flows_armed_ == clock) {
      flows_armed_ = base::kNever;
      stage_.end_flows(clock);
    }
  }

  static constexpr EntityId kFlows{};  ///< stands for the flows among the wake-ups

  Stage stage_;
  std::vector<base::SimTime> armed_;
  base::SimTime flows_armed_ = base::kNever;
  base::Calendar<EntityId> wake_ups_;
};

}  // namespace

bool run_in_memory(Cast& cast, base::SimTime from, base::SimTime to, record::Sink& sink, const Watch& watch) {
  return MemoryDriver(cast, from, to, sink).run(watch);
}

}  // namespace aibelt::entity
