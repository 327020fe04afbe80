#pragma once

#include "aibelt/workload/training_step.hpp"

namespace aibelt::workload {

/// Operations per token, forward and backward; `scores` and `layer_products` for one layer.
struct TokenOperations {
  double layer_products = 0;  ///< products with parameters
  double scores = 0;          ///< products of attention
  double scores_again = 0;    ///< what fused attention computes once more backward
  double head = 0;            ///< product with the vocabulary
};
TokenOperations operations_per_token(const Transformer& model);

/// Operations per token and layer that `recompute` adds.
double recomputed_per_layer(const Transformer& model, Recompute recompute);

/// Bytes of activations per token, layer and GPU that a layer makes forward, at 2 bytes a value [korthikanti2023].
double activation_bytes(const Transformer& model, const Parallelism& parallelism);

}  // namespace aibelt::workload
