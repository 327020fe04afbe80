#include "aibelt/base/calendar.hpp"
#include "workload.hpp"

namespace aibelt::datacenter {
namespace {

/// Sessions of many short jobs: an agent thinks between its steps. A step is submitted when the one before it would have ended
/// had it not waited, so that a full cluster does not hold demand back.
struct Agents : WorkloadSpec {
  workload::ArrivalRate sessions;
  std::shared_ptr<const scenario::SizeDistribution> steps;
  std::shared_ptr<const scenario::SpanDistribution> step;
  std::shared_ptr<const scenario::SpanDistribution> pause;
  std::int64_t milli = 1000;

  std::unique_ptr<TaskStream> open(const Opening& opening) const override;
  bool has_fractions() const override { return milli < 1000; }

  static const scenario::FieldTable<Agents>& fields() {
    static const auto table = with_workload_fields<Agents>({
        scenario::field(&Agents::sessions, {.name = "sessions", .doc = "sessions begun, by date, hour and weekday"}),
        scenario::field(&Agents::steps, {.name = "steps", .unit = "1", .doc = "jobs of a session, one after another"}),
        scenario::field(&Agents::step, {.name = "runtime", .unit = "seconds", .doc = "run time of a step"}),
        scenario::field(&Agents::pause,
                        {.name = "pause", .unit = "seconds", .doc = "from the end of a step to the next"}),
        scenario::field(&Agents::milli, {.name = "accelerator_milli",
                                         .unit = "1",
                                         .low = 1,
                                         .high = 1000,
                                         .doc = "thousandths of an accelerator that a step takes",
                                         .by_default = "1000"}),
    });
    return table;
  }
};

class AgentStream : public TaskStream {
 public:
  AgentStream(const Agents& agents, const Opening& opening)
      : agents_(agents),
        tenant_(agents.tenant(opening.name)),
        sessions_(agents.sessions, opening.scenario.from, opening.scenario.to, opening.stream("sessions")),
        steps_(opening.stream("steps")),
        spans_(opening.stream("runtime")),
        until_(opening.scenario.to),
        next_session_(sessions_.next()) {}

  bool next(Task& task) override {
    while (next_session_ != base::kNever && (open_.is_empty() || next_session_ <= open_.next_time())) {
      open_.schedule(next_session_, scenario::draw_whole(*agents_.steps, steps_));
      next_session_ = sessions_.next();
    }
    if (open_.is_empty()) {
      return false;
    }
    const auto step = open_.pop();
    task = Task{.number = ++number_, .submission = step.time, .tenant = tenant_};
    task.accelerator_milli = static_cast<std::int32_t>(agents_.milli);
    task.work = scenario::draw_duration(*agents_.step, spans_);
    const base::SimTime after = step.time + task.work + scenario::draw_duration(*agents_.pause, spans_);
    if (step.event > 1 && after < until_) {
      open_.schedule(after, step.event - 1);
    }
    return true;
  }

 private:
  const Agents& agents_;
  const std::string& tenant_;
  workload::ArrivalProcess sessions_;
  base::Stream steps_;
  base::Stream spans_;
  base::SimTime until_;
  base::SimTime next_session_;
  base::Calendar<std::int32_t> open_;  ///< by the next step's date: steps to go
  std::int64_t number_ = 0;
};

std::unique_ptr<TaskStream> Agents::open(const Opening& opening) const {
  return std::make_unique<AgentStream>(*this, opening);
}

}  // namespace

scenario::Kind<scenario::Spec> agent_sessions() {
  return scenario::kind<scenario::Spec, Agents>("agents", "sessions of many short jobs with pauses between them");
}

}  // namespace aibelt::datacenter
