// The step as a sum of what nothing hides; equations in docs/model/training.md.
#include <algorithm>

#include "aibelt/base/error.hpp"
#include "aibelt/workload/training_step.hpp"
#include "training/layer.hpp"

namespace aibelt::workload {
namespace {

using base::Span;

constexpr double kValueBytes = 2;           // BF16
constexpr double kMemoryPasses = 3;         // an activation is written, read forward and read backward
constexpr double kCollectivesPerLayer = 4;  // all-reduces over the tensor group, forward and backward
constexpr double kRecomputedCollectives = 2;
constexpr double kKeyValuePasses = 3;  // gathered forward, gathered and summed backward
constexpr double kForwardAgain = 4.0 / 3;

double number(std::int64_t count) { return static_cast<double>(count); }

Span divided(double amount, double rate) { return Span::from_base_units(amount / rate); }

/// What one microbatch takes on one stage, by part.
struct StagePass {
  Span compute;
  Span memory;
  Span tensor;
  Span context;

  Span total() const { return compute + memory + tensor + context; }
};

/// A model, its layout and its machine, with what several parts need.
class Step {
 public:
  Step(const Transformer& model, std::int64_t batch, const Parallelism& parallelism, const AcceleratorRating& rating)
      : model_(model), parallelism_(parallelism), rating_(rating) {
    n_microbatches_ = number(batch) / number(parallelism.data * parallelism.microbatch);
    tokens_ = number(parallelism.microbatch) * number(model.sequence) / number(parallelism.context);
    stage_layers_ = number(layers_per_stage(model, parallelism.pipeline));
  }

  StepTime time() const {
    const StagePass pass = stage_pass();
    StepTime time;
    time.compute = pass.compute * n_microbatches_;
    time.memory = pass.memory * n_microbatches_;
    time.tensor = pass.tensor * n_microbatches_;
    time.context = pass.context * n_microbatches_;
    time.bubble = pass.total() * ((number(parallelism_.pipeline) - 1) / number(parallelism_.interleave));
    time.pipeline = pipeline_hops();
    time.data = gradient_sum();
    time.constant = rating_.constant;
    time.straggler = time.total() * rating_.straggler_margin;
    return time;
  }

 private:
  StagePass stage_pass() const { return {stage_compute(), stage_memory(), stage_collectives(), stage_key_values()}; }

  Span stage_compute() const {
    const TokenOperations token = operations_per_token(model_);
    const double layer =
        token.layer_products + token.scores + token.scores_again + recomputed_per_layer(model_, parallelism_.recompute);
    // Where the head counts as a layer it has a place of its own in a stage.
    const bool has_head_place = model_.layers % parallelism_.pipeline != 0;
    const double head = has_head_place ? 0 : token.head / number(parallelism_.pipeline);
    return divided(tokens_ * (stage_layers_ * layer + head),
                   number(parallelism_.tensor) * rating_.peak.in_base_units() * rating_.efficiency);
  }

  Span stage_memory() const {
    const double again = parallelism_.recompute == Recompute::full ? kForwardAgain : 1;
    return divided(tokens_ * stage_layers_ * again * kMemoryPasses * activation_bytes(model_, parallelism_),
                   rating_.memory.in_base_units());
  }

  Span stage_collectives() const {
    const double n = number(parallelism_.tensor);
    const double again = parallelism_.recompute == Recompute::full ? kRecomputedCollectives : 0;
    const double bytes = 2 * (n - 1) / n * tokens_ * number(model_.hidden) * kValueBytes;
    return divided(stage_layers_ * (kCollectivesPerLayer + again) * bytes, bandwidth_within(parallelism_.tensor)) *
           rating_.exposed_share;
  }

  Span stage_key_values() const {
    const double n = number(parallelism_.context);
    const double width = 2 * number(model_.hidden) * number(model_.kv_heads) / number(model_.heads);
    const double gathered = (n - 1) * tokens_ * width * kValueBytes / number(parallelism_.tensor);
    return divided(stage_layers_ * kKeyValuePasses * gathered,
                   bandwidth_within(parallelism_.tensor * parallelism_.context)) *
           rating_.exposed_share;
  }

  /// Activations cross each stage border once while the pipeline fills and once while it drains, a slice per GPU of
  /// the tensor group.
  Span pipeline_hops() const {
    const double hops = 2 * (number(parallelism_.pipeline) - 1);
    return divided(hops * tokens_ * number(model_.hidden) * kValueBytes / number(parallelism_.tensor),
                   bandwidth_within(gpus(parallelism_)));
  }

  /// A ring over data and context group; its members in one node send over as many network ports.
  Span gradient_sum() const {
    const std::int64_t ring = parallelism_.data * parallelism_.context;
    const std::int64_t in_node = std::clamp<std::int64_t>(rating_.gpus_per_node / parallelism_.tensor, 1, ring);
    const double network =
        std::min(rating_.inter_node.in_base_units() * number(in_node), rating_.intra_node.in_base_units());
    const double rate = in_node == ring ? rating_.intra_node.in_base_units() : network;
    const double bytes = kValueBytes * total_parameters(model_) / number(parallelism_.tensor * parallelism_.pipeline);
    return divided(2 * (number(ring) - 1) / number(ring) * bytes, rate) * rating_.exposed_share;
  }

  double bandwidth_within(std::int64_t n_neighbours) const {
    const bool is_inside = n_neighbours <= rating_.gpus_per_node;
    return (is_inside ? rating_.intra_node : rating_.inter_node).in_base_units();
  }

  const Transformer& model_;
  const Parallelism& parallelism_;
  const AcceleratorRating& rating_;
  double n_microbatches_ = 0;
  double tokens_ = 0;  ///< of a microbatch, on one GPU of the context group
  double stage_layers_ = 0;
};

}  // namespace

StepTime step_time(const Transformer& model, std::int64_t batch, const Parallelism& parallelism,
                   const AcceleratorRating& rating) {
  base::ensure(layout_problems(model, batch, gpus(parallelism), parallelism).empty(), "step_time wants a sound layout");
  return Step(model, batch, parallelism, rating).time();
}

base::ComputeRate counted_rate(const Transformer& model, std::int64_t batch, const Parallelism& parallelism,
                               Span step) {
  return counted_flop(model, number(batch), parallelism.recompute) / step / number(gpus(parallelism));
}

double efficiency_for(Span measured, const Transformer& model, std::int64_t batch, const Parallelism& parallelism,
                      AcceleratorRating rating) {
  double low = 0;
  double high = 1;
  for (int i = 0; i < 50; ++i) {
    rating.efficiency = (low + high) / 2;
    (step_time(model, batch, parallelism, rating).total() > measured ? low : high) = rating.efficiency;
  }
  return high;
}

double gpu_hours(const Transformer& model, double tokens, std::int64_t batch, std::int64_t n_gpus, Span step,
                 double useful_share) {
  const double n_steps = tokens / (number(batch) * number(model.sequence));
  return n_steps * step.in_base_units() * number(n_gpus) / 3600 / useful_share;
}

double gpu_hours(const Transformer& model, double tokens, base::ComputeRate rate) {
  return (model_flop(model, tokens / number(model.sequence)) / rate).in_base_units() / 3600;
}

}  // namespace aibelt::workload
