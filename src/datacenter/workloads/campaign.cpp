#include <cmath>
#include <limits>
#include <variant>

#include <fmt/format.h>

#include "aibelt/workload/training_step.hpp"
#include "workload.hpp"

namespace aibelt::datacenter {
namespace {

/// The shape of the model that is trained.
struct ModelSpec {
  std::int64_t layers = 1;
  std::int64_t hidden = 1;
  std::int64_t heads = 1;
  std::int64_t kv_heads = 0;
  std::int64_t ffn_hidden = 0;
  std::int64_t sequence = 1;
  std::int64_t vocabulary = 1;
  std::optional<base::Quantity<base::dimension(base::Measure::parameter)>> active_parameters;
  std::optional<base::Quantity<base::dimension(base::Measure::parameter)>> total_parameters;

  workload::Transformer shape() const {
    workload::Transformer model{.layers = layers,
                                .hidden = hidden,
                                .heads = heads,
                                .kv_heads = kv_heads == 0 ? heads : kv_heads,
                                .ffn_hidden = ffn_hidden,
                                .sequence = sequence,
                                .vocabulary = vocabulary,
                                .is_gated = true,
                                .is_attention_fused = true,
                                .is_attention_causal = true,
                                .is_head_tied = false};
    model.active_parameters = active_parameters ? active_parameters->in_base_units() : 0;
    model.total_parameters = total_parameters ? total_parameters->in_base_units() : 0;
    return model;
  }

  static const scenario::FieldTable<ModelSpec>& fields() {
    const auto count = [](std::int64_t ModelSpec::*member, const char* name, const char* doc,
                          const char* by_default = "") {
      return scenario::field(member,
                             {.name = name, .unit = "1", .low = 1, .high = 1e9, .doc = doc, .by_default = by_default});
    };
    static const scenario::FieldTable<ModelSpec> table = {
        count(&ModelSpec::layers, "layers", "transformer layers"),
        count(&ModelSpec::hidden, "hidden", "width of the residual stream"),
        count(&ModelSpec::heads, "heads", "attention heads"),
        count(&ModelSpec::kv_heads, "kv_heads", "key-value heads", "as many as heads"),
        count(&ModelSpec::ffn_hidden, "ffn_hidden", "inner width of the gated feed-forward block"),
        count(&ModelSpec::sequence, "sequence", "tokens of a sequence"),
        count(&ModelSpec::vocabulary, "vocabulary", "tokens of the vocabulary"),
        scenario::field(&ModelSpec::active_parameters,
                        {.name = "active_parameters",
                         .unit = "Gparams",
                         .low = 0.001,
                         .doc = "parameters a token meets, of a mixture of experts; from the shape when missing"}),
        scenario::field(&ModelSpec::total_parameters,
                        {.name = "total_parameters",
                         .unit = "Gparams",
                         .low = 0.001,
                         .doc = "parameters stored, of a mixture of experts; from the shape when missing"}),
    };
    return table;
  }
};

/// The machine it is trained on, beside the accelerator's peak.
struct MachineSpec {
  base::Ratio efficiency;
  workload::DataRate memory_bandwidth;
  workload::DataRate intra_node;
  workload::DataRate inter_node;
  std::int64_t per_node = 8;
  base::Ratio exposed = base::Ratio::from_base_units(1);
  base::Ratio straggler_margin = base::Ratio::from_base_units(0);
  std::optional<base::DataSize> memory;

