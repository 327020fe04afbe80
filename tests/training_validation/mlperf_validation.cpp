#include <fmt/format.h>

#include <array>
#include <cmath>
#include <optional>

#include "aibelt/base/statistics.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/shared_data.hpp"
#include "tests/training_validation/score.hpp"

using namespace aibelt;
using workload::Parallelism;
using workload::Transformer;

namespace {

/// Runs of one platform in one round, with their mean of median steps.
struct Submission {
  std::string round;
  std::string platform;
  std::string benchmark;
  std::string accelerator;
  std::int64_t n_gpus = 0;
  std::int64_t gpus_per_node = 0;
  std::int64_t batch = 0;
  base::Mean median_step_s;
  base::Mean run_s_per_step;  ///< evaluation included

  std::string name() const { return fmt::format("{} {}, batch {}", round, platform, batch); }
};

struct Accelerator {
  std::string_view name;
  std::string_view rating;
  double memory_gb;
};

constexpr std::array kAccelerators{Accelerator{"NVIDIA H100-SXM5-80GB", "h100_fp8", 80},
                                   Accelerator{"NVIDIA H200-SXM5-141GB", "h200_fp8", 141},
                                   Accelerator{"NVIDIA Blackwell GPU (GB200)", "gb200_fp8", 186},
                                   Accelerator{"NVIDIA Blackwell GPU (B200-SXM-180GB)", "b200_fp8", 180}};

/// The rows on which the FP8 ratings are calibrated.
constexpr std::array<std::string_view, 3> kCalibrated{"eos-dfw_n64_ngc25.01_nemo", "carina_ngpu512_ngc25.04_nemo",
                                                      "b200_n8_preview_nemo"};

const Accelerator* accelerator_of(const Submission& run) {
  for (const Accelerator& accelerator : kAccelerators) {
    if (accelerator.name == run.accelerator) {
      return &accelerator;
    }
  }
  return nullptr;
}

std::optional<Transformer> model_of(const Submission& run) {
  if (run.benchmark == "llama31_405b") {
    return test::llama_405b();
  }
  if (run.benchmark != "gpt3") {
    return std::nullopt;
  }
  Transformer model = workload::gpt(96, 12288, 96);
  model.is_attention_fused = true;
  model.is_attention_causal = true;
  return model;
}

std::vector<Submission> submissions_in(const std::filesystem::path& file) {
  std::map<std::string, Submission> runs;
  for (auto& row : test::rows_of(file)) {
    Submission& run = runs[row["round"] + row["platform"] + row["benchmark"]];
    run.round = row["round"];
    run.platform = row["platform"];
    run.benchmark = row["benchmark"];
    run.accelerator = row["accelerator"];
    run.gpus_per_node = std::stoll(row["acc_per_node"]);
    run.n_gpus = std::stoll(row["nodes"]) * run.gpus_per_node;
    run.batch = std::stoll(row["global_batch_size"]);
    if (!row["median_step_s"].empty()) {
      run.median_step_s.add(std::stod(row["median_step_s"]));
    }
    if (run.benchmark == "gpt3") {  // samples are tokens there
      const double n_steps =
          std::stod(row["train_samples"]) / (std::stod(row["seq_len"]) * std::stod(row["global_batch_size"]));
      run.run_s_per_step.add(std::stod(row["run_s"]) / n_steps);
    }
  }
  std::vector<Submission> result;
  result.reserve(runs.size());
  for (auto& [key, run] : runs) {
    result.push_back(run);
  }
  return result;
}

/// As published; chunks of two layers where the pipeline can be interleaved, since that is not.
std::optional<Parallelism> published_layout(std::vector<test::CsvRow>& layouts, const Submission& run,
                                            const Transformer& model) {
  for (auto& row : layouts) {
    if (row["round"] != run.round || row["platform"] != run.platform || row["benchmark"] != run.benchmark) {
      continue;
    }
    Parallelism p;
    p.tensor = std::stoll(row["tp"]);
    p.pipeline = std::stoll(row["pp"]);
    p.context = std::stoll(row["cp"]);
    p.microbatch = std::stoll(row["micro_batch"]);
    p.data = run.n_gpus / (p.tensor * p.pipeline * p.context);
    p.interleave = layers_per_stage(model, p.pipeline) / 2;
    if (!layout_problems(model, run.batch, run.n_gpus, p).empty()) {
      p.interleave = 1;
    }
    return p;
  }
  return std::nullopt;
}

std::optional<Parallelism> suggested_layout(const Submission& run, const Transformer& model,
                                            const Accelerator& accelerator) {
  const auto found = suggest_parallelism(model, run.batch, run.n_gpus, run.gpus_per_node,
                                         base::DataSize::from_base_units(accelerator.memory_gb * 1e9));
  const auto* layout = std::get_if<Parallelism>(&found);
  return layout == nullptr ? std::nullopt : std::optional(*layout);
}

std::string layout_text(const Parallelism& p) {
  return fmt::format("tp{} pp{} cp{} dp{} mb{} v{}", p.tensor, p.pipeline, p.context, p.data, p.microbatch,
                     p.interleave);
}

void score_submission(test::Score& score, std::vector<test::CsvRow>& layouts, const Submission& run) {
  const Accelerator* accelerator = accelerator_of(run);
  const auto model = model_of(run);
  if (!model || accelerator == nullptr) {
    return score.leave_out(run.name(), !model ? "benchmark is not modelled" : "no rating for " + run.accelerator);
  }
  auto layout = published_layout(layouts, run, *model);
  const std::string how = layout ? "" : " suggested";
  layout = layout ? layout : suggested_layout(run, *model, *accelerator);
  if (!layout || !layout_problems(*model, run.batch, run.n_gpus, *layout).empty()) {
    return score.leave_out(run.name(), "no layout");
  }
  const auto rating = workload::rating(accelerator->rating);
  const double found = step_time(*model, run.batch, *layout, rating).total().in_base_units();
  if (run.median_step_s.count() == 0) {
    return score.leave_out(run.name(),
                           fmt::format("no median step; model {:.3f} s, run with evaluation {:.3f} s a step", found,
                                       run.run_s_per_step.mean()));
  }
  const double published = run.median_step_s.mean();
  const std::string name = run.platform.substr(0, 22) + " " + layout_text(*layout) + how;
  if (std::find(kCalibrated.begin(), kCalibrated.end(), run.platform) == kCalibrated.end()) {
    score.add(name, published, found);
    return;
  }
  score.add_calibrated(name, published, found);
  const double fitted = efficiency_for(base::Span::from_base_units(published), *model, run.batch, *layout, rating);
  CHECK(fitted == Approx(rating.efficiency).margin(0.0005));
}

}  // namespace

TEST_CASE("MLPerf steps: one calibrated row per accelerator predicts the others within 15 % in the mean") {
  const auto steps = test::shared_data("data/training/mlperf_steps.csv");
  const auto parallelism = test::shared_data("data/training/parallelism.csv");
  if (!steps || !parallelism) {
    AIBELT_SKIP("no MLPerf steps");
  }
  auto layouts = test::rows_of(*parallelism);
  test::Score score("MLPerf Training, median s a step, mean of a platform's runs");
  for (const Submission& run : submissions_in(*steps)) {
    score_submission(score, layouts, run);
  }
  CHECK(score.mean() <= 0.15);
}
