#include "aibelt/workload/training_step.hpp"

#include "aibelt/base/error.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using base::Span;
using workload::AcceleratorRating;
using workload::DataRate;
using workload::Parallelism;
using workload::Recompute;
using workload::StepTime;
using workload::Transformer;

namespace {

/// 144 parameters a layer: 2·4·4·(1 + 1/2) of attention, 3·4·8 of feed-forward; 40 of the head.
Transformer tiny() {
  Transformer model;
  model.layers = 2;
  model.hidden = 4;
  model.heads = 2;
  model.kv_heads = 1;
  model.ffn_hidden = 8;
  model.sequence = 8;
  model.vocabulary = 10;
  model.is_gated = true;
  model.is_attention_causal = true;
  return model;
}

/// 500 useful operations a second, 100 B/s of memory, 40 B/s in a node of two, 10 B/s between nodes.
AcceleratorRating slow_machine() {
  AcceleratorRating rating;
  rating.peak = base::ComputeRate::from_base_units(1000);
  rating.efficiency = 0.5;
  rating.memory = DataRate::from_base_units(100);
  rating.intra_node = DataRate::from_base_units(40);
  rating.inter_node = DataRate::from_base_units(10);
  rating.gpus_per_node = 2;
  return rating;
}

StepTime time_of(std::int64_t batch, const Parallelism& p, const AcceleratorRating& rating = slow_machine()) {
  return step_time(tiny(), batch, p, rating);
}

double seconds(Span span) { return span.in_base_units(); }

double flop(const Transformer& model, double sequences, Recompute recompute = Recompute::none) {
  return counted_flop(model, sequences, recompute).in_base_units();
}

}  // namespace

TEST_CASE("operations of a GPT are those of the closed form") {
  const double batch = 1536, s = 2048, l = 96, h = 12288, v = 51200;
  const Transformer model = workload::gpt(96, 12288, 96);
  CHECK(model_flop(model, batch).in_base_units() ==
        Approx(72 * batch * s * l * h * h * (1 + s / (6 * h) + v / (12 * l * h))).epsilon(1e-12));
  CHECK(flop(model, batch, Recompute::full) ==
        Approx(96 * batch * s * l * h * h * (1 + s / (6 * h) + v / (16 * l * h))).epsilon(1e-12));
  CHECK(total_parameters(model) == 12 * l * h * h + v * h);
}

TEST_CASE("grouped queries, gates, causal scores and the head are counted as by hand") {
  const Transformer model = tiny();
  CHECK(total_parameters(model) == 2 * 144 + 40);
  CHECK(active_layer_parameters(model) == 2 * 144);
  // 8 tokens × (2 layers × (6·144 + 12·4·8/2) + 6·40)
  CHECK(flop(model, 1) == 18816);
  CHECK(flop(model, 3) == 3 * 18816);
  // a third of the layers' 864 + 192, or of the 192 alone, once more
  CHECK(flop(model, 1, Recompute::full) == 18816 + 8 * 2 * 352);
  CHECK(flop(model, 1, Recompute::selective) == 18816 + 8 * 2 * 64);
}

TEST_CASE("fused attention has nothing to recompute selectively, and its own recomputation is not counted") {
  Transformer model = tiny();
  model.is_attention_fused = true;
  CHECK(flop(model, 1, Recompute::selective) == 18816);
  const StepTime time = step_time(model, 1, {}, slow_machine());
  CHECK(seconds(time.compute) == Approx((18816 + 8 * 2 * 2.0 * 4 * 8 / 2) / 500));  // 14 instead of 12 per score
}

TEST_CASE("an untied head is stored twice; a mixture of experts computes with its active parameters") {
  Transformer model = tiny();
  model.is_head_tied = false;
  CHECK(total_parameters(model) == 2 * 144 + 80);
  model.active_parameters = 180;
  model.total_parameters = 5000;
  CHECK(total_parameters(model) == 5000);
  CHECK(active_layer_parameters(model) == 100);
  CHECK(flop(model, 1) == 8 * (6 * 100 + 2 * 192 + 240));
}

TEST_CASE("one GPU computes and moves activations, and nothing else") {
  const StepTime time = time_of(3, {});
  CHECK(seconds(time.compute) == Approx(3 * 18816 / 500.0));
  // 3 passes of 8 tokens × 2 layers × 4·(34 + 5·2·8/4) bytes at 100 B/s, three sequences
  CHECK(seconds(time.memory) == Approx(3 * 3 * 8 * 2 * 4 * 54 / 100.0));
  CHECK(seconds(time.total()) == Approx(seconds(time.compute) + seconds(time.memory)));
}

TEST_CASE("a tensor pair halves compute and exchanges activations four times a layer") {
  Parallelism p;
  p.tensor = 2;
  const StepTime time = time_of(1, p);
  CHECK(seconds(time.compute) == Approx(18816 / 500.0 / 2));
  // 2 layers × 4 × 2·(1/2)·8 tokens·4 wide·2 bytes in the node
  CHECK(seconds(time.tensor) == Approx(2 * 4 * 64 / 40.0));
  p.recompute = Recompute::full;
  CHECK(seconds(time_of(1, p).tensor) == Approx(2 * 6 * 64 / 40.0));
}

TEST_CASE("without sequence parallelism ten of the activation bytes stay whole") {
  Parallelism p;
  p.tensor = 2;
  CHECK(seconds(time_of(1, p).memory) == Approx(3 * 8 * 2 * 4 * (17 + 10) / 100.0));
  p.is_sequence_parallel = false;
  CHECK(seconds(time_of(1, p).memory) == Approx(3 * 8 * 2 * 4 * (10 + 12 + 10) / 100.0));
}