  static const scenario::FieldTable<MachineSpec>& fields() {
    static const scenario::FieldTable<MachineSpec> table = {
        scenario::field(&MachineSpec::efficiency, {.name = "efficiency",
                                                   .unit = "1",
                                                   .low = 0.01,
                                                   .high = 1,
                                                   .doc = "part of the accelerator's peak that matrix products reach"}),
        scenario::field(
            &MachineSpec::memory_bandwidth,
            {.name = "memory_bandwidth", .unit = "TB/s", .low = 0.01, .doc = "memory bandwidth of an accelerator"}),
        scenario::field(&MachineSpec::intra_node, {.name = "intra_node",
                                                   .unit = "GB/s",
                                                   .low = 1,
                                                   .doc = "link of an accelerator within its node, each way"}),
        scenario::field(&MachineSpec::inter_node, {.name = "inter_node",
                                                   .unit = "GB/s",
                                                   .low = 0.1,
                                                   .doc = "link of an accelerator to other nodes, each way"}),
        scenario::field(&MachineSpec::per_node, {.name = "per_node",
                                                 .unit = "1",
                                                 .low = 1,
                                                 .high = 1e6,
                                                 .doc = "accelerators that reach each other at `intra_node`",
                                                 .by_default = "8"}),
        scenario::field(&MachineSpec::exposed,
                        {.name = "exposed",
                         .unit = "1",
                         .low = 0,
                         .high = 1,
                         .doc = "part of tensor, context and data traffic that computing does not hide",
                         .by_default = "1"}),
        scenario::field(&MachineSpec::straggler_margin, {.name = "straggler_margin",
                                                         .unit = "1",
                                                         .low = 0,
                                                         .high = 1,
                                                         .doc = "what waiting for the slowest adds to a step",
                                                         .by_default = "0"}),
        scenario::field(&MachineSpec::memory,
                        {.name = "memory",
                         .unit = "GB",
                         .low = 1,
                         .doc = "memory of an accelerator, to find a layout where none is given"}),
    };
    return table;
  }
};

/// How the model is divided; what is left over is data parallel.
struct LayoutSpec {
  std::int64_t tensor = 1;
  std::int64_t pipeline = 1;
  std::int64_t context = 1;
  std::int64_t microbatch = 1;
  std::int64_t interleave = 1;

  static const scenario::FieldTable<LayoutSpec>& fields() {
    const auto degree = [](std::int64_t LayoutSpec::*member, const char* name, const char* doc) {
      return scenario::field(member, {.name = name, .unit = "1", .low = 1, .high = 1e6, .doc = doc, .by_default = "1"});
    };
    static const scenario::FieldTable<LayoutSpec> table = {
        degree(&LayoutSpec::tensor, "tensor", "tensor-parallel degree"),
        degree(&LayoutSpec::pipeline, "pipeline", "pipeline stages"),
        degree(&LayoutSpec::context, "context", "context-parallel degree"),
        degree(&LayoutSpec::microbatch, "microbatch", "sequences of a microbatch"),
        degree(&LayoutSpec::interleave, "interleave", "model chunks of a pipeline stage"),
    };
    return table;
  }
};

/// Training runs of one model, one after another, each a single job over many accelerators.
struct Campaign : WorkloadSpec {
  base::SimTime start;
  std::int64_t runs = 1;
  base::Duration every{0};
  std::int64_t size = 1;
  ModelSpec model;
  MachineSpec machine;
  std::optional<LayoutSpec> layout;
  std::int64_t batch = 1;
  base::Quantity<base::dimension(base::Measure::token)> tokens;
  base::Ratio overestimate = base::Ratio::from_base_units(1);

  std::unique_ptr<TaskStream> open(const Opening& opening) const override;
  void check(scenario::Reader& reader, const std::string& path) const override;

  base::Duration work_on(const Task& task, const product::Accelerator& accelerator) const override {
    const workload::Transformer shape = model.shape();
    const double steps = std::ceil(task.tokens / static_cast<double>(batch * model.sequence));
    const base::Span step = workload::step_time(shape, batch, std::get<0>(division()), rating_of(accelerator)).total();
    return run_time_of(steps * step.in_base_units());
  }

  /// How the model is divided, or why it cannot be.
  std::variant<workload::Parallelism, std::string> division() const {
    if (!layout && !machine.memory) {
      return "needs \"layout\", or the machine's \"memory\" to find one by";
    }
    if (!layout) {
      return workload::suggest_parallelism(model.shape(), batch, size, machine.per_node, *machine.memory);
    }
    const std::int64_t parts = layout->tensor * layout->pipeline * layout->context;
    return workload::Parallelism{.tensor = layout->tensor,
                                 .pipeline = layout->pipeline,
                                 .data = std::max<std::int64_t>(1, size / parts),
                                 .context = layout->context,
                                 .microbatch = layout->microbatch,
                                 .interleave = layout->interleave};
  }

