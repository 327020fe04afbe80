#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "aibelt/base/quantity.hpp"

/// Time of one training step of a transformer: pure functions, no state. Equations: docs/model/training.md.
namespace aibelt::workload {

using Flop = base::Quantity<base::dimension(base::Measure::compute)>;
using DataRate = base::Quantity<base::dimension(base::Measure::data) / base::kTime>;

/// Shape of a decoder-only transformer.
struct Transformer {
  std::int64_t layers = 0;
  std::int64_t hidden = 0;
  std::int64_t heads = 0;
  std::int64_t kv_heads = 0;         ///< fewer than `heads` with grouped-query attention
  std::int64_t ffn_hidden = 0;       ///< inner width of the feed-forward block
  std::int64_t sequence = 0;         ///< tokens
  std::int64_t vocabulary = 0;       ///< tokens
  bool is_gated = false;             ///< feed-forward of three matrices (SwiGLU) instead of two
  bool is_attention_fused = false;   ///< scores stay on chip and are computed again backward [dao2024]
  bool is_attention_causal = false;  ///< only the used half of the scores is computed and counted
  bool is_head_tied = true;          ///< the output head shares the embedding's parameters
  double active_parameters = 0;      ///< per token, of a mixture of experts; 0: from the shape
  double total_parameters = 0;       ///< 0: from the shape
};

/// The GPT of [narayanan2021]: feed-forward of 4 × hidden, as many key-value heads as heads, scores kept in memory.
Transformer gpt(std::int64_t layers, std::int64_t hidden, std::int64_t heads, std::int64_t sequence = 2048,
                std::int64_t vocabulary = 51200);

/// Parameters that are stored, without biases, norms and positions.
double total_parameters(const Transformer& model);

/// Parameters that multiply a token in the layers, without embedding and head.
double active_layer_parameters(const Transformer& model);

/// What is computed a second time backward instead of kept.
enum class Recompute : std::uint8_t {
  none,
  selective,  ///< the attention scores [korthikanti2023]; nothing where attention is fused
  full        ///< every layer
};

/// Operations of forward and backward for `sequences` sequences, nothing recomputed: what MFU counts. With the layers
/// of `gpt` this is 72 B s l h² (1 + s/6h + V/12lh) [narayanan2021].
Flop model_flop(const Transformer& model, double sequences);

/// The same and what is recomputed under `recompute`, as published rates count it; a fused attention's own
/// recomputation is left out.
Flop counted_flop(const Transformer& model, double sequences, Recompute recompute);

/// How a model is divided over GPUs: tensor × context × data × pipeline of them, neighbours in this order.
struct Parallelism {
  std::int64_t tensor = 1;
  std::int64_t pipeline = 1;
  std::int64_t data = 1;
  std::int64_t context = 1;
  std::int64_t microbatch = 1;  ///< sequences
  std::int64_t interleave = 1;  ///< model chunks per pipeline stage
  Recompute recompute = Recompute::none;
  bool is_sequence_parallel = true;  ///< norms and dropouts are divided over the tensor group too [korthikanti2023]
};

inline std::int64_t gpus(const Parallelism& p) { return p.tensor * p.pipeline * p.data * p.context; }

/// Layers of one pipeline stage; embedding and head count as a layer each where only so the stages are equal. 0 when
/// they are not equal either way.
std::int64_t layers_per_stage(const Transformer& model, std::int64_t pipeline);

/// Why `parallelism` cannot train `model` on `n_gpus` GPUs with `batch` sequences a step, one sentence each; empty when
/// it can.
std::vector<std::string> layout_problems(const Transformer& model, std::int64_t batch, std::int64_t n_gpus,
                                         const Parallelism& parallelism);

/// What an accelerator in its machine does; bandwidths are per GPU and direction.
struct AcceleratorRating {
  base::ComputeRate peak;
  double efficiency = 0;  ///< share of `peak` that matrix products reach, 0 to 1; the calibrated constant
  DataRate memory;
  DataRate intra_node;
  DataRate inter_node;
  std::int64_t gpus_per_node = 8;  ///< GPUs that reach each other at `intra_node`
  double exposed_share = 1;        ///< share of tensor-, context- and data-parallel traffic that compute does not hide
  base::Span constant{};           ///< of every step
  double straggler_margin = 0;     ///< of the rest of the step
};

/// The calibrated rating `name`, one of `rating_names()`; LogicError for another.
AcceleratorRating rating(std::string_view name);
std::vector<std::string> rating_names();

/// The parts of a step that nothing hides; they add up to the step.
struct StepTime {
  base::Span compute;   ///< matrix products
  base::Span memory;    ///< reading and writing activations
  base::Span tensor;    ///< tensor-parallel communication
  base::Span context;   ///< gathering keys and values
  base::Span bubble;    ///< pipeline filling and draining
  base::Span pipeline;  ///< sending activations while it fills and drains
  base::Span data;      ///< summing gradients, gathering parameters
  base::Span constant;
  base::Span straggler;

  base::Span total() const {
    return compute + memory + tensor + context + bubble + pipeline + data + constant + straggler;
  }
};

/// LogicError where the layout has problems.
StepTime step_time(const Transformer& model, std::int64_t batch, const Parallelism& parallelism,
                   const AcceleratorRating& rating);

/// `counted_flop` per GPU and time, the figure that papers print.
base::ComputeRate counted_rate(const Transformer& model, std::int64_t batch, const Parallelism& parallelism,
                               base::Span step);

/// The efficiency in (0, 1] with which `step_time` gives `measured`; the nearer end where none does. For calibration.
double efficiency_for(base::Span measured, const Transformer& model, std::int64_t batch, const Parallelism& parallelism,
                      AcceleratorRating rating);

/// Bytes that the fullest GPU holds: 6 per parameter for weights and gradients, 12 for the optimizer's state, divided
/// over the data-parallel group [rajbhandari2020], and the activations of the microbatches in flight [korthikanti2023].
base::DataSize memory_per_gpu(const Transformer& model, const Parallelism& parallelism);

/// The layout that cuts the model into the fewest parts (tensor × context × pipeline) of which each fits in 95 % of
/// `memory`, with equal data-parallel shares of `batch`; among equals the least tensor, then the least context. Tensor
/// and context are powers of two, tensor stays within a node, the microbatch is 1, a chunk has two layers; layers are
/// recomputed only where nothing else fits. A sentence where nothing fits.
std::variant<Parallelism, std::string> suggest_parallelism(const Transformer& model, std::int64_t batch,
                                                           std::int64_t n_gpus, std::int64_t gpus_per_node,
                                                           base::DataSize memory);

/// GPU-hours for `tokens` at `step` a step of `batch` sequences on `n_gpus`; `useful_share` is the share of time that
/// makes progress (ETTR), in (0, 1].
double gpu_hours(const Transformer& model, double tokens, std::int64_t batch, std::int64_t n_gpus, base::Span step,
                 double useful_share = 1);

/// GPU-hours for `tokens` at a known rate per GPU; operations are `model_flop`.
double gpu_hours(const Transformer& model, double tokens, base::ComputeRate rate);

}  // namespace aibelt::workload
