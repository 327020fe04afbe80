#include "workload.hpp"

namespace aibelt::datacenter {
namespace {

/// Batches of like jobs at fixed times: a twin of a plant that is brought up to date and run ahead again and again.
struct DigitalTwin : WorkloadSpec {
  base::SimTime first;
  base::Duration every{0};
  std::int64_t jobs = 1;
  std::int64_t size = 1;
  std::shared_ptr<const scenario::SpanDistribution> runtimes;

  std::unique_ptr<TaskStream> open(const Opening& opening) const override;

  static const scenario::FieldTable<DigitalTwin>& fields() {
    static const auto table = with_workload_fields<DigitalTwin>({
        scenario::field(&DigitalTwin::first, {.name = "first", .doc = "date of the first round"}),
        scenario::field(&DigitalTwin::every,
                        {.name = "every", .unit = "hours", .low = 0.001, .doc = "from one round to the next"}),
        scenario::field(&DigitalTwin::jobs,
                        {.name = "jobs", .unit = "1", .low = 1, .high = 1e6, .doc = "jobs of a round"}),
        scenario::field(&DigitalTwin::size, {.name = "accelerators",
                                             .unit = "1",
                                             .low = 1,
                                             .high = 1e6,
                                             .doc = "accelerators of a job",
                                             .by_default = "1"}),
        scenario::field(&DigitalTwin::runtimes, {.name = "runtime", .unit = "hours", .doc = "run time of a job"}),
    });
    return table;
  }
};

class TwinStream : public TaskStream {
 public:
  TwinStream(const DigitalTwin& twin, const Opening& opening)
      : twin_(twin),
        tenant_(twin.tenant(opening.name)),
        round_(twin.first),
        until_(opening.scenario.to),
        runtimes_(opening.stream("runtime")) {
    while (round_ < opening.scenario.from) {
      round_ += twin_.every;
    }
  }

  bool next(Task& task) override {
    if (left_ == 0) {
      left_ = twin_.jobs;
      round_ += number_ == 0 ? base::Duration{0} : twin_.every;
    }
    if (round_ >= until_) {
      return false;
    }
    --left_;
    task = Task{.number = ++number_, .submission = round_, .tenant = tenant_};
    task.accelerators = static_cast<std::int32_t>(twin_.size);
    task.work = scenario::draw_duration(*twin_.runtimes, runtimes_);
    return true;
  }

 private:
  const DigitalTwin& twin_;
  const std::string& tenant_;
  base::SimTime round_;
  base::SimTime until_;
  base::Stream runtimes_;
  std::int64_t left_ = 0;  ///< jobs of this round
  std::int64_t number_ = 0;
};

std::unique_ptr<TaskStream> DigitalTwin::open(const Opening& opening) const {
  return std::make_unique<TwinStream>(*this, opening);
}

}  // namespace

scenario::Kind<scenario::Spec> digital_twin() {
  return scenario::kind<scenario::Spec, DigitalTwin>("digital_twin",
                                                     "rounds of like simulations at fixed times, as of a plant's twin");
}

}  // namespace aibelt::datacenter
