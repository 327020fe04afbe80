#include "tests/training_validation/score.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace aibelt::test {
Score::Score(std::string_view title)
    : text_(fmt::format("\n{}\n  {:<58} {:>12} {:>12} {:>9}\n", title, "row", "published", "model", "error")) {}

void Score::add_calibrated(std::string_view row, double published, double model) {
  add_row(row, published, model, "  calibrated");
}

double Score::add(std::string_view row, double published, double model) {
  add_row(row, published, model, "");
  const double error = model / published - 1;
  sum_ += std::abs(error);
  worst_ = std::max(worst_, std::abs(error));
  ++n_scored_;
  return error;
}

void Score::leave_out(std::string_view row, std::string_view why) {
  text_ += fmt::format("  {:<58} not scored: {}\n", row, why);
}

double Score::mean() const {
  const double mean = n_scored_ == 0 ? 0 : sum_ / n_scored_;
  fmt::print("{}  {} rows scored: mean error {:.2f} %, largest {:.2f} %\n", text_, n_scored_, 100 * mean, 100 * worst_);
  return mean;
}

void Score::add_row(std::string_view row, double published, double model, std::string_view note) {
  const double error = 100 * (model / published - 1);
  text_ += fmt::format("  {:<58} {:>12.5g} {:>12.5g} {:>+7.2f} %{}\n", row, published, model, error, note);
}

workload::Transformer llama(std::int64_t layers, std::int64_t hidden, std::int64_t heads, std::int64_t ffn_hidden,
                            std::int64_t sequence) {
  workload::Transformer model = workload::gpt(layers, hidden, heads, sequence, 128'256);
  model.kv_heads = 8;
  model.ffn_hidden = ffn_hidden;
  model.is_gated = true;
  model.is_attention_fused = true;
  model.is_attention_causal = true;
  model.is_head_tied = false;
  return model;
}

workload::Transformer llama_405b(std::int64_t sequence) { return llama(126, 16384, 128, 53248, sequence); }

base::Span step_at(const workload::Transformer& model, std::int64_t batch, const workload::Parallelism& parallelism,
                   double tflop_per_s) {
  const auto operations = workload::counted_flop(model, static_cast<double>(batch), parallelism.recompute);
  const double rate = tflop_per_s * 1e12 * static_cast<double>(workload::gpus(parallelism));
  return base::Span::from_base_units(operations.in_base_units() / rate);
}

double modelled_rate(const workload::Transformer& model, std::int64_t batch, const workload::Parallelism& parallelism,
                     const workload::AcceleratorRating& rating) {
  const base::Span step = workload::step_time(model, batch, parallelism, rating).total();
  return workload::counted_rate(model, batch, parallelism, step).in_base_units() / 1e12;
}

}  // namespace aibelt::test
