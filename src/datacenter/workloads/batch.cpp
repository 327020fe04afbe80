#include "workload.hpp"

namespace aibelt::datacenter {
namespace {

/// Jobs that arrive at random, of random size and length.
struct Batch : WorkloadSpec {
  workload::ArrivalRate arrivals;
  std::shared_ptr<const scenario::SizeDistribution> sizes;
  std::shared_ptr<const scenario::SpanDistribution> runtimes;
  base::Ratio overestimate = base::Ratio::from_base_units(1);
  std::int64_t milli = 1000;

  std::unique_ptr<TaskStream> open(const Opening& opening) const override;
  bool has_fractions() const override { return milli < 1000; }

  static const scenario::FieldTable<Batch>& fields() {
    static const auto table = with_workload_fields<Batch>({
        scenario::field(&Batch::arrivals, {.name = "arrivals", .doc = "jobs submitted, by date, hour and weekday"}),
        scenario::field(&Batch::sizes, {.name = "accelerators", .unit = "1", .doc = "accelerators of a job"}),
        scenario::field(&Batch::runtimes, {.name = "runtime", .unit = "hours", .doc = "run time at full speed"}),
        overestimate_field(&Batch::overestimate),
        scenario::field(&Batch::milli, {.name = "accelerator_milli",
                                        .unit = "1",
                                        .low = 1,
                                        .high = 1000,
                                        .doc = "thousandths of the accelerator that a job of one accelerator takes",
                                        .by_default = "1000"}),
    });
    return table;
  }
};

class BatchStream : public TaskStream {
 public:
  BatchStream(const Batch& batch, const Opening& opening)
      : batch_(batch),
        tenant_(batch.tenant(opening.name)),
        arrivals_(batch.arrivals, opening.scenario.from, opening.scenario.to, opening.stream("arrivals")),
        sizes_(opening.stream("accelerators")),
        runtimes_(opening.stream("runtime")) {}

  bool next(Task& task) override {
    const base::SimTime submission = arrivals_.next();
    if (submission == base::kNever) {
      return false;
    }
    task = Task{.number = ++number_, .submission = submission, .tenant = tenant_};
    task.accelerators = scenario::draw_whole(*batch_.sizes, sizes_);
    task.accelerator_milli = task.accelerators == 1 ? static_cast<std::int32_t>(batch_.milli) : 1000;
    task.work = scenario::draw_duration(*batch_.runtimes, runtimes_);
    task.overestimate = batch_.overestimate.in_base_units();
    return true;
  }

 private:
  const Batch& batch_;
  const std::string& tenant_;
  workload::ArrivalProcess arrivals_;
  base::Stream sizes_;
  base::Stream runtimes_;
  std::int64_t number_ = 0;
};

std::unique_ptr<TaskStream> Batch::open(const Opening& opening) const {
  return std::make_unique<BatchStream>(*this, opening);
}

}  // namespace

scenario::Kind<scenario::Spec> batch_jobs() {
  return scenario::kind<scenario::Spec, Batch>("batch", "jobs that arrive at random, of random size and length");
}

}  // namespace aibelt::datacenter