TEST_CASE("a pipeline of two waits one microbatch at both ends") {
  Parallelism p;
  p.pipeline = 2;
  const StepTime time = time_of(4, p);
  const double pass = seconds(time.compute + time.memory) / 4;
  CHECK(pass == Approx((18816 / 500.0 + 3 * 8 * 2 * 4 * 54 / 100.0) / 2));
  CHECK(seconds(time.bubble) == Approx(pass));
  CHECK(seconds(time.pipeline) == Approx(2 * 8 * 4 * 2 / 40.0));
}

TEST_CASE("interleaving divides the bubble by the chunks") {
  Transformer model = tiny();
  model.layers = 4;
  Parallelism p;
  p.pipeline = 2;
  const StepTime plain = step_time(model, 4, p, slow_machine());
  p.interleave = 2;
  const StepTime interleaved = step_time(model, 4, p, slow_machine());
  CHECK(seconds(interleaved.bubble) == Approx(seconds(plain.bubble) / 2));
  CHECK(seconds(interleaved.compute) == seconds(plain.compute));
}

TEST_CASE("where embedding and head make the stages equal, the fullest stage sets the pace") {
  Transformer model = tiny();
  model.layers = 6;
  Parallelism p;
  p.pipeline = 4;  // 6 + 2 = 4 × 2
  CHECK(seconds(step_time(model, 1, p, slow_machine()).compute) == Approx(8 * 2 * (864 + 192) / 500.0));
}

TEST_CASE("data parallelism sums gradients on the network, in the node where the whole ring is inside") {
  Parallelism p;
  p.data = 2;
  CHECK(seconds(time_of(2, p).data) == Approx(2 * 0.5 * 2 * 328 / 40.0));
  p.data = 4;  // two of the ring in each node: 2 × 10 B/s
  CHECK(seconds(time_of(4, p).data) == Approx(2 * 0.75 * 2 * 328 / 20.0));
  p.tensor = 2;
  CHECK(seconds(time_of(4, p).data) == Approx(2 * 0.75 * 164 * 2 / 10.0));
}

TEST_CASE("a context pair gathers keys and values three times a layer") {
  Parallelism p;
  p.context = 2;
  const StepTime time = time_of(1, p);
  CHECK(seconds(time.compute) == Approx(18816 / 500.0 / 2));
  // 2 layers × 3 × 4 tokens of the other × (2·4·1/2) values × 2 bytes
  CHECK(seconds(time.context) == Approx(2 * 3 * 4 * 4 * 2 / 40.0));
}

TEST_CASE("constant, margin and exposed share act as they say") {
  AcceleratorRating rating = slow_machine();
  rating.constant = Span::from_base_units(7);
  rating.straggler_margin = 0.1;
  const double bare = seconds(time_of(1, {}).total());
  CHECK(seconds(time_of(1, {}, rating).straggler) == Approx(0.1 * (bare + 7)));
  CHECK(seconds(time_of(1, {}, rating).total()) == Approx(1.1 * (bare + 7)));
  Parallelism p;
  p.tensor = 2;
  p.data = 2;
  rating.exposed_share = 0.25;
  CHECK(seconds(time_of(2, p, rating).tensor) == Approx(seconds(time_of(2, p).tensor) / 4));
  CHECK(seconds(time_of(2, p, rating).data) == Approx(seconds(time_of(2, p).data) / 4));
}

TEST_CASE("an unsound layout is our bug by then") {
  Parallelism p;
  p.data = 2;
  CHECK_THROWS_AS(time_of(3, p), base::LogicError);
}

TEST_CASE("the efficiency of a step is found again from the step") {
  AcceleratorRating rating = workload::rating("h100_bf16");
  Parallelism p;
  p.tensor = 4;
  p.pipeline = 8;
  const Transformer model = workload::gpt(96, 12288, 96);
  const Span step = step_time(model, 64, p, rating).total();
  const double wanted = rating.efficiency;
  rating.efficiency = 0.1;
  CHECK(efficiency_for(step, model, 64, p, rating) == Approx(wanted).epsilon(1e-9));
  CHECK(efficiency_for(Span::from_base_units(1e-9), model, 64, p, rating) == 1);
}

TEST_CASE("the printed rate counts recomputation and divides by all GPUs") {
  Parallelism p;
  p.data = 2;
  p.recompute = Recompute::full;
  CHECK(counted_rate(tiny(), 2, p, Span::from_base_units(10)).in_base_units() ==
        Approx(2 * (18816 + 8 * 2 * 352) / 20.0));
}

TEST_CASE("GPU-hours are steps times GPUs, or operations over a rate") {
  // 160 tokens are 10 steps of 2 sequences; 36 s each on 4 GPUs
  CHECK(gpu_hours(tiny(), 160, 2, 4, Span::from_base_units(36)) == Approx(0.4));
  CHECK(gpu_hours(tiny(), 160, 2, 4, Span::from_base_units(36), 0.8) == Approx(0.5));
  CHECK(gpu_hours(tiny(), 80, base::ComputeRate::from_base_units(18816)) == Approx(10.0 / 3600));
}

TEST_CASE("every rating is a machine with an efficiency below one") {
  CHECK(workload::rating_names().size() == 6);
  for (const std::string& name : workload::rating_names()) {
    CAPTURE(name);
    const AcceleratorRating rating = workload::rating(name);
    CHECK(rating.efficiency > 0.2);
    CHECK(rating.efficiency < 0.8);
    CHECK(rating.intra_node > rating.inter_node);
    CHECK(rating.memory > rating.intra_node);
  }
  CHECK_THROWS_AS(workload::rating("abacus"), base::LogicError);
}
