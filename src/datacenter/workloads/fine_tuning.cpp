#include "workload.hpp"

namespace aibelt::datacenter {
namespace {

constexpr double kMillion = 1e6;

/// Runs that adapt a given model: 6 FLOP for each parameter and token [kaplan2020], at the accelerator's peak times its training
/// efficiency.
struct FineTuning : WorkloadSpec {
  using Parameters = base::Quantity<base::dimension(base::Measure::parameter)>;

  workload::ArrivalRate arrivals;
  Parameters parameters;
  std::shared_ptr<const scenario::SizeDistribution> million_tokens;
  std::shared_ptr<const scenario::SizeDistribution> sizes;
  base::Ratio overestimate = base::Ratio::from_base_units(1);

  std::unique_ptr<TaskStream> open(const Opening& opening) const override;

  base::Duration work_on(const Task& task, const product::Accelerator& accelerator) const override {
    constexpr double kFlopPerParameterAndToken = 6;
    const double rate = accelerator.compute_rate.in_base_units() * accelerator.training_efficiency.in_base_units() *
                        static_cast<double>(task.accelerators);
    const double flop = kFlopPerParameterAndToken * parameters.in_base_units() * task.tokens;
    return run_time_of(flop / rate);
  }

  static const scenario::FieldTable<FineTuning>& fields() {
    static const auto table = with_workload_fields<FineTuning>({
        scenario::field(&FineTuning::arrivals,
                        {.name = "arrivals", .doc = "runs submitted, by date, hour and weekday"}),
        scenario::field(
            &FineTuning::parameters,
            {.name = "parameters", .unit = "Gparams", .low = 0.001, .doc = "active parameters of the model"}),
        scenario::field(&FineTuning::million_tokens,
                        {.name = "million_tokens", .unit = "1", .doc = "tokens of a run, in millions"}),
        scenario::field(&FineTuning::sizes, {.name = "accelerators", .unit = "1", .doc = "accelerators of a run"}),
        overestimate_field(&FineTuning::overestimate),
    });
    return table;
  }
};

class FineTuningStream : public TaskStream {
 public:
  FineTuningStream(const FineTuning& spec, const Opening& opening)
      : spec_(spec),
        tenant_(spec.tenant(opening.name)),
        arrivals_(spec.arrivals, opening.scenario.from, opening.scenario.to, opening.stream("arrivals")),
        sizes_(opening.stream("accelerators")),
        tokens_(opening.stream("tokens")) {}

  bool next(Task& task) override {
    const base::SimTime submission = arrivals_.next();
    if (submission == base::kNever) {
      return false;
    }
    task = Task{.number = ++number_, .submission = submission, .tenant = tenant_};
    task.accelerators = scenario::draw_whole(*spec_.sizes, sizes_);
    task.tokens = spec_.million_tokens->draw(tokens_).in_base_units() * kMillion;
    task.overestimate = spec_.overestimate.in_base_units();
    return true;
  }

 private:
  const FineTuning& spec_;
  const std::string& tenant_;
  workload::ArrivalProcess arrivals_;
  base::Stream sizes_;
  base::Stream tokens_;
  std::int64_t number_ = 0;
};

std::unique_ptr<TaskStream> FineTuning::open(const Opening& opening) const {
  return std::make_unique<FineTuningStream>(*this, opening);
}

}  // namespace

scenario::Kind<scenario::Spec> fine_tuning() {
  return scenario::kind<scenario::Spec, FineTuning>("fine_tuning", "runs that adapt a given model to some tokens");
}

}  // namespace aibelt::datacenter
