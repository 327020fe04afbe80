// Which divisions of a model are sound, what they hold, and the one to take when only the GPUs are known.
#include <fmt/format.h>

#include <optional>
#include <utility>

#include "aibelt/workload/training_step.hpp"
#include "training/layer.hpp"

namespace aibelt::workload {
namespace {

constexpr double kWeightAndGradientBytes = 6;  // per parameter: weights of 2, gradients of 4
constexpr double kOptimizerBytes = 12;         // master weights and two moments of 4
constexpr double kValueBytes = 2;
constexpr double kUsableMemory = 0.95;  // the rest is the driver's and the buffers'
constexpr std::int64_t kChunkLayers = 2;

double number(std::int64_t count) { return static_cast<double>(count); }

class Problems {
 public:
  void unless(bool condition, std::string text) {
    if (!condition) {
      list_.push_back(std::move(text));
    }
  }
  std::vector<std::string> take() { return std::move(list_); }

 private:
  std::vector<std::string> list_;
};

std::vector<std::string> number_problems(const Transformer& model, std::int64_t batch, const Parallelism& p) {
  Problems problems;
  const std::pair<std::string_view, std::int64_t> numbers[] = {{"layers", model.layers},
                                                               {"hidden", model.hidden},
                                                               {"heads", model.heads},
                                                               {"kv_heads", model.kv_heads},
                                                               {"ffn_hidden", model.ffn_hidden},
                                                               {"sequence", model.sequence},
                                                               {"vocabulary", model.vocabulary},
                                                               {"batch", batch},
                                                               {"tensor", p.tensor},
                                                               {"pipeline", p.pipeline},
                                                               {"data", p.data},
                                                               {"context", p.context},
                                                               {"microbatch", p.microbatch},
                                                               {"interleave", p.interleave}};
  for (const auto& [name, value] : numbers) {
    problems.unless(value >= 1, fmt::format("{} is {}: give 1 or more", name, value));
  }
  problems.unless(model.active_parameters == 0 || active_layer_parameters(model) > 0,
                  "active_parameters are fewer than those of embedding and head");
  return problems.take();
}

void division_problems(Problems& problems, const Transformer& model, std::int64_t batch, const Parallelism& p) {
  problems.unless(model.heads % p.tensor == 0,
                  fmt::format("{} heads do not divide among {} tensor-parallel GPUs", model.heads, p.tensor));
  problems.unless(model.sequence % p.context == 0,
                  fmt::format("{} tokens do not divide among {} context-parallel GPUs", model.sequence, p.context));
  problems.unless(batch % (p.data * p.microbatch) == 0,
                  fmt::format("a batch of {} does not divide into microbatches of {} on {} data-parallel groups", batch,
                              p.microbatch, p.data));
}

void pipeline_problems(Problems& problems, const Transformer& model, std::int64_t batch, const Parallelism& p) {
  const std::int64_t stage = layers_per_stage(model, p.pipeline);
  problems.unless(stage > 0, fmt::format("{} layers do not divide among {} pipeline stages, nor do {} with embedding "
                                         "and head",
                                         model.layers, p.pipeline, model.layers + 2));
  problems.unless(stage % p.interleave == 0,
                  fmt::format("{} layers of a stage do not divide into {} chunks", stage, p.interleave));
  problems.unless(p.interleave == 1 || p.pipeline > 1, "interleave wants more than one pipeline stage");
  const std::int64_t n_microbatches = batch / (p.data * p.microbatch);
  problems.unless(p.interleave == 1 || n_microbatches % p.pipeline == 0,
                  fmt::format("{} microbatches are no multiple of {} pipeline stages, which interleave wants",
                              n_microbatches, p.pipeline));
}

std::int64_t chunks(std::int64_t stage_layers, std::int64_t pipeline, std::int64_t n_microbatches) {
  const bool can_interleave = pipeline > 1 && stage_layers % kChunkLayers == 0 && n_microbatches % pipeline == 0;
  return can_interleave ? stage_layers / kChunkLayers : 1;
}

/// The layout of these degrees; nullopt when it is unsound or does not fit.
std::optional<Parallelism> fitting(const Transformer& model, std::int64_t batch, std::int64_t n_gpus,
                                   base::DataSize memory, Parallelism p) {
  const std::int64_t parts = p.tensor * p.context * p.pipeline;
  const std::int64_t stage = layers_per_stage(model, p.pipeline);
  if (n_gpus % parts != 0 || stage == 0) {
    return std::nullopt;
  }
  p.data = n_gpus / parts;
  p.interleave = chunks(stage, p.pipeline, batch / p.data);
  const bool is_sound = layout_problems(model, batch, n_gpus, p).empty();
  return is_sound && memory_per_gpu(model, p) <= memory * kUsableMemory ? std::optional(p) : std::nullopt;
}

/// Of the layouts with `parts` parts, the one with the least tensor, then the least context.
std::optional<Parallelism> best_of(const Transformer& model, std::int64_t batch, std::int64_t n_gpus,
                                   std::int64_t gpus_per_node, base::DataSize memory, Recompute recompute,
                                   std::int64_t parts) {
  for (std::int64_t tensor = 1; tensor <= gpus_per_node; tensor *= 2) {
    for (std::int64_t context = 1; context * tensor <= parts; context *= 2) {
      if (parts % (tensor * context) != 0) {
        continue;
      }
      Parallelism p;
      p.tensor = tensor;
      p.context = context;
      p.pipeline = parts / (tensor * context);
      p.recompute = recompute;
      if (const auto found = fitting(model, batch, n_gpus, memory, p)) {
        return found;
      }
    }
  }
  return std::nullopt;
}

}  // namespace

std::int64_t layers_per_stage(const Transformer& model, std::int64_t pipeline) {
  if (model.layers % pipeline == 0) {
    return model.layers / pipeline;
  }
  return (model.layers + 2) % pipeline == 0 ? (model.layers + 2) / pipeline : 0;
}

std::vector<std::string> layout_problems(const Transformer& model, std::int64_t batch, std::int64_t n_gpus,
                                         const Parallelism& parallelism) {
  if (auto wrong = number_problems(model, batch, parallelism); !wrong.empty()) {
    return wrong;
  }
  Problems problems;
  problems.unless(gpus(parallelism) == n_gpus,
                  fmt::format("tensor {} × pipeline {} × data {} × context {} make {} GPUs, not {}", parallelism.tensor,
                              parallelism.pipeline, parallelism.data, parallelism.context, gpus(parallelism), n_gpus));
  division_problems(problems, model, batch, parallelism);
  pipeline_problems(problems, model, batch, parallelism);
  return problems.take();
}

double activation_bytes(const Transformer& model, const Parallelism& parallelism) {
  const double tensor = number(parallelism.tensor);
  const double values = parallelism.is_sequence_parallel ? 34 / tensor : 10 + 24 / tensor;
  const double scores =
      model.is_attention_fused ? 0 : 5 * number(model.heads) * number(model.sequence) / (number(model.hidden) * tensor);
  return number(model.hidden) * (values + scores);
}

base::DataSize memory_per_gpu(const Transformer& model, const Parallelism& p) {
  const double parameters = total_parameters(model) / number(p.tensor * p.pipeline);
  const double state = parameters * (kWeightAndGradientBytes + kOptimizerBytes / number(p.data * p.context));
  const double tokens = number(p.microbatch) * number(model.sequence) / number(p.context);
  Transformer kept = model;
  kept.is_attention_fused = model.is_attention_fused || p.recompute == Recompute::selective;
  const double layer = p.recompute == Recompute::full ? kValueBytes * number(model.hidden) / number(p.tensor)
                                                      : activation_bytes(kept, p);
  // The first stage holds as many microbatches as there are stages: in all, the activations of every layer.
  return base::DataSize::from_base_units(state + tokens * number(model.layers) * layer);
}

std::variant<Parallelism, std::string> suggest_parallelism(const Transformer& model, std::int64_t batch,
                                                           std::int64_t n_gpus, std::int64_t gpus_per_node,
                                                           base::DataSize memory) {
  if (auto wrong = number_problems(model, batch, {}); !wrong.empty()) {
    return wrong.front();
  }
  for (const Recompute recompute : {Recompute::none, Recompute::selective, Recompute::full}) {
    for (std::int64_t parts = 1; parts <= n_gpus; ++parts) {
      if (n_gpus % parts != 0) {
        continue;
      }
      if (const auto found = best_of(model, batch, n_gpus, gpus_per_node, memory, recompute, parts)) {
        return *found;
      }
    }
  }
  return fmt::format(
      "no division of the model over {} GPUs of {:.0f} GB fits with a batch of {}: take more GPUs, or a "
      "batch with more divisors",
      n_gpus, memory.in_base_units() / 1e9, batch);
}

}  // namespace aibelt::workload
