#include <string>

#include "aibelt/workload/training_step.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using workload::Parallelism;
using workload::Recompute;
using workload::Transformer;

namespace {

Transformer llama_405b() {
  Transformer model = workload::gpt(126, 16384, 128, 8192, 128'256);
  model.kv_heads = 8;
  model.ffn_hidden = 53248;
  model.is_gated = true;
  model.is_attention_fused = true;
  model.is_attention_causal = true;
  model.is_head_tied = false;
  return model;
}

Parallelism degrees(std::int64_t tensor, std::int64_t pipeline, std::int64_t data, std::int64_t context = 1) {
  Parallelism p;
  p.tensor = tensor;
  p.pipeline = pipeline;
  p.data = data;
  p.context = context;
  return p;
}

/// The only problem of this layout of GPT-3; empty where there is none, all of them where there are several.
std::string problem(std::int64_t batch, std::int64_t n_gpus, const Parallelism& p) {
  std::string text;
  for (const std::string& one : layout_problems(workload::gpt(96, 12288, 96), batch, n_gpus, p)) {
    text += (text.empty() ? "" : " | ") + one;
  }
  return text;
}

base::DataSize gigabytes(double amount) { return base::DataSize::from_base_units(amount * 1e9); }

}  // namespace

TEST_CASE("a sound layout has no problem") {
  CHECK(problem(1536, 384, degrees(8, 12, 4)).empty());
  Parallelism p = degrees(4, 8, 16);
  p.microbatch = 2;
  p.interleave = 6;
  CHECK(problem(2048, 512, p).empty());
}

TEST_CASE("each wrong combination is said in words") {
  CHECK(problem(1536, 400, degrees(8, 12, 4)) == "tensor 8 × pipeline 12 × data 4 × context 1 make 384 GPUs, not 400");
  CHECK(problem(1535, 384, degrees(8, 12, 4)) ==
        "a batch of 1535 does not divide into microbatches of 1 on 4 data-parallel groups");
  CHECK(problem(1536, 80, degrees(8, 10, 1)) ==
        "96 layers do not divide among 10 pipeline stages, nor do 98 with embedding and head");
  CHECK(problem(1536, 5, degrees(5, 1, 1)) == "96 heads do not divide among 5 tensor-parallel GPUs");
  CHECK(problem(1536, 3, degrees(1, 1, 1, 3)) == "2048 tokens do not divide among 3 context-parallel GPUs");
  CHECK(problem(1536, 0, degrees(0, 1, 1)) == "tensor is 0: give 1 or more");
}

TEST_CASE("interleaving wants stages, chunks of equal size and microbatches in rounds") {
  Parallelism p = degrees(1, 8, 1);
  p.interleave = 5;
  CHECK(problem(64, 8, p) == "12 layers of a stage do not divide into 5 chunks");
  p.interleave = 6;
  CHECK(problem(60, 8, p) == "60 microbatches are no multiple of 8 pipeline stages, which interleave wants");
  p.pipeline = 1;
  CHECK(problem(64, 1, p) == "interleave wants more than one pipeline stage");
}

TEST_CASE("all problems are told at once") {
  CHECK(layout_problems(workload::gpt(96, 12288, 96), 7, 11, degrees(5, 10, 2)).size() == 4);
  CHECK(layout_problems(Transformer{}, 0, 1, {}).size() == 8);
}

TEST_CASE("embedding and head fill stages that layers alone do not") {
  CHECK(layers_per_stage(workload::gpt(96, 64, 4), 8) == 12);
  CHECK(layers_per_stage(workload::gpt(126, 64, 4), 16) == 8);
  CHECK(layers_per_stage(workload::gpt(126, 64, 4), 7) == 18);
  CHECK(layers_per_stage(workload::gpt(97, 64, 4), 8) == 0);
}

TEST_CASE("memory is state and the activations of every layer") {
  Transformer model = workload::gpt(2, 4, 2, 8, 10);  // 2·192 + 40 parameters
  CHECK(memory_per_gpu(model, degrees(1, 1, 1)).in_base_units() == 424 * 18 + 8 * 2 * 4 * (34 + 20));
  CHECK(memory_per_gpu(model, degrees(2, 1, 3)).in_base_units() == 212 * 10 + 8 * 2 * 4 * (17 + 10));
  CHECK(memory_per_gpu(model, degrees(1, 2, 1, 2)).in_base_units() == 212 * 12 + 4 * 2 * 4 * (34 + 20));
  Parallelism p;
  p.recompute = Recompute::selective;
  CHECK(memory_per_gpu(model, p).in_base_units() == 424 * 18 + 8 * 2 * 4 * 34);
  p.recompute = Recompute::full;
  CHECK(memory_per_gpu(model, p).in_base_units() == 424 * 18 + 8 * 2 * 4 * 2);
}

TEST_CASE("a model that fits one GPU is not cut") {
  const auto found = suggest_parallelism(workload::gpt(24, 2048, 16), 64, 64, 8, gigabytes(80));
  const auto p = std::get<Parallelism>(found);
  CHECK(p.tensor * p.pipeline * p.context == 1);
  CHECK(p.data == 64);
  CHECK(p.recompute == Recompute::none);
}

TEST_CASE("large models are cut as people cut them") {
  Transformer gpt3 = workload::gpt(96, 12288, 96);
  gpt3.is_attention_fused = true;
  const auto small = std::get<Parallelism>(suggest_parallelism(gpt3, 2048, 512, 8, gigabytes(80)));
  CHECK(small.tensor == 4);
  CHECK(small.pipeline == 8);
  CHECK(small.context == 1);
  CHECK(small.interleave == 6);
  const auto large = std::get<Parallelism>(suggest_parallelism(llama_405b(), 1536, 8192, 8, gigabytes(80)));
  CHECK(large.tensor == 8);
  CHECK(large.pipeline == 8);
  CHECK(large.context == 2);
  CHECK(large.data == 64);
}

TEST_CASE("a suggested layout is sound, fits and stays in its node") {
  for (const std::int64_t n_gpus : {1, 2, 6, 8, 24, 64, 96, 512, 1024}) {
    for (const std::int64_t node : {1, 4, 8, 72}) {
      const Transformer model = workload::gpt(48, 8192, 64);
      const auto found = suggest_parallelism(model, 3072, n_gpus, node, gigabytes(80));
      CAPTURE(n_gpus, node);
      if (const auto* p = std::get_if<Parallelism>(&found)) {
        CHECK(layout_problems(model, 3072, n_gpus, *p).empty());
        CHECK(memory_per_gpu(model, *p) <= gigabytes(76));
        CHECK(p->tensor <= node);
      } else {
        CHECK(n_gpus <= 8);  // 39 billion parameters × 18 bytes
      }
    }
  }
}

TEST_CASE("layers are recomputed only where nothing else fits") {
  const auto tight = suggest_parallelism(workload::gpt(96, 12288, 96), 64, 64, 8, gigabytes(60));
  CHECK(std::get<Parallelism>(tight).recompute != Recompute::none);
}

TEST_CASE("where nothing fits a sentence says so") {
  const auto found = suggest_parallelism(llama_405b(), 64, 8, 8, gigabytes(80));
  CHECK(std::get<std::string>(found) ==
        "no division of the model over 8 GPUs of 80 GB fits with a batch of 64: take more GPUs, or a batch with more "
        "divisors");
  CHECK(std::get<std::string>(suggest_parallelism(Transformer{}, 64, 8, 8, gigabytes(80))) ==
        "layers is 0: give 1 or more");
}
