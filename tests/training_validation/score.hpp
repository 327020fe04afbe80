#pragma once

#include <string>
#include <string_view>

#include "aibelt/workload/training_step.hpp"
#include "tests/support/csv_rows.hpp"

namespace aibelt::test {

/// A table of published and modelled figures, printed by `mean`; calibrated rows are not scored.
class Score {
 public:
  explicit Score(std::string_view title);

  void add_calibrated(std::string_view row, double published, double model);
  /// Returns the relative error.
  double add(std::string_view row, double published, double model);
  void leave_out(std::string_view row, std::string_view why);
  /// The mean absolute relative error of the scored rows.
  double mean() const;
  double worst() const { return worst_; }

 private:
  void add_row(std::string_view row, double published, double model, std::string_view note);

  std::string text_;
  double sum_ = 0;
  double worst_ = 0;
  int n_scored_ = 0;
};

/// Llama 3.1 405B, 8B and 70B are of this family: grouped queries, gated feed-forward, fused causal attention, own head.
workload::Transformer llama(std::int64_t layers, std::int64_t hidden, std::int64_t heads, std::int64_t ffn_hidden,
                            std::int64_t sequence = 8192);
workload::Transformer llama_405b(std::int64_t sequence = 8192);

/// Step of a batch at a printed rate per GPU.
base::Span step_at(const workload::Transformer& model, std::int64_t batch, const workload::Parallelism& parallelism,
                   double tflop_per_s);

/// TFLOP/s per GPU by the model, counted as papers do.
double modelled_rate(const workload::Transformer& model, std::int64_t batch, const workload::Parallelism& parallelism,
                     const workload::AcceleratorRating& rating);

}  // namespace aibelt::test
