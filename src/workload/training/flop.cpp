// Parameters and operations of a transformer [narayanan2021, kaplan2020].
#include "aibelt/workload/training_step.hpp"

#include "aibelt/base/error.hpp"
#include "training/layer.hpp"

namespace aibelt::workload {
namespace {

constexpr double kForwardAndBackward = 6;     // operations per parameter and token: 2 forward, 4 backward
constexpr double kScoreOperations = 12;       // per score and head channel: two products of 2, three times
constexpr double kFusedScoreOperations = 14;  // the first of the two products once more backward
constexpr double kForwardShare = 1.0 / 3;

double number(std::int64_t count) { return static_cast<double>(count); }

double layer_parameters(const Transformer& model) {
  const double attention =
      2 * number(model.hidden) * number(model.hidden) * (1 + number(model.kv_heads) / number(model.heads));
  const double matrices = model.is_gated ? 3 : 2;
  return attention + matrices * number(model.hidden) * number(model.ffn_hidden);
}

double head_parameters(const Transformer& model) { return number(model.hidden) * number(model.vocabulary); }

}  // namespace

Transformer gpt(std::int64_t layers, std::int64_t hidden, std::int64_t heads, std::int64_t sequence,
                std::int64_t vocabulary) {
  Transformer model;
  model.layers = layers;
  model.hidden = hidden;
  model.heads = heads;
  model.kv_heads = heads;
  model.ffn_hidden = 4 * hidden;
  model.sequence = sequence;
  model.vocabulary = vocabulary;
  return model;
}

double total_parameters(const Transformer& model) {
  if (model.total_parameters > 0) {
    return model.total_parameters;
  }
  return number(model.layers) * layer_parameters(model) + (model.is_head_tied ? 1 : 2) * head_parameters(model);
}

double active_layer_parameters(const Transformer& model) {
  if (model.active_parameters > 0) {
    return model.active_parameters - (model.is_head_tied ? 1 : 2) * head_parameters(model);
  }
  return number(model.layers) * layer_parameters(model);
}

TokenOperations operations_per_token(const Transformer& model) {
  TokenOperations result;
  const double scores = number(model.hidden) * number(model.sequence) * (model.is_attention_causal ? 0.5 : 1);
  result.layer_products = kForwardAndBackward * active_layer_parameters(model) / number(model.layers);
  result.scores = kScoreOperations * scores;
  result.scores_again = model.is_attention_fused ? (kFusedScoreOperations - kScoreOperations) * scores : 0;
  result.head = kForwardAndBackward * head_parameters(model);
  return result;
}

double recomputed_per_layer(const Transformer& model, Recompute recompute) {
  const TokenOperations token = operations_per_token(model);
  switch (recompute) {
    case Recompute::none:
      return 0;
    case Recompute::selective:
      return model.is_attention_fused ? 0 : kForwardShare * token.scores;
    case Recompute::full:
      return kForwardShare * (token.layer_products + token.scores);
  }
  throw base::LogicError("no such recomputation");
}

Flop model_flop(const Transformer& model, double sequences) { return counted_flop(model, sequences, Recompute::none); }

Flop counted_flop(const Transformer& model, double sequences, Recompute recompute) {
  const TokenOperations token = operations_per_token(model);
  const double layer = token.layer_products + token.scores + recomputed_per_layer(model, recompute);
  return Flop::from_base_units(sequences * number(model.sequence) * (number(model.layers) * layer + token.head));
}

}  // namespace aibelt::workload