  workload::AcceleratorRating rating_of(const product::Accelerator& accelerator) const {
    return {.peak = accelerator.compute_rate,
            .efficiency = machine.efficiency.in_base_units(),
            .memory = machine.memory_bandwidth,
            .intra_node = machine.intra_node,
            .inter_node = machine.inter_node,
            .gpus_per_node = machine.per_node,
            .exposed_share = machine.exposed.in_base_units(),
            .straggler_margin = machine.straggler_margin.in_base_units()};
  }

  static const scenario::FieldTable<Campaign>& fields();
};

void Campaign::check(scenario::Reader& reader, const std::string& path) const {
  const auto divided = division();
  if (const auto* problem = std::get_if<std::string>(&divided)) {
    reader.report(path, *problem);
    return;
  }
  for (const std::string& problem :
       workload::layout_problems(model.shape(), batch, size, std::get<workload::Parallelism>(divided))) {
    reader.report(layout ? scenario::child_path(path, "layout") : path, problem);
  }
}

const scenario::FieldTable<Campaign>& Campaign::fields() {
  static const auto table = with_workload_fields<Campaign>({
      scenario::field(&Campaign::start, {.name = "start", .doc = "submission of the first run"}),
      scenario::field(&Campaign::runs,
                      {.name = "runs", .unit = "1", .low = 1, .high = 10000, .doc = "how many", .by_default = "1"}),
      scenario::field(&Campaign::every,
                      {.name = "every",
                       .unit = "days",
                       .low = 0,
                       .doc = "from the submission of one run to that of the next; with the cluster's queue in between",
                       .by_default = "0 days"}),
      scenario::field(
          &Campaign::size,
          {.name = "accelerators", .unit = "1", .low = 1, .high = 1e7, .doc = "accelerators of a run, all at once"}),
      scenario::field(&Campaign::model, {.name = "model", .doc = "shape of the model"}),
      scenario::field(&Campaign::machine, {.name = "machine", .doc = "what it runs on, beside the accelerator's peak"}),
      scenario::field(&Campaign::layout,
                      {.name = "layout", .doc = "degrees of parallelism; the smallest that fits when missing"}),
      scenario::field(
          &Campaign::batch,
          {.name = "batch", .unit = "1", .low = 1, .high = 1e7, .doc = "sequences of a step, over all accelerators"}),
      scenario::field(&Campaign::tokens,
                      {.name = "tokens", .unit = "tokens", .low = 1, .high = 1e16, .doc = "of a run"}),
      overestimate_field(&Campaign::overestimate),
  });
  return table;
}

class CampaignStream : public TaskStream {
 public:
  CampaignStream(const Campaign& campaign, const Opening& opening)
      : campaign_(campaign),
        tenant_(campaign.tenant(opening.name)),
        submission_(std::max(campaign.start, opening.scenario.from)),
        until_(opening.scenario.to) {}

  bool next(Task& task) override {
    if (number_ == campaign_.runs || submission_ >= until_) {
      return false;
    }
    task = Task{.number = ++number_, .submission = submission_, .tenant = tenant_};
    task.accelerators = static_cast<std::int32_t>(campaign_.size);
    task.tokens = campaign_.tokens.in_base_units();
    task.overestimate = campaign_.overestimate.in_base_units();
    submission_ += campaign_.every;
    return true;
  }

 private:
  const Campaign& campaign_;
  const std::string& tenant_;
  base::SimTime submission_;
  base::SimTime until_;
  std::int64_t number_ = 0;
};

std::unique_ptr<TaskStream> Campaign::open(const Opening& opening) const {
  return std::make_unique<CampaignStream>(*this, opening);
}

}  // namespace

scenario::Kind<scenario::Spec> training_campaign() {
  return scenario::kind<scenario::Spec, Campaign>(
      "campaign", "training runs of a model, by the time of its steps, with its layout over the accelerators");
}

}  // namespace aibelt::datacenter
